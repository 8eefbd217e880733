import type { Page } from "@playwright/test";
import { expect, readOnce, segments, test } from "./bench.ts";

// Any API may be missing, throw, never answer or lie. There are 256 characters all the same.

/** What the signals rest on: the owner, its member, and whether the member gives a promise. */
const apis: [owner: string, member: string, asynchronous?: boolean][] = [
  ["Navigator.prototype", "hardwareConcurrency"],
  ["Navigator.prototype", "deviceMemory"],
  ["Navigator.prototype", "maxTouchPoints"],
  ["Navigator.prototype", "language"],
  ["Navigator.prototype", "languages"],
  ["Navigator.prototype", "userAgent"],
  ["Navigator.prototype", "platform"],
  ["Navigator.prototype", "plugins"],
  ["Navigator.prototype", "userAgentData"],
  ["Navigator.prototype", "keyboard"],
  ["Navigator.prototype", "mediaCapabilities"],
  ["Navigator.prototype", "permissions"],
  ["Navigator.prototype", "gpu"],
  ["NavigatorUAData.prototype", "getHighEntropyValues", true],
  ["Keyboard.prototype", "getLayoutMap", true],
  ["MediaCapabilities.prototype", "decodingInfo", true],
  ["OfflineAudioContext.prototype", "startRendering", true],
  ["Navigator.prototype", "getBattery", true],
  ["StorageManager.prototype", "estimate", true],
  ["Permissions.prototype", "query", true],
  ["Screen.prototype", "width"],
  ["Screen.prototype", "colorDepth"],
  ["HTMLCanvasElement.prototype", "getContext"],
  ["CanvasRenderingContext2D.prototype", "getImageData"],
  ["CanvasRenderingContext2D.prototype", "measureText"],
  ["CanvasRenderingContext2D.prototype", "font"],
  ["WebGL2RenderingContext.prototype", "getParameter"],
  ["WebGL2RenderingContext.prototype", "fenceSync"],
  ["HTMLMediaElement.prototype", "canPlayType"],
  ["HTMLIFrameElement.prototype", "contentWindow"],
  ["SpeechSynthesis.prototype", "getVoices"],
  ["window", "speechSynthesis"],
  ["window", "OfflineAudioContext"],
  ["window", "MessageChannel"],
  ["window", "matchMedia"],
  ["Intl", "DateTimeFormat"],
  ["window", "devicePixelRatio"],
  ["window", "localStorage"],
  ["window", "WebGL2RenderingContext"],
  ["window", "CSS"],
];

type Harm = "removed" | "throwing" | "undefined" | "hanging";

/** harm runs in the page. */
function harm([owner, member, harm]: [string, string, Harm]): void {
  const target = owner.split(".").reduce((object: any, name) => object?.[name], window);
  if (!target) return;
  const fail = () => { throw new DOMException("no", "NotAllowedError"); };
  if (harm === "removed") delete target[member];
  else if (harm === "throwing") Object.defineProperty(target, member, { get: fail, set: fail, configurable: true });
  else if (harm === "undefined") Object.defineProperty(target, member, { get: () => () => undefined, set() {}, configurable: true });
  else Object.defineProperty(target, member, { value: () => new Promise(() => {}), configurable: true });
}

async function holds(page: Page, url: string): Promise<void> {
  await page.goto(url);
  const reading = await readOnce(page);
  expect(reading.hash).toMatch(/^r1[0-9A-Za-z_~-]{254}$/);
  expect(segments(reading)).toHaveLength(48);
  expect(segments(reading)[0]).toBe("gpu.model");
}

for (const kind of ["removed", "throwing", "undefined", "hanging"] as Harm[]) {
  test(`each API ${kind}`, async ({ browser, bench }) => {
    test.setTimeout(300_000);
    const printed: string[] = [];
    const context = await browser.newContext();
    for (const [owner, member, asynchronous] of apis) {
      if (kind === "hanging" && !asynchronous) continue;
      await test.step(`${owner}.${member}`, async () => {
        const page = await context.newPage();
        page.on("console", (message) => printed.push(`${member}: ${message.text()}`));
        page.on("pageerror", (error) => printed.push(`${member}: ${error.message}`));
        await page.addInitScript(harm, [owner, member, kind] as [string, string, Harm]);
        await holds(page, bench.url());
        await page.close();
      });
    }
    await context.close();
    expect(printed).toEqual([]);
  });

  test(`all APIs at once ${kind}`, async ({ page, bench, printed }) => {
    for (const [owner, member, asynchronous] of apis) {
      if (kind !== "hanging" || asynchronous) await page.addInitScript(harm, [owner, member, kind] as [string, string, Harm]);
    }
    await holds(page, bench.url());
    expect(printed).toEqual([]);
  });
}
