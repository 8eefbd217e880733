import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { desk, emulate, laptop } from "../lib/devices.ts";
import { CLIENT_ID, Server } from "../lib/server.ts";
import { compare, expect, read, test } from "./bench.ts";

// What happens to a device while it stays the same: the rows of bench/drift that cost something, with the bars they have there, and a server
// that gives the same id although nothing was stored.

const base: BrowserContextOptions = { viewport: { width: 1280, height: 720 }, screen: { width: 1920, height: 1080 }, locale: "en-US", timezoneId: "Europe/Berlin" };

const changes: Record<string, { context?: BrowserContextOptions; before?: (page: Page) => Promise<void> }> = {
  "dark mode": { context: { colorScheme: "dark" } },
  "another main language": { context: { locale: "de-DE" } },
  "another time zone": { context: { timezoneId: "America/New_York" } },
  "another monitor": { context: { screen: { width: 2560, height: 1440 } } },
  "a HiDPI display": { context: { deviceScaleFactor: 2 } },
  "reduced motion and dark mode": { context: { reducedMotion: "reduce", colorScheme: "dark" } },
  "the next version": {
    async before(page) {
      const { agent, hints } = await page.evaluate(async () => {
        const data = (navigator as any).userAgentData;
        return { agent: navigator.userAgent, hints: await data.getHighEntropyValues(["architecture", "bitness", "model", "platformVersion"]) };
      });
      const major = String(Number(/Chrome\/(\d+)/.exec(agent)![1]) + 1);
      const brands = hints.brands.map(({ brand, version }: any) => ({ brand, version: brand.includes("Not") ? version : major }));
      const cdp = await page.context().newCDPSession(page);
      await cdp.send("Emulation.setUserAgentOverride", { userAgent: agent.replace(/(Chrome\/)\d+/, `$1${major}`), userAgentMetadata: { ...hints, brands } });
    },
  },
};

async function hashIn(browser: Browser, url: string, options: BrowserContextOptions, before?: (page: Page) => Promise<void>, prepare?: [typeof emulate, any]) {
  const context = await browser.newContext(options);
  if (prepare) await context.addInitScript(...prepare);
  const page = await context.newPage();
  await page.goto(url);
  if (before) await before(page).then(() => page.reload());
  const { hash } = await read(page);
  await context.close();
  return hash;
}

/** idOf is the id that the server gives to a browser without memory. */
async function idOf(server: Server, fingerprint: string): Promise<string> {
  const response = await fetch(`${server.origin}/v2/device/fingerprint`, {
    method: "POST",
    headers: { authorization: `Basic ${CLIENT_ID}:`, "content-type": "application/json" },
    body: JSON.stringify({ fingerprint }),
  });
  expect(response.status).toBe(200);
  return (await response.json()).fingerprint_id;
}

for (const [name, { context, before }] of Object.entries(changes)) {
  test(name, async ({ browser, bench }) => {
    const server = await Server.start();
    try {
      const others = [];
      for (const device of [desk, laptop]) others.push(await hashIn(browser, bench.url(), device.context, undefined, [emulate, device.hardware]));
      const earlier = await hashIn(browser, bench.url(), base);
      const now = await hashIn(browser, bench.url(), { ...base, ...context }, before);
      const { similarity, compatible, differing } = compare(now, earlier);
      expect(differing, "something did change").not.toEqual([]);
      expect(similarity, differing.join()).toBeGreaterThanOrEqual(0.93);
      expect(compatible).toBe(true);

      const ids = [];
      for (const hash of [...others, earlier]) ids.push(await idOf(server, hash));
      expect(new Set(ids).size, "no two devices are one").toBe(3);
      expect(await idOf(server, now)).toBe(ids[2]);
    } finally {
      await server.dispose();
    }
  });
}
