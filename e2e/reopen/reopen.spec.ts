import { arrive } from "../lib/arrive.ts";
import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

test("a finished challenge that is opened again says so, and leads on", async ({ server, site, visitor, attachOptions }) => {
  const { page, challenge, id } = await arrive({ server, site, visitor, attachOptions }, "rita");
  const url = page.url();
  await challenge.mine();
  await challenge.button(/^Email /).click();
  await challenge.enter((await server.code(id, "email")).code);
  await challenge.logOutFirstDevice();
  await page.waitForURL(/\/welcome/);
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "Already confirmed" })).toBeVisible();
  await challenge.button("Continue").click();
  await page.waitForURL(/\/welcome/);
});

for (const [what, query] of [["unknown", "?challenge=0123456789abcdef01234567"], ["malformed", "?challenge=%3Cscript%3E"], ["missing", ""]] as const) {
  test(`a challenge whose id is ${what}`, async ({ server, visitor }) => {
    const a = await visitor(desk);
    const page = await a.context.newPage();
    const answer = await page.goto(`${server.origin}/challenge${query}`);
    expect(answer!.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "We can’t find this request" })).toBeVisible();
    await expect(page.getByRole("button", { name: "It's my account" })).toHaveCount(0);
    expect(a.violations).toEqual([]);
  });
}
