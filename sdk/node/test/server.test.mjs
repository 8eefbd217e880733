// What a back end does, against the real server: bin/rupt (RUPT_BIN), made by make.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import RuptCore, { RuptAuthError, RuptError, RuptNotFoundError } from "../dist/esm/index.js";

const CLIENT_ID = "11111111-1111-4111-8111-111111111111";
const binary = process.env.RUPT_BIN ?? fileURLToPath(new URL("../../../bin/rupt", import.meta.url));
const data = mkdtempSync(join(tmpdir(), "rupt-"));
let server, baseUrl, rupt;

before(async () => {
  assert.ok(existsSync(binary), `${binary} is missing: make server`);
  server = spawn(binary, ["dev", "--addr", "localhost:0", "--data", data], { stdio: ["ignore", "pipe", "inherit"] });
  baseUrl = await new Promise((resolve, reject) => {
    let printed = "";
    server.stdout.on("data", (text) => {
      printed += text;
      const found = /Demo site +(http:\/\/\S+?)\//.exec(printed);
      if (found) resolve(found[1]);
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  rupt = new RuptCore("sk_dev_demo", { baseUrl });
});

after(async () => {
  const ended = new Promise((resolve) => server.on("exit", resolve));
  server.kill("SIGTERM");
  await ended;
  rmSync(data, { recursive: true });
});

const attach = async (body, secret = "") => {
  const response = await fetch(`${baseUrl}/v2/device/attach`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Basic ${CLIENT_ID}:${secret}` },
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 200);
  return response.json();
};

const codeOf = async (challenge) => {
  for (let i = 0; i < 400; i++) {
    const inbox = await (await fetch(`${baseUrl}/dev/inbox`, { headers: { accept: "application/json" } })).json();
    const message = inbox.find((m) => m.challenge === challenge);
    if (message) return message.code;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("no code arrived");
};

test("from a shared account to a completed challenge", async () => {
  const limits = { limit_config: { overall_device_limit: 1 } };
  const first = await attach({ account: "ann", email: "ann@example.com", fingerprint: "a".repeat(64), ...limits });
  const second = await attach({ account: "ann", fingerprint: "7".repeat(64), ...limits });

  const { data: challenges, total } = await rupt.getChallenges({ page: 1, limit: 10 });
  assert.equal(total, 1);
  const challenge = challenges[0]._id;
  assert.equal(challenges[0].user.external_id, "ann");

  const { data: devices } = await rupt.getChallengeDevices(challenge);
  assert.deepEqual(new Set(devices.map((d) => d._id)), new Set([first.device_id, second.device_id]));

  await rupt.sendChallengeCode({ challenge, device: second.device_id, channel: "email", language: "en" });
  const code = await codeOf(challenge);
  const wrong = code === "000000" ? "000001" : "000000";
  await assert.rejects(rupt.verifyChallengeCode({ challenge, code: wrong }), (e) => e instanceof RuptError && e.code === "incorrect_code");
  assert.equal((await rupt.verifyChallengeCode({ challenge, code })).success, true);
  await assert.rejects(rupt.completeChallenge(challenge), (e) => e.code === "limit_exceeded");
  assert.equal((await rupt.kickChallengeDevice({ challenge, device: first.device_id })).success, true);
  assert.equal((await rupt.completeChallenge(challenge)).success, true);

  const passed = await rupt.getChallenge(challenge);
  assert.equal(passed.status, "completed");
  assert.ok(Date.parse(passed.completedAt) > Date.now() - 60_000);
});

test("users, devices, tokens and verdicts", async () => {
  await attach({ account: "bob", fingerprint: "b".repeat(64) });
  const verdict = await rupt.evaluate({ action: "login", user: "bob", ip: "203.0.113.7", fingerprint: ["b".repeat(64), null] });
  assert.ok(["allow", "deny", "challenge"].includes(verdict.verdict) && Array.isArray(verdict.reasons));

  const updated = await rupt.updateUser("bob", { email: "bob@example.com", metadata: { plan: "pro" } });
  assert.deepEqual(updated.metadata, { plan: "pro" });
  assert.equal((await rupt.getUser("bob")).account, "bob");
  assert.equal((await rupt.getUserDevices("bob")).data.length, 1);

  const { secret } = await rupt.signToken({ user: "bob" });
  assert.equal((await attach({ account: "bob", fingerprint: "b".repeat(64) }, secret)).success, true);

  await assert.rejects(rupt.getUser("nobody"), RuptNotFoundError);
  await assert.rejects(new RuptCore("sk_wrong", { baseUrl }).getUser("bob"), RuptAuthError);
});
