// Requests against a real HTTP server that misbehaves on purpose.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, beforeEach, test } from "node:test";
import RuptCore, { RuptAuthError, RuptConnectionError, RuptNotFoundError, RuptRateLimitError, WIRE_VERSION } from "../dist/esm/index.js";

let server, baseUrl, requests, answers;

before(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    requests.push({ method: request.method, url: request.url, authorization: request.headers.authorization, body: body && JSON.parse(body) });
    const answer = answers.shift() ?? { body: { success: true } };
    if (answer.hang) return;
    if (answer.reset) return request.socket.destroy();
    response.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers });
    response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {}));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${server.address().port}`;
});
beforeEach(() => ([requests, answers] = [[], []]));
after(() => (server.closeAllConnections(), server.close()));

const client = (options) => new RuptCore("sk_test", { baseUrl, ...options });
const failure = (status, error, headers) => ({ status, headers, body: { success: false, error, request_id: "r1" } });

test("requests carry the secret, the query and the body", async () => {
  await client().getChallenges({ page: 2, limit: 5, start_date: new Date(0) });
  assert.deepEqual(requests[0], { method: "GET", url: "/v2/challenges?page=2&limit=5&start_date=1970-01-01T00%3A00%3A00.000Z", authorization: "Bearer sk_test", body: "" });
});

test("evaluate adds the wire version where there are hashes", async () => {
  await client().evaluate({ action: "login", user: "u", ip: "192.0.2.1", fingerprint: ["a", null] });
  assert.equal(requests[0].body.version, WIRE_VERSION);
  await client().evaluate({ action: "signup", ip: "192.0.2.1" });
  assert.equal("version" in requests[1].body, false);
});

test("ids are escaped and may not be empty", async () => {
  await client().getUser("a/b?c");
  assert.equal(requests[0].url, "/v2/user/a%2Fb%3Fc");
  for (const id of ["", "..", undefined]) await assert.rejects(client().getUser(id), { code: "invalid_options", param: "user" });
});

for (const [status, type] of [[401, RuptAuthError], [403, RuptAuthError], [404, RuptNotFoundError]]) {
  test(`${status} is a ${type.name}, at once`, async () => {
    answers.push(failure(status, { code: "some_code", message: "Some message.", param: "id" }));
    await assert.rejects(client().getChallenge("a"), (error) => {
      assert.ok(error instanceof type);
      assert.deepEqual([error.code, error.message, error.param, error.requestId, error.status], ["some_code", "Some message.", "id", "r1", status]);
      return true;
    });
    assert.equal(requests.length, 1);
  });
}

test("a wrong code says how many tries are left, and is tried once", async () => {
  answers.push(failure(400, { code: "incorrect_code", message: "No.", attempts_left: 4 }));
  await assert.rejects(client().verifyChallengeCode({ challenge: "a", code: "1" }), { code: "incorrect_code", attemptsLeft: 4 });
  assert.equal(requests.length, 1);
});

test("what is safe to repeat is repeated after a fault", async () => {
  answers.push({ reset: true }, failure(503, { code: "internal", message: "Down." }), { body: { _id: "a" } });
  assert.deepEqual(await client().getChallenge("a"), { _id: "a" });
  assert.equal(requests.length, 3);
});

test("a code is never sent twice by itself", async () => {
  answers.push({ reset: true });
  await assert.rejects(client().sendChallengeCode({ challenge: "a", channel: "email" }), { code: "network" });
  assert.equal(requests.length, 1);
});

test("retries end", async () => {
  answers.push(...Array(5).fill(failure(500, { code: "internal", message: "Down." })));
  await assert.rejects(client({ retries: 1 }).getChallenge("a"), { status: 500 });
  assert.equal(requests.length, 2);
});

test("Retry-After is respected, unless it is long", async () => {
  answers.push(failure(429, { code: "rate_limited", message: "Slow down." }, { "retry-after": "0" }), { body: { _id: "a" } });
  assert.deepEqual(await client().getChallenge("a"), { _id: "a" });
  answers.push(failure(429, { code: "rate_limited", message: "Slow down." }, { "retry-after": "3600" }));
  await assert.rejects(client().getChallenge("a"), (error) => error instanceof RuptRateLimitError && error.retryAfter === 3600);
});

test("a server that hangs or is gone is a RuptConnectionError", async () => {
  answers.push({ hang: true });
  await assert.rejects(client({ timeout: 50, retries: 0 }).getChallenge("a"), (error) => error instanceof RuptConnectionError && error.code === "timeout");
  const gone = new RuptCore("sk", { baseUrl: "http://127.0.0.1:1", retries: 0 });
  await assert.rejects(gone.getChallenge("a"), (error) => error instanceof RuptConnectionError && error.code === "network");
});

test("an answer that is not JSON is named", async () => {
  answers.push({ body: "<html>" });
  await assert.rejects(client().getChallenge("a"), { code: "invalid_reply" });
});

test("missing options are named", async () => {
  assert.throws(() => new RuptCore(""), { code: "invalid_options", param: "apiSecret" });
  for (const baseUrl of ["nonsense", "localhost:8787", "ftp://rupt.example.com"]) {
    assert.throws(() => new RuptCore("sk", { baseUrl }), { code: "invalid_options", param: "baseUrl" });
  }
  await assert.rejects(client().evaluate(), { code: "invalid_options", param: "action" });
});
