import { arrive } from "../lib/arrive.ts";
import { expect, test } from "../lib/fixtures.ts";

for (const challenge_mode of ["redirect", "modal"]) {
  test(`a reload goes on where the person was, ${challenge_mode}`, async ({ server, site, visitor, attachOptions }) => {
    const { firstPage, page, challenge, id } = await arrive({ server, site, visitor, attachOptions }, "mira", { challenge_mode });
    const sends: string[] = [];
    page.on("request", (r) => void (r.url().endsWith("/send") && sends.push(r.url())));
    await challenge.mine();
    await challenge.button(/^Email /).click();
    const { code } = await server.code(id, "email");
    await expect(challenge.code).toBeFocused();

    await page.reload(); // before the code: it is still good, and no other is sent
    await expect(challenge.code).toBeFocused();
    await expect(challenge.button("Send a new code")).toHaveAttribute("aria-disabled", "true");
    await challenge.enter(code);
    await expect(challenge.button("Log out this device")).toBeVisible();

    await page.reload(); // after it: the proof is still good
    await expect(challenge.button("Log out this device")).toBeVisible();
    await challenge.logOutFirstDevice();
    await firstPage.waitForURL(/\/goodbye/);
    await page.waitForURL(/\/welcome/);
    expect(sends).toHaveLength(1);
    expect((await server.api(`/v2/challenges/${id}`)).status).toBe("completed");
  });
}

test("a tab that has not seen the proof asks for it, and says why", async ({ server, site, visitor, attachOptions }) => {
  const { page, challenge, id, visitor: b } = await arrive({ server, site, visitor, attachOptions }, "ivo");
  await challenge.mine();
  await challenge.button(/^Email /).click();
  await challenge.enter((await server.code(id, "email")).code);
  await expect(challenge.button("Log out this device")).toBeVisible();

  const other = await b.open(page.url());
  await expect(other.getByRole("alert")).toContainText("confirm once more");
  await expect(other.getByRole("button", { name: "It's my account" })).toBeVisible();
  await expect(other.getByRole("button", { name: "Log out this device" })).toHaveCount(0);
});
