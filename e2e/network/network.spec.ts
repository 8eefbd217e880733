import { arrive } from "../lib/arrive.ts";
import { expect, test } from "../lib/fixtures.ts";

for (const challenge_mode of ["redirect", "modal"]) {
  test(`the network goes and comes back: what was typed is still there and is tried again, ${challenge_mode}`, async ({ server, site, visitor, attachOptions }) => {
    const { page, challenge, id } = await arrive({ server, site, visitor, attachOptions }, "olga", { challenge_mode });
    await challenge.mine();
    await challenge.button(/^Email /).click();
    const { code } = await server.code(id, "email");
    await expect(challenge.code).toBeFocused();
    await page.context().setOffline(true);
    await page.keyboard.type(code);
    await challenge.says(/offline/);
    await expect(challenge.code).toHaveValue(code);
    await expect(challenge.button("Try again")).toBeVisible();
    await page.context().setOffline(false);
    await expect(challenge.button("Log out this device")).toBeVisible();
  });
}
