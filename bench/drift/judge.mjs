// What our server and our comparison say of two hashes.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = join(import.meta.dirname, "../..");
const CLIENT_ID = "11111111-1111-4111-8111-111111111111"; // of the demo project

/** How much the two have in common. @returns {{similarity: number, comparable: number, differing: string[]}} */
export function compare(current, earlier) {
  return JSON.parse(execFileSync("go", ["run", "./internal/cmd/compareprints", current, earlier], { cwd: root, encoding: "utf8" }));
}

/**
 * Asks a server that knows these other devices and the earlier hash for the fingerprint id of the current one, which comes alone, as after
 * storage was cleared.
 * @returns {Promise<{same: boolean, confidence: number}>}
 */
export async function recognise(current, earlier, others) {
  const server = await start();
  try {
    for (const other of others) await server.name(other);
    const before = await server.name(earlier);
    const after = await server.name(current);
    return { same: after.fingerprint_id === before.fingerprint_id, confidence: after.confidence };
  } finally {
    await server.stop();
  }
}

async function start() {
  const port = await freePort();
  const data = await mkdtemp(join(tmpdir(), "drift-rupt-"));
  const child = spawn(join(root, "bin/rupt"), ["dev", "--addr", `localhost:${port}`, "--data", data], { stdio: "ignore" });
  const origin = `http://localhost:${port}`;
  const stop = async () => {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    await rm(data, { recursive: true, force: true });
  };
  for (let i = 0; i < 200 && child.exitCode === null; i++) {
    if (await fetch(`${origin}/readyz`).then((response) => response.ok, () => false)) return { stop, name: (fingerprint) => name(origin, fingerprint) };
    await sleep(50);
  }
  await stop();
  throw new Error("bin/rupt dev did not start: run `make build` first");
}

async function name(origin, fingerprint) {
  const response = await fetch(`${origin}/v2/device/fingerprint`, {
    method: "POST",
    headers: { authorization: `Basic ${CLIENT_ID}:`, "content-type": "application/json" },
    body: JSON.stringify({ fingerprint }),
  });
  if (!response.ok) throw new Error(`fingerprint: ${response.status} ${await response.text()}`);
  return response.json();
}

async function freePort() {
  const probe = createServer().listen(0, "localhost");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
