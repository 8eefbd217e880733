// Signatures are made here after the specification's own description.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { test } from "node:test";
import { WebhookVerificationError, verifyWebhook } from "../dist/esm/index.js";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const now = new Date(1_674_087_231_000);
const body = '{"event":"challenge.completed","account":"a"}';

function sign(text, { id = "msg_1", at = now, key = secret } = {}) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const mac = createHmac("sha256", Buffer.from(key.slice(6), "base64")).update(`${id}.${timestamp}.${text}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${mac}` };
}

test("the specification's example is genuine", () => {
  const headers = { "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330", "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" };
  assert.deepEqual(verifyWebhook('{"test": 2432232314}', headers, secret, new Date(1_614_265_330_000)), { test: 2432232314 });
});

test("a genuine webhook is parsed, whatever the form of its headers and body", () => {
  const headers = sign(body);
  for (const form of [headers, new Headers(headers), { "Webhook-Id": headers["webhook-id"], "Webhook-Timestamp": [headers["webhook-timestamp"]], "WEBHOOK-SIGNATURE": headers["webhook-signature"] }]) {
    assert.equal(verifyWebhook(body, form, secret, now).event, "challenge.completed");
  }
  assert.equal(verifyWebhook(new TextEncoder().encode(body), headers, secret, now).account, "a");
});

test("two secrets and two signatures are valid while one is replaced", () => {
  const other = "whsec_" + Buffer.alloc(24, 7).toString("base64");
  assert.ok(verifyWebhook(body, sign(body), [other, secret], now));
  const both = sign(body);
  both["webhook-signature"] = `v1,AAAA v1a,xyz ${both["webhook-signature"]}`;
  assert.ok(verifyWebhook(body, both, secret, now));
});

for (const [what, text, headers, key] of [
  ["a changed body", body + " ", sign(body), secret],
  ["another secret", body, sign(body), "whsec_" + Buffer.alloc(24, 7).toString("base64")],
  ["an old one", body, sign(body, { at: new Date(now - 301_000) }), secret],
  ["one from the future", body, sign(body, { at: new Date(+now + 301_000) }), secret],
  ["a timestamp that is no number", body, { ...sign(body), "webhook-timestamp": "soon" }, secret],
  ["no signature", body, { ...sign(body), "webhook-signature": undefined }, secret],
  ["an unknown version", body, { ...sign(body), "webhook-signature": sign(body)["webhook-signature"].replace("v1,", "v2,") }, secret],
  ["an empty secret", body, sign(body), "whsec_"],
]) {
  test(`${what} is refused`, () => assert.throws(() => verifyWebhook(text, headers, key, now), WebhookVerificationError));
}

for (const [what, text, key, says] of [
  ["a body that was parsed", JSON.parse(body), secret, /as it came/],
  ["no secret", body, undefined, /secret is missing/],
  ["an API secret", body, "sk_0hUUntTVMY9lM3FDSpKVWL1ss5JnLdKh8qT", /begins with whsec_/],
]) {
  test(`${what} is named`, () => assert.throws(() => verifyWebhook(text, sign(body), key, now), { name: "WebhookVerificationError", message: says }));
}

test("the CommonJS build is the same", () => {
  const { verifyWebhook: verify, default: RuptCore } = createRequire(import.meta.url)("../dist/cjs/index.js");
  assert.ok(verify(body, sign(body), secret, now));
  assert.equal(new RuptCore("sk", { baseUrl: "https://rupt.example.com" }).verifyWebhook !== undefined, true);
});
