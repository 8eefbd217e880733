import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "../lib/fixtures.ts";
import { documents, type Sample, samplesOf } from "../lib/samples.ts";
import { API_SECRET, type Server } from "../lib/server.ts";
import { table } from "./table.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

test("every sample of every document has its way to be run, or a reason", () => {
  const found = Object.fromEntries(documents.map((file) => [file, samplesOf(file).length]).filter(([, n]) => n));
  expect(Object.fromEntries(Object.entries(table).map(([file, hows]) => [file, hows.length]))).toEqual(found);
  for (const how of Object.values(table).flat()) expect(how).toMatch(/^(page .+|node|http|json|shell|policy|not here: .{9,})$/);
});

for (const file of Object.keys(table)) {
  samplesOf(file).forEach((sample, i) => {
    const how = table[file][i];
    const runner = ({ node, http, json, shell, policy } as Record<string, (s: Sample, server: Server) => Promise<unknown>>)[how];
    if (runner) test(`${file}:${sample.line} ${how}`, async ({ server }) => void (await runner(sample, server)));
  });
}

/** inEmpty runs work in an empty folder. */
async function inEmpty<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), "sample-"));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** shared is an account for one device that two have attached; it resolves to its challenge's id. */
async function shared(server: Server): Promise<string> {
  for (const [i, ua] of ["Firefox/140.0", "Chrome/140.0.0.0"].entries()) {
    await server.api("/v2/device/attach", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ account: "42", email: "nina@example.com", limit_config: { overall_device_limit: 1 }, fingerprint: String(i).repeat(64), ip: `203.0.113.${i}`, user_agent: `Mozilla/5.0 (X11; Linux x86_64) ${ua}` }),
    });
  }
  const { data } = await server.api("/v2/challenges");
  expect(data).toHaveLength(1);
  return data[0]._id;
}

async function node({ text }: Sample, server: Server): Promise<void> {
  const challenge = await shared(server);
  const lines = text.replaceAll("https://rupt.example.com", server.origin).split("\n");
  const given = `
    const user = { id: "42", email: "nina@example.com", phone: "+12015550123" };
    const request = { ip: "203.0.113.7", query: { challenge_id: "${challenge}" }, body: { hash: ["${"a".repeat(64)}", null], hashes: ["${"a".repeat(64)}", null], version: "2.32.0" } };
    const challenge_id = "${challenge}";
    import GivenCore from "@openrupt/core";
    const rupt = new GivenCore("${API_SECRET}", { baseUrl: "${server.origin}" });`;
  const imports = lines.filter((line) => line.startsWith("import "));
  const body = lines.filter((line) => !line.startsWith("import "));
  await inEmpty(async (dir) => {
    await mkdir(join(dir, "node_modules/@openrupt"), { recursive: true });
    await symlink(join(root, "sdk/node"), join(dir, "node_modules/@openrupt/core"));
    await writeFile(join(dir, "sample.mjs"), [...imports, given, "{", ...body, "}"].join("\n"));
    await run(process.execPath, ["sample.mjs"], { cwd: dir, env: { ...process.env, RUPT_API_SECRET: API_SECRET }, timeout: 30_000 });
  });
}

/** http sends a request; its reply must be a success. */
async function http({ text }: Sample, server: Server): Promise<void> {
  const challenge = await shared(server);
  const [head, ...body] = text.replaceAll("652f1c9be4a7d03318aa4b07", challenge).replaceAll("API_SECRET", API_SECRET).replaceAll("r1…", "a".repeat(64)).split("\n\n");
  const [request, ...fields] = head.trim().split("\n");
  const [method, path] = request.split(" ");
  const headers = Object.fromEntries(fields.map((field) => field.split(": ", 2)));
  const payload = body.join("\n\n").trim();
  const response = await fetch(server.origin + path, { method, headers: { ...headers, ...(payload && { "content-type": "application/json" }) }, ...(payload && { body: payload }) });
  const reply = await response.json();
  expect(reply, JSON.stringify(reply)).not.toHaveProperty("error");
  expect(Object.keys(reply).length).toBeGreaterThan(0);
}

async function json({ text }: Sample): Promise<void> {
  expect(typeof JSON.parse(text)).toBe("object");
}

async function policy({ text }: Sample): Promise<void> {
  await inEmpty(async (dir) => {
    await writeFile(join(dir, "policy.yaml"), text);
    await run(join(root, "bin/rupt"), ["policy", "show", "policy.yaml"], { cwd: dir, timeout: 30_000 });
  });
}

/** shell runs commands in a folder with a database that has the project shop and the user 42. Servers are stopped after two seconds. */
async function shell({ text }: Sample, server: Server): Promise<void> {
  await inEmpty(async (dir) => {
    const logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>';
    await Promise.all([mkdir(join(dir, "lib")), mkdir(join(dir, "etc")), mkdir(join(dir, "site"))]);
    await Promise.all([writeFile(join(dir, "etc/key"), randomBytes(32).toString("base64")), writeFile(join(dir, "site/logo.svg"), logo)]);
    const here = (s: string) => s.replaceAll("/var/lib/rupt", join(dir, "lib")).replaceAll("/etc/rupt", join(dir, "etc"));
    const prepare = text.includes("project create") || text.includes("user ") ? "" : "rupt project create shop > /dev/null\n";
    const script = `set -eu
rupt() { if [ "$1" = serve ]; then timeout -s TERM 2 "$RUPT" "$@" --addr localhost:0 --drain-delay 0s || [ $? = 124 ]; else "$RUPT" "$@"; fi; }
${prepare}${here(text)}`;
    const demo = text.includes("user ");
    if (demo) await shared(server);
    const env = { PATH: process.env.PATH, HOME: dir, RUPT: join(root, "bin/rupt"), RUPT_MASTER_KEY_FILE: join(dir, "etc/key"), RUPT_DB: demo ? server.database : `sqlite:${join(dir, "lib/rupt.db")}` };
    await run("bash", ["-c", demo ? script.replaceAll("--project shop", "--project demo") : script], { cwd: join(dir, "site"), env, timeout: 60_000 });
  });
}
