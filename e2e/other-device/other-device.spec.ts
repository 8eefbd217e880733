import { arrive } from "../lib/arrive.ts";
import { Challenge } from "../lib/challenge.ts";
import { phone } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

test("a challenge that was finished on another device is found settled", async ({ server, site, visitor, attachOptions }) => {
  const { page, challenge, id } = await arrive({ server, site, visitor, attachOptions }, "otto");
  await challenge.mine();
  await expect(challenge.button(/^Email /)).toBeVisible();

  const other = await visitor(phone);
  const elsewhere = await other.open(page.url());
  const there = new Challenge(elsewhere);
  await there.mine();
  await there.button(/^Email /).click();
  await there.enter((await server.code(id, "email")).code);
  await there.logOutFirstDevice();
  await elsewhere.waitForURL(/\/welcome/);

  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))); // back to this device
  await expect(page.getByRole("heading", { name: "Already confirmed" })).toBeFocused();
  await challenge.button("Continue").click();
  await page.waitForURL(/\/welcome/);
  expect(new URL(page.url()).searchParams.get("challenge_id")).toBe(id);
});
