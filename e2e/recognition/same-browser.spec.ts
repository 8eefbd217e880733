import { desk, laptop, phone, type Device } from "../lib/devices.ts";
import { expect, test, type Visitor } from "../lib/fixtures.ts";

/** forget clears all that a browser keeps of a site. */
async function forget(visitor: Visitor): Promise<void> {
  const [page] = visitor.context.pages();
  await visitor.context.clearCookies();
  await page.evaluate(() => (localStorage.clear(), sessionStorage.clear()));
  const left = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]);
  expect(left).toEqual(["", 0, 0]);
}

for (const [name, device] of Object.entries({ desk, laptop, phone } satisfies Record<string, Device>)) {
  test(`${name}: the same browser with its storage cleared is the same device and not challenged`, async ({ site, visitor, attachOptions }) => {
    const a = await visitor(device);
    const page = await a.open(site.url("/a", { attach: attachOptions("lea") }));
    await expect.poll(() => a.has("attach")).toBe(true);
    const first = a.detail("attach");

    await forget(a);
    a.fired.length = 0;
    await page.reload();
    await expect.poll(() => a.has("attach")).toBe(true);
    const again = a.detail("attach");

    expect(again.device_id).toBe(first.device_id);
    expect(again.new_device).toBe(false);
    expect(again.attached_devices).toBe(1);
    expect(again.access).not.toBe(first.access);
    await page.waitForTimeout(1_500); // a challenge would have come by now
    expect(a.fired.map((f) => f.name)).toEqual(["attach"]);
    expect(page.url()).toContain(site.origin);
  });
}

test("another window of the same browser, as in private browsing, is the same device", async ({ site, visitor, attachOptions }) => {
  const ordinary = await visitor(desk);
  const secret = await visitor(desk);
  await ordinary.open(site.url("/a", { attach: attachOptions("kim") }));
  await expect.poll(() => ordinary.has("attach")).toBe(true);
  await secret.open(site.url("/b", { attach: attachOptions("kim") }));
  await expect.poll(() => secret.has("attach")).toBe(true);
  expect(secret.detail("attach").device_id).toBe(ordinary.detail("attach").device_id);
  expect(secret.detail("attach").attached_devices).toBe(1);
  expect(secret.has("on_limit_exceeded")).toBe(false);
});

test("the fingerprint id is one for two accounts of a browser, another for another device", async ({ site, visitor }) => {
  const ask = async (device: Device) => {
    const browser = await visitor(device);
    const page = await browser.open(site.url("/"));
    await page.waitForFunction(() => "Rupt" in window);
    return page.evaluate(() => (window as any).Rupt.getFingerprint({ client_id: "11111111-1111-4111-8111-111111111111" }));
  };
  const [one, same, other] = [await ask(desk), await ask(desk), await ask(phone)];
  expect(one.fingerprint_id).toMatch(/^[0-9a-f]{24}$/);
  expect(same.fingerprint_id).toBe(one.fingerprint_id);
  expect(same.confidence).toBeGreaterThan(0.95);
  expect(other.fingerprint_id).not.toBe(one.fingerprint_id);
});
