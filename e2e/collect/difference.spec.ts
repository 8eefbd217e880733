import { desk, emulate, laptop, phone, type Device } from "../lib/devices.ts";
import { changed, distance, expect, read, type Reading, test } from "./bench.ts";
import type { Browser } from "@playwright/test";

// What is another device must give another hash, although both are one machine here.

async function readOn(browser: Browser, device: Device, url: string): Promise<Reading> {
  const context = await browser.newContext(device.context);
  await context.addInitScript(emulate, device.hardware);
  const page = await context.newPage();
  await page.goto(url);
  const reading = await read(page);
  await context.close();
  return reading;
}

test("three devices", async ({ browser, bench }) => {
  const readings = [];
  for (const device of [desk, phone, laptop]) readings.push(await readOn(browser, device, bench.url()));
  const [a, b, c] = readings;
  expect(distance(a.hash, b.hash)).toBeGreaterThan(0.25);
  expect(distance(a.hash, c.hash)).toBeGreaterThan(0.2);
  expect(distance(b.hash, c.hash)).toBeGreaterThan(0.25);
  expect(changed(a, b)).toEqual(expect.arrayContaining([
    "gpu.model", "gpu.vendor", "cpu.cores", "mem.class", "screen.size", "input.touch", "tz.zone", "tz.rule", "lang.primary", "intl",
  ]));
});

test("a device that is made up says so", async ({ browser, bench }) => {
  const { signals } = await readOn(browser, desk, bench.url());
  expect(signals.tampering.value.level).not.toBe("none");
  expect(signals.tampering.value.evidence).toContain("getter-not-native");
});

test("a browser that a program drives says so, the hash does not", async ({ browser, bench }) => {
  const readings = [];
  for (const hidden of [false, true]) {
    const context = await browser.newContext();
    if (hidden) await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "webdriver", { get: () => false }));
    const page = await context.newPage();
    await page.goto(bench.url());
    readings.push(await read(page));
    await context.close();
  }
  const [open, hidden] = readings;
  expect(open.signals.automation.value).toMatchObject({ level: "certain" });
  expect(open.signals.automation.value.evidence).toContain("webdriver");
  expect(open.signals.tampering.value).toEqual({ level: "none", score: 0, evidence: [] });
  expect(hidden.signals.automation.value.evidence).not.toContain("webdriver");
  expect(hidden.signals.tampering.value.evidence).toContain("getter-not-native");
  expect(hidden.hash).toBe(open.hash);
});

test("pixels that are altered are not looked at", async ({ browser, bench }) => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    const original = CanvasRenderingContext2D.prototype.getImageData;
    CanvasRenderingContext2D.prototype.getImageData = function (...args) {
      const image = original.apply(this, args);
      for (let i = 0; i < image.data.length; i += 97) image.data[i] ^= Math.random() < 0.5 ? 4 : 8;
      return image;
    };
  });
  const page = await context.newPage();
  await page.goto(bench.url());
  const first = await read(page);
  expect(first.hash[4]).toBe("e");
  expect(first.signals.protection.value).toBe("extension");
  expect(first.signals["canvas.text"]).toMatchObject({ value: null, reason: "muted: extension" });
  expect((await read(page, true)).hash).toBe(first.hash);
  await context.close();
});
