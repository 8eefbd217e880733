import type { Browser } from "@playwright/test";
import puppeteer from "puppeteer-core";
import { expect, read, type Reading, segments, test } from "./bench.ts";

// What a browser randomises is not looked at: a browser that is seen twice has one hash, whatever it made up meanwhile. Firefox has its modes
// for real; Brave and Samsung Internet are Chromium here, with what tells them.

/** Reads a new profile of Firefox with these preferences. */
async function inFirefox(extraPrefsFirefox: Record<string, unknown>, url: string): Promise<Reading> {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr", headless: true, extraPrefsFirefox });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    return await read(page);
  } finally {
    await browser.close();
  }
}

/** Pixels and sound that are other ones with every seed, and properties that lie, as Brave's. */
function farble(seed: number) {
  class Brave {}
  Object.defineProperty(Navigator.prototype, "brave", { get: () => Object.assign(new Brave(), { isBrave: Promise.resolve.bind(Promise, true) }) });
  const pixels = CanvasRenderingContext2D.prototype.getImageData;
  CanvasRenderingContext2D.prototype.getImageData = function (...args) {
    const image = pixels.apply(this, args);
    for (let i = 3; i < image.data.length; i += 4) if (image.data[i] > 0 && image.data[i] < 255) image.data[i - 1] ^= (i * seed) % 2;
    return image;
  };
  const sound = AudioBuffer.prototype.getChannelData;
  AudioBuffer.prototype.getChannelData = function (channel) {
    return sound.call(this, channel).map((value) => value * (1 - seed / 1e4));
  };
  Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => 2 + seed });
  Object.defineProperty(Navigator.prototype, "deviceMemory", { get: () => 2 ** (seed % 4) });
}

async function inChromium(browser: Browser, options: Parameters<Browser["newContext"]>[0], url: string, seed?: number): Promise<Reading> {
  const context = await browser.newContext(options);
  if (seed !== undefined) await context.addInitScript(farble, seed);
  const page = await context.newPage();
  await page.goto(url);
  const reading = await read(page);
  await context.close();
  return reading;
}

const mutedIn = (reading: Reading, reason: string) => segments(reading).filter((key) => reading.signals[key].reason === `muted: ${reason}`).sort();

const pixels = ["canvas.emoji", "canvas.geom", "canvas.text", "gpu.render"];
const resisted = [
  ...pixels, "audio.sum", "cpu.cores", "gpu.model", "gpu.vendor", "input.touch", "media.kinds", "screen.dpr", "screen.size", "tz.rule", "tz.zone", "voices",
].sort();

const modes: Record<string, { letter: string; reason: string; keys: string[]; preferences: Record<string, unknown> }> = {
  "resistFingerprinting": { letter: "r", reason: "rfp", keys: resisted, preferences: { "privacy.resistFingerprinting": true } },
  "resistFingerprinting without WebRTC, as the Tor Browser": {
    letter: "t", reason: "rfp", keys: resisted, preferences: { "privacy.resistFingerprinting": true, "media.peerconnection.enabled": false },
  },
  // In the release that is here it leaves pixels alone, so that nothing has to be muted.
  "Firefox's fingerprinting protection": { letter: "n", reason: "fpp", keys: [], preferences: { "privacy.fingerprintingProtection": true } },
};

for (const [name, { letter, reason, keys, preferences }] of Object.entries(modes)) {
  test(name, async ({ bench }) => {
    test.setTimeout(120_000);
    const first = await inFirefox(preferences, bench.url());
    expect(first.hash[4]).toBe(letter);
    expect(mutedIn(first, reason)).toEqual(keys);
    expect((await inFirefox(preferences, bench.url())).hash).toBe(first.hash);
  });
}

test("Brave", async ({ browser, bench }) => {
  const first = await inChromium(browser, {}, bench.url(), 1);
  expect(first.hash[4]).toBe("b");
  expect(mutedIn(first, "brave")).toEqual([...pixels, "audio.sum", "cpu.cores", "gpu.params", "keyboard", "mem.class", "voices"].sort());
  expect((await inChromium(browser, {}, bench.url(), 2)).hash).toBe(first.hash);
});

for (const [release, keys] of [[25, []], [26, ["audio.sum"]], [28, ["audio.sum", "canvas.emoji", "canvas.geom", "canvas.text"]]] as const) {
  test(`Samsung Internet ${release}`, async ({ browser, bench }) => {
    const userAgent = `Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/${release}.0 Chrome/130.0.0.0 Mobile Safari/537.36`;
    expect(mutedIn(await inChromium(browser, { userAgent, isMobile: true, hasTouch: true }, bench.url()), "samsung")).toEqual(keys);
  });
}
