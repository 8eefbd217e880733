import type { BrowserContextOptions } from "@playwright/test";
import { changed, distance, expect, read, test } from "./bench.ts";

// What is no other device must give no other hash.

test("every signal of the layout is read", async ({ page, bench, printed }) => {
  await page.goto(bench.url());
  const { hash, signals } = await read(page);
  expect(hash).toMatch(/^r1bln[0-9A-Za-z_~-]{251}$/);
  const missing = Object.entries(signals).filter(([, s]) => s.reason).map(([name, s]) => `${name} ${s.reason}`);
  expect(missing).toEqual([
    "media.kinds muted: not asked",
    "device.model absent", // a desktop has none
  ].concat(missing.filter((m) => m === "voices failed: no voices"))); // as on most Linux machines
  expect(printed).toEqual([]);
});

test("the npm package's names are there", async ({ page, bench }) => {
  await page.goto(bench.url());
  const { signals } = await read(page);
  for (const name of ["fonts", "languages", "screenResolution", "timezone", "platform", "touchSupport", "math", "localStorage", "highEntropyValues"]) {
    expect(signals[name].value, name).not.toBeNull();
  }
});

test("reading again", async ({ page, bench, printed }) => {
  await page.goto(bench.url());
  const first = await read(page);
  expect(await read(page)).toEqual(first); // from the cache
  expect(changed(first, await read(page, true))).toEqual([]);
  await page.reload();
  const reloaded = await read(page);
  expect(changed(first, reloaded)).toEqual([]);
  expect(reloaded.hash).toBe(first.hash);
  expect(printed).toEqual([]);
});

test("a window of another size, storage cleared", async ({ page, context, bench }) => {
  await page.goto(bench.url());
  const first = await read(page);
  await page.setViewportSize({ width: 900, height: 500 });
  await page.evaluate(() => (localStorage.setItem("a", "b"), localStorage.clear(), sessionStorage.clear()));
  await context.clearCookies();
  await page.reload();
  const second = await read(page);
  expect(changed(first, second).filter((key) => !key.startsWith("screen."))).toEqual([]); // emulation resizes the screen, too
});

const alike: Record<string, { query?: string; options?: BrowserContextOptions }> = {
  "a new profile": {},
  "another stylesheet": { query: "?styles=important" },
  "fonts of the page's own": { query: "?styles=fonts" },
  "a page that hides its body": { query: "?styles=hidden" },
  "a page that scales itself": { query: "?styles=scaled" },
  "a strict content security policy": { query: "?csp" },
};

for (const [name, { query = "", options = {} }] of Object.entries(alike)) {
  test(name, async ({ browser, page, bench }) => {
    await page.goto(bench.url());
    const first = await read(page);
    const other = await browser.newContext(options);
    const printed: string[] = [];
    other.on("console", (message) => printed.push(message.text()));
    const otherPage = await other.newPage();
    await otherPage.goto(bench.url(query));
    const second = await read(otherPage);
    expect(changed(first, second)).toEqual([]);
    expect(second.hash).toBe(first.hash);
    expect(printed).toEqual([]);
    await other.close();
  });
}

test("dark mode is one volatile segment", async ({ page, bench }) => {
  await page.goto(bench.url());
  const light = await read(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await read(page, true);
  expect(changed(light, dark)).toEqual(["prefs.theme"]);
  expect(distance(light.hash, dark.hash)).toBeLessThan(0.02);
});

test("the page is left as it was", async ({ page, bench }) => {
  await page.goto(bench.url());
  const before = await page.content();
  await page.evaluate(() => {
    (window as any).seen = [];
    const watch = (root: Node) => new MutationObserver((all) => all.forEach((m) => m.addedNodes.forEach((n) => (window as any).seen.push(n.nodeName)))).observe(root, { childList: true, subtree: true });
    watch(document);
  });
  await read(page);
  expect(await page.content()).toBe(before);
  expect(await page.evaluate(() => (window as any).seen)).toEqual(["DIV", "IFRAME"]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ""]);
});

test("called before there is a body", async ({ page, bench, printed }) => {
  await page.goto(bench.url());
  const late = await read(page);
  await page.evaluate(() => document.body.remove());
  const early = page.evaluate(async () => (window as any).collectSignals(true));
  await page.waitForTimeout(50);
  await page.evaluate(() => document.documentElement.append(document.createElement("body")));
  expect((await early).hash).toBe(late.hash);
  expect(printed).toEqual([]);
});
