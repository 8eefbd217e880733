import { arrive } from "../lib/arrive.ts";
import { Challenge } from "../lib/challenge.ts";
import { laptop } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

test("what was typed before the script was there stays when it takes over, and so does what is typed meanwhile", async ({ server, site, visitor, attachOptions }) => {
  const arrived = await arrive({ server, site, visitor, attachOptions }, "ada");
  const slow = await visitor(laptop);
  let module = () => {}, challenged = () => {};
  const arrives = new Promise<void>((resolve) => (module = resolve));
  const answered = new Promise<void>((resolve) => (challenged = resolve));
  await slow.context.route("**/*.wasm", async (route) => {
    await arrives;
    await route.continue();
  });
  const page = await slow.open(arrived.page.url());
  const challenge = new Challenge(page);
  await challenge.mine(); // by forms
  await challenge.button(/^Email /).click();
  const { code } = await server.code(arrived.id, "email");

  await challenge.code.pressSequentially(code.slice(0, 2));
  const asked = page.waitForRequest(`**/v2/challenges/${arrived.id}`);
  await page.route(`**/v2/challenges/${arrived.id}`, async (route) => {
    await answered;
    await route.continue();
  });
  module();
  await asked;
  await page.keyboard.type(code.slice(2, 4));
  challenged();
  await expect(challenge.button("Send a new code")).toHaveAttribute("aria-disabled", "true"); // as with the script
  await expect(challenge.code).toHaveValue(code.slice(0, 4));
  await page.keyboard.type(code.slice(4));
  await expect(challenge.button("Log out this device")).toBeVisible();
});
