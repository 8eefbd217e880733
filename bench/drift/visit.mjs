// One browser, and visits of its pages.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const ARGS = [
  "--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--use-angle=swiftshader", "--enable-unsafe-swiftshader", // WebGL in software, where there is no GPU
  "--host-resolver-rules=MAP site.test 127.0.0.1",
  `--load-extension=${join(import.meta.dirname, "zoom")}`,
];
const BASE = ["--screen-info={1920x1080}", "--window-size=1200,800"];
const LIMIT = 60_000;

/** Launches Chromium as a person would have it: its own window, no emulated view. */
export async function launch({ args = [], env = {}, context = {} }, profile) {
  const dir = profile ?? (await mkdtemp(join(tmpdir(), "drift-")));
  const browser = await chromium.launchPersistentContext(dir, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: false, // Playwright's own headless mode has a view of its own, --headless=new has windows
    viewport: null,
    args: [...ARGS, ...(args.some((arg) => arg.startsWith("--screen-info")) ? BASE.slice(1) : BASE), ...args],
    ignoreDefaultArgs: ["--disable-extensions", "--hide-scrollbars"],
    env: { ...process.env, TZ: "Europe/Berlin", ...env },
    ...context,
  });
  return {
    browser,
    async close() {
      await browser.close();
      if (!profile) await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** A contestant's page in a browser. */
export class Visit {
  /** @param {import("playwright-core").BrowserContext} context */
  constructor(context, port, who) {
    this.context = context;
    this.who = who;
    this.origin = `http://localhost:${port}`;
    this.otherOrigin = `http://127.0.0.1:${port}`;
    this.insecureOrigin = `http://site.test:${port}`;
  }

  async newTab() {
    await this.page?.close();
    this.page = await this.context.newPage();
    this.page.setDefaultTimeout(LIMIT);
    this.cdp = await this.context.newCDPSession(this.page);
  }

  /** Goes to the contestant's page and gives the hash. */
  async open(query = "", origin = this.origin) {
    await this.page.goto(`${origin}/page?who=${this.who}${query}`);
    return this.answer();
  }

  /** The hash that a frame of that origin gets, in a page of ours. */
  async frame(of) {
    await this.page.goto(`${this.origin}/frame?who=${this.who}&of=${of}`);
    return this.answer(this.page.frames().find((frame) => frame.url().includes("/page?")));
  }

  /** The hash of the page that is open. */
  async answer(frame = this.page) {
    const late = new Promise((_, reject) => setTimeout(reject, LIMIT, new Error("no answer")).unref());
    return String(await Promise.race([frame.evaluate(() => window.answer), late]));
  }

  send(method, parameters) {
    return this.cdp.send(method, parameters);
  }

  async resize(width, height) {
    const { windowId } = await this.send("Browser.getWindowForTarget");
    await this.send("Browser.setWindowBounds", { windowId, bounds: { width, height } });
  }

  /** Zooms as the browser's menu does. */
  async zoom(factor) {
    const worker = this.context.serviceWorkers()[0] ?? (await this.context.waitForEvent("serviceworker"));
    await worker.evaluate(async ({ factor, origin }) => {
      const tabs = await chrome.tabs.query({});
      for (const tab of tabs) await chrome.tabs.setZoom(tab.id, factor);
      if (!tabs.length) throw new Error(`no tab of ${origin}`);
    }, { factor, origin: this.origin });
    await this.page.waitForFunction((before) => devicePixelRatio !== before, 1);
  }
}
