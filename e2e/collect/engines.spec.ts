import type { Browser } from "@playwright/test";
import puppeteer from "puppeteer-core";
import { WebKit } from "../lib/webkit.ts";
import { changed, compare, expect, read, type Reading, segments, test } from "./bench.ts";

// Three engines on one machine: what is read of each is complete and stays with a new profile, and no two are taken for each other.

interface Visit {
  reading: Reading;
  printed: string[];
}

/** Visitors open a page in a new profile of their engine. */
const visitors: Record<string, (browser: Browser, url: string) => Promise<Visit>> = {
  async blink(browser, url) {
    const context = await browser.newContext();
    const printed: string[] = [];
    context.on("console", (message) => printed.push(message.text()));
    const page = await context.newPage();
    await page.goto(url);
    const reading = await read(page);
    await context.close();
    return { reading, printed };
  },

  async gecko(_, url) {
    const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr", headless: true });
    try {
      const page = await browser.newPage();
      const printed: string[] = [];
      page.on("console", (message) => printed.push(message.text()));
      await page.goto(url);
      return { reading: await read(page), printed };
    } finally {
      await browser.close();
    }
  },

  async webkit(_, url) {
    const browser = await WebKit.launch();
    try {
      await browser.goto(url);
      return { reading: await read(browser), printed: [] }; // WebDriver does not tell
    } finally {
      await browser.close();
    }
  },
};

/** What each engine does not have, does not show to anybody, or has not here. Everything else has a value. */
const missing: Record<string, string[]> = {
  blink: ["media.kinds muted: not asked", "device.model absent", "voices failed: no voices"],
  gecko: [
    "gpu.model absent", "gpu.vendor absent", "gpu.api absent", "gpu.params absent", "gpu.ext absent", "gpu.webgpu absent", "gpu.render absent",
    "mem.class absent", "media.kinds muted: not asked", "device.model absent", "voices muted: gecko", "keyboard absent",
  ],
  webkit: ["gpu.webgpu absent", "mem.class absent", "media.kinds muted: not asked", "device.model absent", "keyboard absent"],
};

/**
 * No two engines are more alike than this. Debian's are at 0.37 (Blink, Gecko), 0.48 (Blink, WebKit) and 0.52 (Gecko, WebKit); one device
 * is at 0.93 and above, whatever happens to it, and server/identify looks at nothing below 0.75.
 */
const ceiling = 0.6;

test("Chromium, Firefox and WebKitGTK", async ({ browser, bench }) => {
  test.setTimeout(300_000);
  const readings: Record<string, Reading> = {};
  for (const [engine, visit] of Object.entries(visitors)) {
    await test.step(engine, async () => {
      const { reading, printed } = await visit(browser, bench.url());
      readings[engine] = reading;
      expect(reading.hash).toMatch(new RegExp(`^r1${engine[0]}ln[0-9A-Za-z_~-]{251}$`));
      expect(segments(reading)).toHaveLength(48);
      expect(reading.signals["ua.engine"].value).toBe(engine);
      const without = segments(reading).filter((key) => reading.signals[key].reason).map((key) => `${key} ${reading.signals[key].reason}`);
      expect(missing[engine]).toEqual(expect.arrayContaining(without));
      expect(reading.signals.tampering.value).toEqual({ level: "none", score: 0, evidence: [] });
      expect(printed).toEqual([]);

      for (const query of ["?csp", "?styles=both"]) {
        const again = await visit(browser, bench.url(query));
        expect(changed(reading, again.reading), query).toEqual([]);
        expect(again.reading.hash).toBe(reading.hash);
        expect(again.printed).toEqual([]);
      }
    });
  }

  const { blink, gecko, webkit } = readings;
  for (const [a, b] of [[blink, gecko], [blink, webkit], [gecko, webkit]]) {
    const { similarity, compatible } = compare(a.hash, b.hash);
    test.info().annotations.push({ type: "similarity", description: `${a.hash[2]}${b.hash[2]} ${similarity.toFixed(3)}` });
    expect(compatible).toBe(false);
    expect(similarity, `${a.hash}\n${b.hash}`).toBeLessThan(ceiling);
  }
  // What is the machine's and not the engine's agrees.
  for (const other of [gecko, webkit]) {
    expect(other.signals.fonts.value).toEqual(blink.signals.fonts.value);
    for (const key of ["tz.zone", "tz.rule", "lang.primary", "screen.color"]) expect(other.signals[key].value, key).toBe(blink.signals[key].value);
  }
});
