import { arrive } from "../lib/arrive.ts";
import { Challenge } from "../lib/challenge.ts";
import { expect, test } from "../lib/fixtures.ts";

test("two tabs of one challenge: one settles it, the other one sees that, even when it presses first", async ({ server, site, visitor, attachOptions }) => {
  const { page, challenge, id, visitor: b } = await arrive({ server, site, visitor, attachOptions }, "tess");
  const second = await b.open(page.url());
  const third = await b.open(page.url());
  for (const tab of [second, third]) await expect(new Challenge(tab).button("It's my account")).toBeVisible();

  await challenge.mine();
  await challenge.button(/^Email /).click();
  await challenge.enter((await server.code(id, "email")).code);
  await challenge.logOutFirstDevice();
  await page.waitForURL(/\/welcome/);

  await second.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(second.getByRole("heading", { name: "Already confirmed" })).toBeVisible();
  await new Challenge(third).mine(); // it has not noticed yet
  await new Challenge(third).button(/^Email /).click();
  await expect(third.getByRole("heading", { name: "Already confirmed" })).toBeVisible();
  expect((await server.inbox()).filter((m) => m.challenge === id)).toHaveLength(1);
});
