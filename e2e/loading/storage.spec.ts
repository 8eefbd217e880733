import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { CLIENT_ID } from "../lib/server.ts";

// Where a browser keeps nothing for us, reading it already throws: with cookies switched off, and in frames of other sites.

test("in a sandboxed frame, which has no storage", async ({ site, visitor }) => {
  const a = await visitor(desk);
  const page = await a.open(site.url("/", { page: "/bare.html" }));
  await page.evaluate((src) => {
    const frame = document.createElement("iframe");
    frame.sandbox.add("allow-scripts");
    frame.src = src;
    document.body.append(frame);
    return new Promise((resolve) => (frame.onload = resolve));
  }, site.url("/framed"));
  const frame = page.frames().find((f) => f.url().endsWith("/framed"))!;
  await frame.waitForFunction(() => "Rupt" in window);
  expect(await frame.evaluate(() => (window as any).Rupt.getHash())).toEqual([expect.stringMatching(/^r1[0-9A-Za-z_~-]{254}$/), null]);
  const signals = await frame.evaluate(() => (window as any).Rupt.getSignals());
  expect(signals.privacy.value).toContain("storage=");
});

test("with cookies and site data switched off", async ({ site, visitor }) => {
  const a = await visitor(desk);
  await a.context.addInitScript(() => {
    const denied = () => { throw new DOMException("Access is denied for this document.", "SecurityError"); };
    for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: denied, configurable: true });
    Object.defineProperty(Document.prototype, "cookie", { get: denied, set: denied, configurable: true });
  });
  const page = await a.open(site.url("/"));
  await page.waitForFunction(() => "Rupt" in window);
  const attach = (client_id: string) => (window as any).Rupt.attach({ client_id, account: "memoryless" });
  const first = await page.evaluate(attach, CLIENT_ID);
  expect(first).toMatchObject({ success: true, new_device: true, attached_devices: 1 });
  await page.reload();
  await page.waitForFunction(() => "Rupt" in window);
  expect(await page.evaluate(attach, CLIENT_ID)).toMatchObject({ success: true, new_device: false, attached_devices: 1, device_id: first.device_id });
});
