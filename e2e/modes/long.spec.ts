import { Challenge } from "../lib/challenge.ts";
import { phone } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

test("320 px wide: a project and an address with long names are broken into lines, not cut or scrolled to", async ({ server, visitor }) => {
  await server.configure("--name", "Federation of Companies-With-Names-Without-Any-Space-In-Them");
  for (const ip of ["203.0.113.7", "203.0.113.8"]) {
    await server.api("/v2/device/attach", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ account: "ann", email: `ann@${"b".repeat(50)}.example.com`, ip, fingerprint: ip, limit_config: { overall_device_limit: 1 } }),
    });
  }
  const { data: [{ _id: id }] } = await server.api("/v2/challenges");
  const { context } = await visitor(phone);
  const page = await context.newPage();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${server.origin}/challenge?challenge=${id}&lang=en`);
  const challenge = new Challenge(page);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width(), "the question").toBe(320);
  await challenge.mine();
  await expect(challenge.code).toBeVisible();
  expect(await width(), "the code").toBe(320);
});
