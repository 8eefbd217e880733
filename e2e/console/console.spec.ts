import { arrive } from "../lib/arrive.ts";
import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

// Whoever opens the console sees what belongs to the page, and nothing of ours: from the attach that is challenged to the
// page behind it, and on the device that is logged out meanwhile.
for (const challenge_mode of ["redirect", "modal"]) {
  test(`nothing is printed on the whole way, ${challenge_mode}`, async ({ server, site, visitor, attachOptions }) => {
    const { first, firstPage, visitor: b, page, challenge, id } = await arrive({ server, site, visitor, attachOptions }, "quill", { challenge_mode });
    await challenge.mine();
    await challenge.button(/^Email /).click();
    const { code } = await server.code(id, "email");
    await challenge.enter(code);
    await challenge.logOutFirstDevice();
    await firstPage.waitForURL(/\/goodbye/);
    await page.waitForURL(/\/welcome/);
    await page.waitForLoadState("networkidle");
    expect([...first.said, ...b.said]).toEqual([]);

    await page.evaluate(() => console.log("heard"));
    await expect.poll(() => b.said, "what is printed is heard").toEqual(["log: heard"]);
  });
}

test("the page of the suspended prints nothing", async ({ server, visitor }) => {
  const a = await visitor(desk);
  const page = await a.open(`${server.origin}/suspended`);
  await page.waitForLoadState("networkidle");
  expect(a.said).toEqual([]);
});
