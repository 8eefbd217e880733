import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { CLIENT_ID } from "../lib/server.ts";

const clean = () => [Object.prototype, Array.prototype, Function.prototype, Promise.prototype].map((p) => Object.getOwnPropertyNames(p).join()).join(";");

test("options and replies leave the page's prototypes alone", async ({ site, server, visitor }) => {
  const a = await visitor(desk);
  const page = await a.open(site.url("/"));
  await page.waitForFunction(() => "Rupt" in window);
  // What the server says, too: as if somebody's metadata came back.
  await a.context.route("**/v2/device/attach", async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    await route.fulfill({ response, body: text.replace(/^\{/, '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},') });
  });
  const before = await page.evaluate(clean);
  const outcome = await page.evaluate(async ([client_id, api_url]) => {
    const rupt = (window as any).Rupt;
    const poison = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1},"k":{"__proto__":{"polluted":1}}}';
    const options = JSON.parse(`{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"metadata":${poison},"groups":[${poison}],"signals":${poison},"limit_config":${poison},"redirect_urls":${poison}}`);
    const all = { ...options, client_id, api_url, account: "__proto__", user: "constructor" };
    const replies = [];
    for (const name of ["attach", "evaluate", "detach", "getFingerprint", "getAttachedDevices"]) replies.push(await rupt[name](all).catch((e: any) => e.code));
    return { attached: replies[0]?.success, polluted: ({} as any).polluted, inherited: (replies[0] as any)?.polluted };
  }, [CLIENT_ID, server.origin] as const);
  expect(outcome).toMatchObject({ attached: true });
  expect(outcome.polluted).toBeUndefined();
  expect(await page.evaluate(clean)).toBe(before);
  expect((await server.api("/v2/user/__proto__")).account).toBe("__proto__");
});

test("a polluted page does not say where the SDK comes from, nor who hears what it sends", async ({ site, server, visitor }) => {
  const a = await visitor(desk);
  const asked: string[] = [];
  await a.context.route((url) => url.hostname.endsWith("evil.example"), (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  await a.context.addInitScript(() => {
    const evil = { api_url: "https://evil.example", domain: "evil.example", wasm_url: "https://evil.example/wasm", client_id: "evil", account: "evil", redirect_urls: { logout_url: "https://evil.example" }, debug: true };
    for (const [name, value] of Object.entries(evil)) Object.defineProperty(Object.prototype, name, { value, writable: true, configurable: true, enumerable: false });
  });
  const page = await a.open(site.url("/"));
  await page.waitForFunction(() => "Rupt" in window);
  const reply = await page.evaluate((client_id) => (window as any).Rupt.attach({ client_id, account: "ann" }), CLIENT_ID);
  expect(reply).toMatchObject({ success: true });
  expect(asked).toEqual([]);
  expect((await server.api("/v2/user/ann")).account).toBe("ann");
});
