import { challenged } from "../lib/arrive.ts";
import { Challenge, wrong } from "../lib/challenge.ts";
import { phone } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

test("the whole challenge without JavaScript: forms only", async ({ server, site, visitor, attachOptions }) => {
  const { firstPage, id } = await challenged({ site, visitor, attachOptions }, "yui");

  const plain = await visitor(phone, { javaScriptEnabled: false });
  const query = new URLSearchParams({ challenge: id, success: site.url("/welcome"), logout: site.url("/goodbye"), new_account: site.url("/new"), upgrade: site.url("/upgrade"), lang: "en" });
  const page = await plain.open(`${server.origin}/challenge?${query}`);
  const challenge = new Challenge(page);
  await challenge.mine();
  await challenge.button(/^Text message \*+23$/).click();
  const { code } = await server.code(id, "text");

  await challenge.enter(wrong(code));
  await challenge.button("Continue").click();
  await challenge.says(/4/);
  await challenge.enter(code);
  await challenge.button("Continue").click();
  await challenge.logOutFirstDevice();
  await firstPage.waitForURL(/\/goodbye/);

  if (!page.url().includes("/welcome")) await page.getByRole("link", { name: "Continue" }).or(challenge.button("Continue")).first().click();
  await page.waitForURL(/\/welcome/);
  expect(new URL(page.url()).searchParams.get("challenge_id")).toBe(id);
  expect((await server.api(`/v2/challenges/${id}`)).status).toBe("completed");
});
