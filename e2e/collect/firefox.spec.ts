import puppeteer from "puppeteer-core";
import { distance, expect, read, readOnce, test } from "./bench.ts";

// Another browser on the same machine: the hardware agrees, the rest does not.

test("Firefox", async ({ page, bench }) => {
  test.setTimeout(180_000);
  await page.goto(bench.url());
  const chromium = await read(page);

  const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr", headless: true });
  try {
    const readings = [];
    const printed: string[] = [];
    for (const query of ["", "?csp"]) {
      const tab = await browser.newPage();
      tab.on("console", (message) => printed.push(message.text()));
      await tab.goto(bench.url(query));
      readings.push(await readOnce(tab));
      await tab.close();
    }
    const [plain, strict] = readings;
    expect(plain.hash).toMatch(/^r1gln/);
    expect(plain.signals["ua.brand"].value).toBe("Firefox");
    expect(plain.signals.fonts.value).toEqual(chromium.signals.fonts.value);
    for (const key of ["tz.zone", "tz.rule", "screen.color"]) expect(plain.signals[key].value, key).toBe(chromium.signals[key].value);
    expect(plain.signals.tampering.value).toEqual({ level: "none", score: 0, evidence: [] });
    expect(distance(plain.hash, chromium.hash)).toBeGreaterThan(0.3);
    expect(distance(plain.hash, strict.hash)).toBeLessThan(0.05);
    expect(printed).toEqual([]);
  } finally {
    await browser.close();
  }
});
