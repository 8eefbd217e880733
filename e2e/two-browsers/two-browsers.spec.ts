import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { Challenge } from "../lib/challenge.ts";
import { desk } from "../lib/devices.ts";
import { expect, test as base } from "../lib/fixtures.ts";

// Playwright drives a patched Firefox only; puppeteer drives the system's, over WebDriver BiDi.
const test = base.extend<{ firefox: Browser }>({
  firefox: async ({}, use) => {
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
      headless: true,
    });
    await use(browser);
    await browser.close();
  },
});

/** button finds a button by the start of its name, as a person would. */
const button = (page: Page, name: string) => page.locator(`::-p-xpath(//button[starts-with(normalize-space(), "${name}")])`);

test("Chromium and Firefox on an account for one: the newcomer in Firefox settles it", async ({ server, site, visitor, firefox, attachOptions }) => {
  const a = await visitor(desk);
  const options = attachOptions("vera");
  const pageA = await a.open(site.url("/a", { attach: options }));
  await expect.poll(() => a.detail("attach")).toMatchObject({ attached_devices: 1 });

  const b = await firefox.newPage();
  await b.goto(site.url("/b", { attach: options }));
  await expect.poll(() => b.url()).toContain(`${server.origin}/challenge?`);
  const id = new URL(b.url()).searchParams.get("challenge")!;

  await button(b, "It").click();
  await button(b, "Email").click();
  const { code } = await server.code(id, "email");
  await b.locator("input[autocomplete='one-time-code']").fill(code);
  await button(b, "Log out this device").click();

  await pageA.waitForURL(/\/goodbye/);
  await expect.poll(() => b.url()).toContain("/welcome?");
  expect(new URL(b.url()).searchParams.get("challenge_id")).toBe(id);
  const devices = await server.api("/v2/user/vera/devices");
  const browsers = Object.fromEntries(devices.map((d: any) => [d.info.browser.name, d.status]));
  expect(browsers).toEqual({ Firefox: "attached", "Chrome Headless": "detached" });
});

test("Firefox with its storage cleared is the same device", async ({ site, server, firefox, attachOptions }) => {
  const attach = async () => {
    const page = await firefox.newPage();
    await page.goto(site.url("/a", { attach: attachOptions("elif") }));
    const handle = await page.waitForFunction("window.reply");
    return { page, reply: (await handle.jsonValue()) as any };
  };
  const first = await attach();
  await first.page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
    for (const pair of document.cookie.split("; ")) document.cookie = `${pair.split("=")[0]}=; path=/; max-age=0`;
  });
  await first.page.close();
  const again = await attach();
  expect(again.reply.device_id).toBe(first.reply.device_id);
  expect(again.reply.attached_devices).toBe(1);
  expect(await server.api("/v2/challenges")).toMatchObject({ total: 0 });
});
