import { expect, test } from "../lib/fixtures.ts";
import { CLIENT_ID } from "../lib/server.ts";

const browser = { authorization: `Basic ${CLIENT_ID}:`, "content-type": "application/json" };
const backEnd = { authorization: "Bearer sk_dev_demo", "content-type": "application/json" };
const json = (body: unknown) => JSON.stringify(body);
const attach = "/v2/device/attach";
const nowhere = "0123456789abcdef01234567";

interface Case {
  name: string;
  path: string;
  init: RequestInit;
  status: number;
  code: string;
  param?: string;
}

const cases: Case[] = [
  { name: "no credential", path: attach, init: { method: "POST", headers: { "content-type": "application/json" }, body: json({ user: "u" }) }, status: 401, code: "unauthorized", param: "client_id" },
  { name: "unknown client id", path: attach, init: { method: "POST", headers: { ...browser, authorization: "Basic 99999999-9999-4999-8999-999999999999:" }, body: json({ user: "u" }) }, status: 401, code: "unauthorized" },
  { name: "no account", path: attach, init: { method: "POST", headers: browser, body: json({ fingerprint: "abc" }) }, status: 400, code: "invalid_parameter", param: "account" },
  { name: "account of a wrong type", path: attach, init: { method: "POST", headers: browser, body: json({ user: { id: 1 } }) }, status: 400, code: "invalid_parameter", param: "user" },
  { name: "malformed email from a back end", path: attach, init: { method: "POST", headers: backEnd, body: json({ user: "u", email: "nina@@example" }) }, status: 400, code: "invalid_parameter", param: "email" },
  { name: "malformed phone from a back end", path: attach, init: { method: "POST", headers: backEnd, body: json({ user: "u", phone: "call me" }) }, status: 400, code: "invalid_parameter", param: "phone" },
  { name: "broken JSON", path: attach, init: { method: "POST", headers: browser, body: '{"user":' }, status: 400, code: "invalid_json" },
  { name: "no JSON object", path: attach, init: { method: "POST", headers: browser, body: "[1,2]" }, status: 400, code: "invalid_json" },
  { name: "empty body", path: attach, init: { method: "POST", headers: browser }, status: 400, code: "invalid_parameter", param: "account" },
  { name: "oversize body", path: attach, init: { method: "POST", headers: browser, body: json({ user: "u", metadata: { a: "x".repeat(4 << 20) } }) }, status: 413, code: "payload_too_large" },
  { name: "another media type", path: attach, init: { method: "POST", headers: { ...browser, "content-type": "application/xml" }, body: "<user/>" }, status: 415, code: "unsupported_media" },
  { name: "wrong method", path: attach, init: { method: "GET", headers: browser }, status: 405, code: "method_not_allowed" },
  { name: "unknown path", path: "/v2/nothing", init: { headers: browser }, status: 404, code: "not_found" },
  { name: "unknown challenge", path: `/v2/challenges/${nowhere}`, init: { headers: browser }, status: 404, code: "not_found" },
  { name: "malformed challenge id", path: "/v2/challenges/..%2f..%2fetc", init: { headers: browser }, status: 404, code: "not_found" },
  { name: "code for an unknown challenge", path: `/v2/challenges/${nowhere}/verify`, init: { method: "POST", headers: browser, body: json({ code: "123456" }) }, status: 404, code: "not_found" },
  { name: "unknown device", path: `/v2/device/${nowhere}/detach`, init: { method: "POST", headers: browser, body: json({ user: "u" }) }, status: 404, code: "not_found" },
  { name: "a client id where a back end is asked for", path: "/v2/challenges", init: { headers: { authorization: `Bearer ${CLIENT_ID}` } }, status: 403, code: "forbidden" },
  { name: "an unknown API secret", path: "/v2/challenges", init: { headers: { authorization: "Bearer sk_no" } }, status: 401, code: "unauthorized" },
  { name: "a page out of range", path: "/v2/challenges?limit=101", init: { headers: { authorization: "Bearer sk_dev_demo" } }, status: 400, code: "invalid_parameter", param: "limit" },
];

test("bad input gets the documented error, never a 500", async ({ server }) => {
  for (const { name, path, init, status, code, param } of cases) {
    await test.step(name, async () => {
      const response = await fetch(server.origin + path, init);
      const body = await response.json();
      expect.soft({ status: response.status, code: body.error?.code, param: body.error?.param }, name).toEqual({ status, code, param });
      expect.soft(body.success, name).toBe(false);
      expect.soft(body.request_id, name).toBeTruthy();
      expect.soft(body.error?.message, name).not.toMatch(/nina@@|call me|\.\.\/etc/);
    });
  }
});

test("a browser's malformed contact is left out, and said", async ({ server }) => {
  for (const [param, value] of [["email", "nina@@example"], ["phone", "call me"]]) {
    const response = await fetch(server.origin + attach, { method: "POST", headers: browser, body: json({ user: "u", [param]: value }) });
    const body = await response.json();
    expect(response.status, param).toBe(200);
    expect(body.warnings, param).toEqual([{ code: "invalid_parameter", param, message: expect.not.stringContaining(value) }]);
  }
});

test("the challenge page of nothing is a page, not an error", async ({ server, page }) => {
  for (const query of ["", "?challenge=", `?challenge=${nowhere}`, "?challenge=%3Cscript%3E", `?challenge=${nowhere}&success=javascript:alert(1)`]) {
    const response = await page.goto(`${server.origin}/challenge${query}`);
    expect(response!.status(), query).toBeLessThan(500);
    await expect(page.getByRole("heading").first(), query).toBeVisible();
    await expect(page.locator("a[href^='javascript:']"), query).toHaveCount(0);
  }
});
