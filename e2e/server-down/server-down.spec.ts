import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { CLIENT_ID } from "../lib/server.ts";

test("a server that goes down: attach resolves null, the page works, debug says why", async ({ server, site, visitor }) => {
  const a = await visitor(desk);
  const page = await a.open(site.url("/"));
  await page.waitForFunction(() => "Rupt" in window);
  await page.evaluate(() => (window as any).Rupt.getHash()); // the module is there
  await server.stop();

  const replies = await page.evaluate(async (client_id) => {
    const { Rupt } = window as any;
    return {
      attach: await Rupt.attach({ client_id, account: "u", debug: true }),
      fingerprint: await Rupt.getFingerprint({ client_id, debug: true }),
      evaluate: await Rupt.evaluate({ client_id, action: "login", user: "u", debug: true }),
      detach: await Rupt.detach({ client_id, account: "u", device: "0123456789abcdef01234567" }),
    };
  }, CLIENT_ID);
  expect(replies).toMatchObject({ attach: null, fingerprint: null, evaluate: null, detach: { success: false, error: expect.anything() } });
  expect(a.console.join("\n")).toMatch(/network/);
  expect(a.console.filter((line) => line.startsWith("uncaught"))).toEqual([]);
  await page.getByRole("button", { name: "Count" }).click();
  await expect(page.locator("output")).toHaveText("1");
});

test("a server that was never up: the page works without the SDK", async ({ server, site, visitor }) => {
  await server.stop();
  const a = await visitor(desk);
  const page = await a.open(site.url("/a", { attach: { client_id: CLIENT_ID, account: "u" } }));
  await expect.poll(() => a.detail("attach")).toBe("no sdk");
  await page.getByRole("button", { name: "Count" }).click();
  await expect(page.locator("output")).toHaveText("1");
});

test("a server that restarts: the stream comes back and a logout still arrives", async ({ site, server, visitor, attachOptions }) => {
  const a = await visitor(desk);
  const page = await a.open(site.url("/a", { attach: attachOptions("noor") }));
  await expect.poll(() => a.has("attach")).toBe(true);
  const { device_id } = a.detail("attach");
  await server.restart();
  expect(await server.logOut(device_id, "noor")).toMatchObject({ success: true });
  await page.waitForURL(/\/goodbye/, { timeout: 30_000 });
});
