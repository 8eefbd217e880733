import { WebKit } from "../lib/webkit.ts";
import { changed, expect, readOnce, type Reading, segments, test } from "./bench.ts";

// The third engine. Its driver speaks no protocol of Playwright: it is asked for what WebDriver can do.

async function readIn(url: string): Promise<Reading> {
  const browser = await WebKit.launch();
  try {
    await browser.goto(url);
    return await readOnce(browser);
  } finally {
    await browser.close();
  }
}

test("WebKitGTK", async ({ bench }) => {
  test.setTimeout(180_000);
  const first = await readIn(bench.url());
  expect(first.hash).toMatch(/^r1wln[0-9A-Za-z_~-]{251}$/);
  expect(segments(first)).toHaveLength(48);
  for (const key of segments(first)) {
    const { value, reason } = first.signals[key];
    expect(value !== null || /^(absent|muted: )/.test(reason!), `${key}: ${reason}`).toBe(true);
  }
  expect(first.signals["ua.engine"].value).toBe("webkit");
  expect(first.signals.tampering.value).toEqual({ level: "none", score: 0, evidence: [] });

  const profile = await readIn(bench.url());
  expect(changed(first, profile)).toEqual([]);
  expect(profile.hash).toBe(first.hash);
  const strict = await readIn(bench.url("?csp"));
  expect(changed(first, strict)).toEqual([]);
});
