import { setTimeout as sleep } from "node:timers/promises";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import type { Route } from "@playwright/test";
import { desk, phone } from "../lib/devices.ts";
import { expect, test as base } from "../lib/fixtures.ts";
import { arrive, attaches, attaching, call, heard, ready, unharmed } from "./unharmed.ts";

// Playwright's browsers have no back/forward cache, and all their tabs believe that they are seen.
const test = base.extend<{ chrome: Browser }>({
  chrome: async ({}, use, info) => {
    const { executablePath, args } = info.project.use.launchOptions!;
    const browser = await puppeteer.launch({ executablePath, args, headless: true });
    await use(browser);
    await browser.close();
  },
});

/** settled opens a page that attaches, and gives its reply. Errors that nobody handles are kept in errors. */
async function settled(page: Page, url: string, errors: string[]): Promise<any> {
  page.on("pageerror", (error: any) => errors.push(error.message));
  await page.goto(url);
  return (await page.waitForFunction("window.reply", { polling: 100 })).jsonValue();
}

test("there and back through the back/forward cache: the same page attaches, and hears a logout", async ({ site, server, chrome, attachOptions }) => {
  const errors: string[] = [];
  const page = await chrome.newPage();
  const { device_id } = await settled(page, heard(site, "/a", { attach: attachOptions("bea") }), errors);
  await page.evaluate(() => {
    (window as any).before = true;
    window.addEventListener("pageshow", (e) => ((window as any).persisted = e.persisted));
  });
  await page.goto(site.url("/elsewhere", { sdk: "late" }));
  await page.goBack();
  await expect.poll(() => page.evaluate(() => [(window as any).before, (window as any).persisted])
    .catch(String), "it comes from the cache").toEqual([true, true]);
  const again = await page.evaluate((options: object) => (window as any).Rupt.attach(options), attachOptions("bea"));
  expect(again).toMatchObject({ success: true, device_id, new_device: false });
  await page.goto(site.url("/elsewhere", { sdk: "late" }));
  await page.goBack();
  await server.logOut(device_id, "bea");
  await expect.poll(() => page.url()).toMatch(/\/goodbye/);
  expect(errors).toEqual([]);
});

test("back from a challenge through the back/forward cache: the way back is no way around it", async ({ site, server, chrome, visitor, attachOptions }) => {
  const first = await visitor(phone);
  await first.open(site.url("/a", { attach: attachOptions("kim") }));
  await expect.poll(() => first.has("attach")).toBe(true);
  const page = await chrome.newPage();
  const shown: string[] = [];
  page.on("framenavigated", (frame) => void (frame === page.mainFrame() && shown.push(new URL(frame.url()).pathname)));
  await page.goto(heard(site, "/b", { attach: attachOptions("kim") }));
  const challenge = "#rupt-challenge[data-screen=choose]";
  await page.waitForSelector(challenge);
  const { searchParams } = new URL(page.url());
  await page.evaluate(() => void history.back());
  await expect.poll(() => shown).toEqual(["/b", "/challenge", "/b", "/challenge"]);
  await page.waitForSelector(challenge);
  expect(new URL(page.url()).searchParams.get("challenge"), "the same challenge").toBe(searchParams.get("challenge"));

  const id = searchParams.get("challenge")!;
  await server.api(`/v2/challenges/${id}/send`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ channel: "email" }) });
  const { code } = await server.code(id, "email");
  await server.api(`/v2/challenges/${id}/verify?code=${code}`, { method: "POST" });
  const [other] = (await server.api(`/v2/challenges/${id}/devices`)).filter((device: any) => !device.current);
  await server.api(`/v2/challenges/${id}/devices/${other._id}/kick`, { method: "POST" });
  expect(await server.api(`/v2/challenges/${id}/complete`, { method: "POST" })).toEqual({ success: true });
  const attached = page.waitForResponse((response) => response.url().endsWith("/v2/device/attach") && response.request().method() === "POST");
  await page.evaluate(() => void history.back());
  await attached;
  await sleep(1_000);
  expect(shown, "passed, the page is the person's").toEqual(["/b", "/challenge", "/b", "/challenge", "/b"]);
});

test("a tab that nobody sees attaches, and hears a logout", async ({ site, server, chrome, attachOptions }) => {
  const errors: string[] = [];
  const page = await chrome.newPage();
  const front = await chrome.newPage();
  await front.bringToFront();
  const { device_id, success } = await settled(page, heard(site, "/a", { attach: attachOptions("hid") }), errors);
  expect(await page.evaluate(() => document.visibilityState)).toBe("hidden");
  expect(success).toBe(true);
  await server.logOut(device_id, "hid");
  await expect.poll(() => page.url()).toMatch(/\/goodbye/);
  expect(errors).toEqual([]);
});

test("left, stopped and come back to in the middle of an attach: the page works, and the next attach does", async ({ site, visitor }) => {
  const a = await visitor(desk);
  const held: Route[] = [];
  await a.context.route("**/v2/device/attach", (route) => void held.push(route));
  const page = await arrive(a, site);
  const begin = () => page.evaluate((options) => {
    (window as any).settled = "not yet";
    (window as any).Rupt.attach(options).then((reply: unknown) => ((window as any).settled = reply));
  }, attaching);

  await begin();
  await expect.poll(() => held.length).toBe(1);
  await page.evaluate(() => window.stop());
  await expect.poll(() => page.evaluate(() => (window as any).settled), "stopped").toBeNull();
  await unharmed(a, page, "stopped");

  await begin();
  await expect.poll(() => held.length).toBe(2);
  await page.goto(heard(site, "/elsewhere"));
  await page.goBack();
  await ready(page);
  await a.context.unroute("**/v2/device/attach");
  await attaches(page, "come back");
  expect(await call(page, "getHash", {})).toHaveLength(2);
  await unharmed(a, page, "come back");
});
