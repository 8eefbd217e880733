import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./ports.ts";
import { end, failed, startScreen } from "./screen.ts";

/** The key under which WebDriver wraps an element. https://www.w3.org/TR/webdriver2/#elements */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/**
 * WebKitGTK, the system's own, on a screen that nobody sees. It is driven by plain WebDriver: no test library speaks to the WebKit of
 * a Linux distribution. Close ends all its processes.
 */
export class WebKit {
  readonly #processes: ChildProcess[];
  readonly #home: string;
  readonly #session: string;

  private constructor(processes: ChildProcess[], home: string, session: string) {
    this.#processes = processes;
    this.#home = home;
    this.#session = session;
  }

  /** launch opens one window with a new profile, of which nothing is left after close. */
  static async launch(): Promise<WebKit> {
    const home = await mkdtemp(join(tmpdir(), "webkit-"));
    const processes: ChildProcess[] = [];
    try {
      const display = await startScreen(processes);
      const driver = await startDriver(processes, display, home);
      const { sessionId } = await command(driver, "POST", "/session", { capabilities: { alwaysMatch: { timeouts: { script: 60_000, pageLoad: 60_000 } } } });
      return new WebKit(processes, home, `${driver}/session/${sessionId}`);
    } catch (error) {
      await clear(processes, home);
      throw error;
    }
  }

  /** goto resolves when the page has loaded. */
  async goto(url: string): Promise<void> {
    await this.#post("/url", { url });
  }

  /** evaluate runs a function in the page, with an argument that JSON can hold, and waits for what it returns. */
  async evaluate<A, R>(run: (argument: A) => R | Promise<R>, argument?: A): Promise<R> {
    const script = `const [argument, done] = arguments;
      (async () => (${run})(argument))().then((value) => done({ value }), (error) => done({ error: String(error?.stack ?? error) }));`;
    const { value, error } = await this.#post("/execute/async", { script, args: [argument ?? null] });
    if (error !== undefined) throw new Error(`in the page: ${error}`);
    return value;
  }

  /** click clicks the first element that a CSS selector finds. */
  async click(selector: string): Promise<void> {
    await this.#post(`/element/${await this.#find(selector)}/click`, {});
  }

  /** type puts a text into a field, key by key. */
  async type(selector: string, text: string): Promise<void> {
    await this.#post(`/element/${await this.#find(selector)}/value`, { text });
  }

  /** screenshot is a PNG of what the window shows. */
  async screenshot(): Promise<Buffer> {
    return Buffer.from(await command(this.#session, "GET", "/screenshot"), "base64");
  }

  /** resize gives the window another size, in CSS pixels. */
  async resize(width: number, height: number): Promise<void> {
    await this.#post("/window/rect", { width, height });
  }

  async close(): Promise<void> {
    await command(this.#session, "DELETE", "").catch(() => {}); // a browser that is gone is closed
    await clear(this.#processes, this.#home);
  }

  #post(path: string, body: object): Promise<any> {
    return command(this.#session, "POST", path, body);
  }

  async #find(selector: string): Promise<string> {
    return (await this.#post("/element", { using: "css selector", value: selector }))[ELEMENT];
  }
}

/** command sends one command of WebDriver and gives its value. */
async function command(base: string, method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(base + path, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(90_000) });
  const { value } = (await response.json()) as { value: any };
  if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
  return value;
}

/** startDriver starts a driver whose browsers live in home, and gives its address. It leads a process group, so that browsers end with it. */
async function startDriver(processes: ChildProcess[], display: string, home: string): Promise<string> {
  const port = await freePort();
  const folders = { HOME: home, XDG_RUNTIME_DIR: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home };
  const env = { ...process.env, ...folders, DISPLAY: display, GDK_BACKEND: "x11", LANG: "en_US.UTF-8", LANGUAGE: "en_US" };
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore", env, detached: true });
  processes.push(driver);
  const gone = failed(driver, "WebKitWebDriver");
  const address = `http://127.0.0.1:${port}`;
  await Promise.race([gone, ready(address)]);
  return address;
}

async function ready(address: string): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (await fetch(`${address}/status`).then((r) => r.ok, () => false)) return;
    await sleep(50);
  }
  throw new Error("WebKitWebDriver did not answer within 30 s");
}

async function clear(processes: ChildProcess[], home: string): Promise<void> {
  await end(processes);
  await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
