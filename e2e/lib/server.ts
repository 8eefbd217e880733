import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

import { freePort } from "./ports.ts";

/** CLIENT_ID is that of project demo, which every `rupt dev` has, and API_SECRET its secret. */
export const CLIENT_ID = "11111111-1111-4111-8111-111111111111";
export const API_SECRET = "sk_dev_demo";

const binary = join(import.meta.dirname, "../../bin/rupt");

/** A code that `rupt dev` did not send. */
export interface Message {
  to: string;
  channel: "email" | "text";
  challenge: string;
  code: string;
  text: string;
  at: string;
}

/** A running `rupt dev` with an empty database of its own. */
export class Server {
  readonly origin: string;
  readonly #data: string;
  #process!: ChildProcess;
  #log = "";

  private constructor(port: number, data: string) {
    this.origin = `http://localhost:${port}`;
    this.#data = data;
  }

  /** start resolves when the server is ready. */
  static async start(): Promise<Server> {
    const server = new Server(await freePort(), await mkdtemp(join(tmpdir(), "rupt-e2e-")));
    await server.#spawn();
    return server;
  }

  /** database is what commands take as --db. */
  get database(): string {
    return `sqlite:${join(this.#data, "rupt.db")}`;
  }

  /** log is everything that the server has printed. */
  get log(): string {
    return this.#log;
  }

  /** stop ends the process; its data stays until dispose. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, "exit").then(() => true);
    this.#process.kill("SIGTERM");
    if (await Promise.race([exited, sleep(10_000, false, { ref: false })])) return;
    this.#process.kill("SIGKILL");
    await exited;
    throw new Error(`rupt did not stop within 10 s of SIGTERM\n${this.#log}`);
  }

  /** restart keeps the port and the data. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#spawn();
  }

  async dispose(): Promise<void> {
    await this.stop();
    await rm(this.#data, { recursive: true, force: true });
  }

  /** configure changes the demo project by the command line, before its first visitor: servers look again after some seconds. */
  async configure(...flags: string[]): Promise<void> {
    await promisify(execFile)(binary, ["project", "set", "demo", "--db", this.database, ...flags]);
  }

  /** api calls an endpoint as a back end does. */
  async api(path: string, init: RequestInit = {}): Promise<any> {
    const response = await fetch(this.origin + path, { ...init, headers: { authorization: `Bearer ${API_SECRET}`, ...init.headers } });
    return response.json();
  }

  /** logOut detaches a device as a back end does. */
  async logOut(device: string, user: string): Promise<any> {
    return this.api(`/v2/device/${device}/detach`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ user }) });
  }

  async inbox(): Promise<Message[]> {
    const response = await fetch(`${this.origin}/dev/inbox`, { headers: { accept: "application/json" } });
    return response.json();
  }

  /** code waits for the newest code of a challenge. */
  async code(challenge: string, channel: Message["channel"]): Promise<Message> {
    for (let i = 0; i < 100; i++) {
      const found = (await this.inbox()).find((m) => m.challenge === challenge && m.channel === channel);
      if (found) return found;
      await sleep(100);
    }
    throw new Error(`no ${channel} for challenge ${challenge} within 10 s`);
  }

  async #spawn(): Promise<void> {
    const { host } = new URL(this.origin);
    const process = spawn(binary, ["dev", "--addr", host, "--data", this.#data], { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [process.stdout, process.stderr]) stream.on("data", (chunk) => (this.#log += chunk));
    this.#process = process;
    for (let i = 0; i < 600 && process.exitCode === null; i++) {
      const response = await fetch(`${this.origin}/readyz`).catch(() => null);
      if (response?.ok) return;
      await sleep(50);
    }
    process.kill("SIGKILL");
    throw new Error(`rupt dev did not become ready\n${this.#log}`);
  }
}
