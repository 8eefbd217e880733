import { chromium, type Page } from "@playwright/test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { desk } from "../lib/devices.ts";
import { expect, test, Visitor, watch } from "../lib/fixtures.ts";
import type { Server } from "../lib/server.ts";
import { arrive, attaches, call, heard, ready, unharmed } from "./unharmed.ts";

// Each a page of its own: what is broken stays so. That a device without memory is the same one again is e2e/loading/storage.
const broken: { what: string; change: () => void }[] = [
  { what: "storage is full", change: () => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  } },
  { what: "storage is half there", change: () => {
    Storage.prototype.getItem = () => { throw new DOMException("Access is denied.", "SecurityError"); };
    Storage.prototype.setItem = () => {};
    Object.defineProperty(window, "sessionStorage", { get: () => null, configurable: true });
  } },
  { what: "every storage throws, and so do locks and channels", change: () => {
    const denied = () => { throw new DOMException("Access is denied.", "SecurityError"); };
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]) Object.defineProperty(window, name, { get: denied, configurable: true });
    Object.defineProperty(Document.prototype, "cookie", { get: denied, set: denied, configurable: true });
    Object.defineProperty(Navigator.prototype, "locks", { get: denied, configurable: true });
    window.BroadcastChannel = class { constructor() { denied(); } } as any;
  } },
  { what: "cookies are dropped, and locks are refused", change: () => {
    Object.defineProperty(Document.prototype, "cookie", { get: () => "", set: () => {}, configurable: true });
    (window as any).LockManager.prototype.request = () => Promise.reject(new DOMException("denied", "SecurityError"));
  } },
];

test("whatever storage does, the page attaches and hears its logout", async ({ site, server, visitor, attachOptions }) => {
  const a = await visitor(desk);
  for (const [i, { what, change }] of broken.entries()) {
    await test.step(what, async () => {
      const page = await a.context.newPage();
      await page.addInitScript(change);
      await page.goto(heard(site));
      await ready(page);
      await hears(page, server, attachOptions(`user-${i}`), what, () => unharmed(a, page, what));
      await page.close();
    });
  }
});

test("a browser that keeps no site data, by its own setting: attach succeeds and a logout is heard", async ({ site, server, attachOptions }, info) => {
  const profile = await mkdtemp(join(tmpdir(), "profile-"));
  await mkdir(join(profile, "Default"));
  await writeFile(join(profile, "Default/Preferences"), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
  const context = await chromium.launchPersistentContext(profile, info.project.use.launchOptions);
  try {
    const a = await watch(new Visitor(context));
    const page = await arrive(a, site);
    const denied = await page.evaluate(() => { try { return !localStorage; } catch (error: any) { return error.name; } });
    expect(denied, "the setting is in force").toBe("SecurityError");
    await hears(page, server, attachOptions("ida"), "no site data", () => unharmed(a, page));
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
});

async function hears(page: Page, server: Server, options: { account: string }, what: string, check: () => Promise<void>): Promise<void> {
  const reply = await call(page, "attach", options);
  expect(reply, what).toMatchObject({ success: true });
  expect((await call(page, "getHash", {}))[0], what).toHaveLength(256);
  await attaches(page, `${what}: another account`);
  expect(await call(page, "attach", options), `${what}: back again`).toMatchObject({ success: true });
  await check();
  await server.logOut(reply.device_id, options.account);
  await page.waitForURL(/\/goodbye/);
}
