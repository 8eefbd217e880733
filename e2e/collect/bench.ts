import { test as base } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One entry of getSignals. */
export interface Signal {
  value: any;
  duration: number;
  reason?: string;
}

export interface Reading {
  hash: string;
  signals: Record<string, Signal>;
  /** total is the time that reading took, in milliseconds. */
  total: number;
}

const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'";
/** The modules that make up the JavaScript half, as one script: what ?head is about is that it runs before there is a body. */
const library = ["fingerprint/collect/text.js", "fingerprint/collect/frame.js", "fingerprint/collect/gpu.js", "fingerprint/collect/reach.js", "internal/jsx/tools.js", "internal/jsx/bridge.js"]
  .map((name) => readFileSync(join(import.meta.dirname, "../..", name), "utf8").replaceAll(/^export |^import .*$/gm, ""))
  .join("\n");
const boot = `(() => {
${library}
const host = { reach: createReach() };
const go = createGo(host, () => console.error("Go has ended"));
window.ready = WebAssembly.instantiateStreaming(fetch("/page.wasm"), go.imports).then((m) => { go.run(m.instance); });
window.collectSignals = (fresh) => new Promise((resolve) => host.read(fresh, (hash, json, total) => resolve({ hash, json, total })));
})();`;
const fonts = ["Roboto", "open sans", "SimHei"].map((name) => `@font-face { font-family: "${name}"; src: local("DejaVu Sans"); }`).join("\n");
const scaled = `body { zoom: 1.5; } html { transform: scale(0.5); }`;
/** What ?styles names. */
const styles: Record<string, string> = {
  important: `* { font: 40px cursive !important; letter-spacing: 3px; } iframe, canvas { display: none !important; zoom: 1.3; }`,
  hidden: `body { display: none; }`,
  fonts, scaled, both: fonts + scaled,
};

/** Bench serves the test program and pages around it. */
export class Bench {
  readonly #dir: string;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  private constructor(dir: string) {
    this.#dir = dir;
  }

  static async start(): Promise<Bench> {
    const bench = new Bench(await mkdtemp(join(tmpdir(), "collect-")));
    const env = { ...process.env, GOOS: "js", GOARCH: "wasm" };
    const page = join(import.meta.dirname, "testdata/page");
    execFileSync("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", join(bench.#dir, "page.wasm"), "."], { cwd: page, env, stdio: "inherit" });
    bench.#server.listen(0, "127.0.0.1");
    await once(bench.#server, "listening");
    return bench;
  }

  /** url of a page: ?csp has a strict policy, ?styles=… a stylesheet, ?head its scripts before the body. */
  url(query = ""): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${query}`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await rm(this.#dir, { recursive: true });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, "http://bench");
    const send = (type: string, body: string | Buffer) => void response.setHeader("Content-Type", type).end(body);
    switch (pathname) {
      case "/page.wasm":
        return send("application/wasm", await readFile(join(this.#dir, "page.wasm")));
      case "/boot.js":
        return send("text/javascript", boot);
      case "/favicon.ico":
        return void response.writeHead(204).end();
    }
    if (searchParams.has("csp")) response.setHeader("Content-Security-Policy", strict);
    const scripts = `<script src="/boot.js"></script>`;
    const style = searchParams.has("styles") ? `<style>${styles[searchParams.get("styles")!]}</style>` : "";
    send("text/html; charset=utf-8", `<!doctype html><html lang="en"><head><title>bench</title>${style}${scripts}</head><body><p>bench</p></body></html>`);
  }
}

interface Answer {
  hash: string;
  json: string;
  total: number;
}

/** A page of any driver. */
interface Evaluator {
  evaluate(run: (fresh: boolean) => Promise<Answer>, fresh: boolean): Promise<Answer>;
}

/** readOnce reads the browser that page is in. */
export async function readOnce(page: Evaluator, fresh = false): Promise<Reading> {
  const { hash, json, total } = await page.evaluate(async (fresh) => {
    await (window as any).ready;
    return (window as any).collectSignals(fresh);
  }, fresh);
  return { hash, signals: JSON.parse(json), total };
}

/** read reads again if something took too long, as it may on a machine that is busy with other tests. */
export async function read(page: Evaluator, fresh = false): Promise<Reading> {
  for (let attempt = 0; ; attempt++) {
    const reading = await readOnce(page, fresh || attempt > 0);
    if (attempt === 9 || !timedOut(reading)) return reading;
  }
}

const timedOut = (reading: Reading) => segments(reading).some((key) => reading.signals[key].reason === "failed: timeout");

/** changed are the signals whose segments differ, by what was read. */
export function changed(a: Reading, b: Reading): string[] {
  return segments(a).filter((key) => JSON.stringify([a.signals[key].value, a.signals[key].reason]) !== JSON.stringify([b.signals[key].value, b.signals[key].reason]));
}

/** segments are the names of the signals that are hashed: they come first. */
export function segments(reading: Reading): string[] {
  return Object.keys(reading.signals).slice(0, 48);
}

/** distance is the share of characters in which the payloads of two hashes differ. */
export function distance(a: string, b: string): number {
  const payload = [...a.slice(12)];
  return payload.filter((c, i) => c !== b[12 + i]).length / payload.length;
}

/** What the server makes of two hashes. */
export interface Comparison {
  /** similarity is the share of agreeing characters among those that both have, 0 to 1. */
  similarity: number;
  comparable: number;
  compatible: boolean;
  differing: string[];
}

/** compare compares the current hash with an earlier one as the server does. */
export function compare(current: string, earlier: string): Comparison {
  const root = join(import.meta.dirname, "../..");
  return JSON.parse(execFileSync("go", ["run", "./internal/cmd/compareprints", current, earlier], { cwd: root, encoding: "utf8" }));
}

/** quiet pages fail the test that opened them if anything is printed or thrown. */
export const test = base.extend<{ printed: string[] }, { bench: Bench }>({
  bench: [
    async ({}, use) => {
      const bench = await Bench.start();
      await use(bench);
      await bench.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  printed: async ({ context }, use) => {
    const printed: string[] = [];
    context.on("console", (message) => printed.push(`${message.type()}: ${message.text()}`));
    context.on("weberror", (error) => printed.push(`uncaught: ${error.error().message}`));
    await use(printed);
  },
});

export { expect } from "@playwright/test";
