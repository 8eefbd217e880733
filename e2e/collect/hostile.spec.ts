import type { Page } from "@playwright/test";
import { expect, read, segments, test } from "./bench.ts";
import { collectHarmed, type Harm, type Kind, kinds, type Outcome, surfaces } from "./harm.ts";

// Any API may be missing, throw, never answer or lie. There are 256 characters all the same.

/**
 * What the signals rest on: at least one for each, and the members that many share. What Go's own runtime rests on is not in it: timers,
 * performance.now, crypto.getRandomValues and the language itself.
 */
const apis = [
  "Navigator.prototype.hardwareConcurrency", "Navigator.prototype.deviceMemory", "Navigator.prototype.maxTouchPoints", "Navigator.prototype.language",
  "Navigator.prototype.languages", "Navigator.prototype.userAgent", "Navigator.prototype.platform", "Navigator.prototype.vendor",
  "Navigator.prototype.plugins", "Navigator.prototype.userAgentData", "Navigator.prototype.keyboard", "Navigator.prototype.mediaCapabilities",
  "Navigator.prototype.permissions", "Navigator.prototype.gpu", "Navigator.prototype.webdriver", "Navigator.prototype.doNotTrack",
  "Navigator.prototype.cookieEnabled", "Navigator.prototype.pdfViewerEnabled", "NavigatorUAData.prototype.brands", "NavigatorUAData.prototype.platform",
  "NavigatorUAData.prototype.getHighEntropyValues", "Keyboard.prototype.getLayoutMap", "KeyboardLayoutMap.prototype.get",
  "MediaCapabilities.prototype.decodingInfo", "OfflineAudioContext.prototype.startRendering", "AudioBuffer.prototype.getChannelData",
  "BaseAudioContext.prototype.createOscillator", "BaseAudioContext.prototype.sampleRate", "Navigator.prototype.getBattery",
  "StorageManager.prototype.estimate", "Permissions.prototype.query", "Screen.prototype.width", "Screen.prototype.height", "Screen.prototype.colorDepth",
  "HTMLCanvasElement.prototype.getContext", "CanvasRenderingContext2D.prototype.getImageData", "CanvasRenderingContext2D.prototype.measureText",
  "CanvasRenderingContext2D.prototype.font", "CanvasRenderingContext2D.prototype.fillText", "CanvasRenderingContext2D.prototype.fill",
  "TextMetrics.prototype.width", "ImageData.prototype.data", "WebGL2RenderingContext.prototype.getParameter",
  "WebGL2RenderingContext.prototype.getSupportedExtensions", "WebGL2RenderingContext.prototype.getShaderPrecisionFormat",
  "WebGL2RenderingContext.prototype.getExtension", "WebGL2RenderingContext.prototype.fenceSync", "WebGL2RenderingContext.prototype.getSyncParameter",
  "WebGL2RenderingContext.prototype.getProgramParameter", "WebGL2RenderingContext.prototype.getBufferSubData", "HTMLMediaElement.prototype.canPlayType",
  "HTMLIFrameElement.prototype.contentWindow", "Element.prototype.getBoundingClientRect", "Node.prototype.appendChild", "Document.prototype.createElement",
  "Document.prototype.body", "Document.prototype.visibilityState", "SpeechSynthesis.prototype.getVoices", "Date.prototype.getTimezoneOffset", "Math.tan",
  "Intl.DateTimeFormat", "window.speechSynthesis", "window.OfflineAudioContext", "window.MessageChannel",
  "window.matchMedia", "window.devicePixelRatio", "window.innerWidth", "window.localStorage", "window.WebGL2RenderingContext", "window.CSS",
  "window.URL", "window.chrome", "window.RTCPeerConnection", "window.webkitRequestFileSystem",
].map((path) => [path.slice(0, path.lastIndexOf(".")), path.slice(path.lastIndexOf(".") + 1)] as const);

/** Nothing of the page may be gone, and no frame be left, unless what removes it is damaged. */
function check(outcome: Outcome, harms: Harm[]): void {
  const name = JSON.stringify(harms);
  expect(outcome.error, name).toBe("");
  expect(outcome.hash, name).toMatch(/^r1[0-9A-Za-z_~-]{254}$/);
  expect(Object.keys(JSON.parse(outcome.json)).length, name).toBeGreaterThanOrEqual(48);
  expect(outcome.left.length, name).toBeLessThanOrEqual(1);
  expect(outcome.lost, name).toEqual([]);
}

const harmed = (page: Page, harms: Harm[]) => page.evaluate(collectHarmed, harms);

for (const kind of ["removed", "throwing", "undefined", "hanging", "hostile object", "proxy", "huge text"] as Kind[]) {
  test(`each API ${kind}, then all at once`, async ({ page, bench, printed }) => {
    test.setTimeout(400_000);
    await page.goto(bench.url());
    const clean = await read(page);
    const touched = new Set<string>();
    const all = apis.map(([owner, member]) => ({ owner, member, kind }));
    for (const harm of all) {
      const outcome = await harmed(page, [harm]);
      check(outcome, [harm]);
      expect(outcome.left, harm.member).toEqual([]);
      const signals = JSON.parse(outcome.json);
      for (const key of segments(clean)) if (JSON.stringify(signals[key].value) !== JSON.stringify(clean.signals[key].value)) touched.add(key);
    }
    check(await harmed(page, all), all);
    expect(printed).toEqual([]);
    // The list is complete: each signal rests on something in it, but for the engine, which is found by many facts so that it rests on none.
    if (kind === "throwing") expect(segments(clean).filter((key) => clean.signals[key].value !== null && !touched.has(key))).toEqual(["ua.engine"]);
    const repaired = await read(page, true);
    expect(repaired.hash).toBe(clean.hash);
  });
}

/** What the fuzz damages, with all their members. */
const owners = [
  "Navigator.prototype", "NavigatorUAData.prototype", "Screen.prototype", "Keyboard.prototype", "KeyboardLayoutMap.prototype", "MediaCapabilities.prototype",
  "MediaDevices.prototype", "Permissions.prototype", "StorageManager.prototype", "OfflineAudioContext.prototype", "BaseAudioContext.prototype",
  "AudioBuffer.prototype", "AudioParam.prototype", "AudioNode.prototype", "HTMLCanvasElement.prototype", "CanvasRenderingContext2D.prototype",
  "TextMetrics.prototype", "ImageData.prototype", "WebGL2RenderingContext.prototype", "HTMLMediaElement.prototype", "HTMLIFrameElement.prototype",
  "SpeechSynthesis.prototype", "SpeechSynthesisVoice.prototype", "MediaQueryList.prototype", "DOMRectReadOnly.prototype",
  "CSSStyleDeclaration.prototype", "MessagePort.prototype", "Intl", "Intl.DateTimeFormat.prototype", "Math", "CSS",
];

/** A small generator of random numbers below 1 (mulberry32), so that a failure can be seen again. */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

// FUZZ_SEED=7 FUZZ_CASES=1000 npx playwright test e2e/collect/hostile -g fuzz
test("fuzz: any of their members gives anything", async ({ page, bench, printed }) => {
  test.setTimeout(450_000);
  const seed = Number(process.env.FUZZ_SEED ?? 1);
  const cases = Number(process.env.FUZZ_CASES ?? 200);
  await page.goto(bench.url());
  const clean = await read(page);
  const members = await page.evaluate(surfaces, owners);
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)];
  for (let i = 0; i < cases; i++) {
    const harms = Array.from({ length: 1 + Math.floor(next() * 3) }, () => {
      const [owner, member] = pick(members);
      return { owner, member, kind: pick(kinds) };
    });
    check(await harmed(page, harms), harms);
    // Chromium complains of calls that make no sense to WebGL, which those do that follow a damaged one.
    const webgl = harms.some(({ owner }) => owner.startsWith("WebGL"));
    const complaints = printed.filter((line) => !(webgl && /^warning: (WebGL: INVALID_|\[\.WebGL-)/.test(line)));
    expect(complaints, `case ${i} of seed ${seed}: ${JSON.stringify(harms)}`).toEqual([]);
    printed.length = 0;
  }
  expect((await read(page, true)).hash).toBe(clean.hash);
});
