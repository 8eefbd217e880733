import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

import { freePort } from "../lib/ports.ts";

const vite = join(import.meta.dirname, "node_modules/vite/bin/vite.js");
const next = join(import.meta.dirname, "node_modules/next/dist/bin/next");

const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CI: "1" };

/** An app that is being served. */
export interface Hosted {
  origin: string;
  stop(): Promise<void>;
}

/** The ways to build and serve an app, each for its folder. */
export const ways = {
  /** vite builds for production. */
  vite: (app: string) => built(app, (out) => [vite, "build", "--logLevel", "warn", "--outDir", out]),
  /** dev is Vite's development server, with React's checks. */
  dev: (app: string) => served(app, (port) => [vite, "--host", "localhost", "--port", port, "--strictPort"]),
  /** script runs the app's build.mjs. */
  script: (app: string) => built(app, (out) => ["build.mjs", out]),
  /** copy takes the files as they are. */
  copy: (app: string) => built(app, (out) => ["../common/copy.mjs", out]),
  /** next builds for production and renders on its server. */
  next: async (app: string) => {
    await run(app, [next, "build"]);
    return served(app, (port) => [next, "start", "--hostname", "localhost", "--port", port]);
  },
};

async function run(app: string, args: string[]): Promise<void> {
  const { stderr } = await promisify(execFile)(process.execPath, args, { cwd: join(import.meta.dirname, app), env });
  if (/warn/i.test(stderr)) throw new Error(`${app} builds with warnings:\n${stderr}`);
}

async function built(app: string, args: (out: string) => string[]): Promise<Hosted> {
  const out = await mkdtemp(join(tmpdir(), "rupt-app-"));
  await run(app, args(out));
  const { origin, stop } = await files(out);
  return { origin, stop: async () => void (await Promise.all([stop(), rm(out, { recursive: true })])) };
}

const types: Record<string, string> = { html: "text/html", js: "text/javascript", mjs: "text/javascript", wasm: "application/wasm" };

async function files(folder: string): Promise<Hosted> {
  const http = createServer(async (request, response) => {
    const { pathname } = new URL(request.url!, "http://app");
    const name = pathname === "/" ? "/index.html" : pathname;
    const body = await readFile(join(folder, name)).catch(() => null);
    if (body === null) return void response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": types[name.split(".").pop()!] ?? "application/octet-stream" }).end(body);
  }).listen(0, "localhost");
  await once(http, "listening");
  const stop = async () => {
    http.closeAllConnections();
    http.close();
    await once(http, "close");
  };
  return { origin: `http://localhost:${(http.address() as AddressInfo).port}`, stop };
}

async function served(app: string, args: (port: string) => string[]): Promise<Hosted> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, args(String(port)), { cwd: join(import.meta.dirname, app), env, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (log += chunk));
  for (let i = 0; i < 300 && child.exitCode === null; i++) {
    if (await fetch(`${origin}/favicon.ico`).catch(() => null)) return { origin, stop: () => end(child) };
    await sleep(100);
  }
  await end(child);
  throw new Error(`${app} was not served\n${log}`);
}

/** end kills: there is nothing to lose, and some servers wait for their clients' connections first. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}
