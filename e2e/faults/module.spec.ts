import type { Route } from "@playwright/test";
import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { arrive, attaches, attaching, call, heard, ready, unharmed } from "./unharmed.ts";

const wasm = "**/rupt-*.wasm";

// What arrives in the place of the module. While it does, attach is null and says why; afterwards it works on the same page.
const faults: { what: string; fault: (route: Route) => Promise<void>; says: RegExp }[] = [
  { what: "nothing: a blocker", fault: (r) => r.abort("blockedbyclient"), says: /load_failed.*Failed to fetch/ },
  { what: "nothing: it is not found", fault: (r) => r.fulfill({ status: 404 }), says: /load_failed.*status 404/ },
  { what: "a page", fault: (r) => r.fulfill({ contentType: "text/html", body: "<h1>Log in</h1>" }), says: /load_failed.*WebAssembly\.instantiate/ },
  { what: "a page that claims to be a module", fault: (r) => r.fulfill({ contentType: "application/wasm", body: "<h1>Log in</h1>" }), says: /load_failed.*WebAssembly\.instantiate/ },
  { what: "no bytes", fault: (r) => r.fulfill({ contentType: "application/wasm", body: "" }), says: /load_failed.*WebAssembly\.instantiate/ },
  { what: "half of it", fault: (r) => changed(r, (b) => b.subarray(0, b.length >> 1)), says: /load_failed.*WebAssembly\.instantiate/ },
  { what: "it, damaged", fault: (r) => changed(r, (b) => Buffer.from(b).fill(0xff, b.length >> 2, (b.length >> 2) + 64)), says: /load_failed.*WebAssembly\.instantiate/ },
  { what: "another module", fault: (r) => changed(r, () => Buffer.from("0061736d01000000", "hex")), says: /load_failed/ },
];

async function changed(route: Route, change: (body: Buffer) => Buffer): Promise<void> {
  const response = await route.fetch();
  const { "content-encoding": _, "content-length": __, ...headers } = response.headers();
  await route.fulfill({ status: 200, headers, body: change(await response.body()) });
}

test("what arrives is not the module: null and why; then the module, and it works", async ({ site, visitor }) => {
  const a = await visitor(desk);
  const page = await a.open(heard(site));
  for (const { what, fault, says } of faults) {
    await test.step(what, async () => {
      await page.route(wasm, fault);
      await page.reload();
      await ready(page);
      a.console.length = 0;
      expect(await call(page, "attach"), what).toBeNull();
      expect(a.console.join("\n"), what).toMatch(says);
      expect(await call(page, "getHash", {}), what).toEqual({ code: "load_failed" });
      await page.unroute(wasm);
      await attaches(page, what);
      await unharmed(a, page, what);
    });
  }
});

test("a module of a wrong type is compiled all the same", async ({ site, visitor }) => {
  const a = await visitor(desk);
  await a.context.route(wasm, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-type": "text/plain" } });
  });
  const page = await arrive(a, site);
  await attaches(page, "text/plain");
  await unharmed(a, page);
});

test("the script is blocked: the page works", async ({ site, visitor }) => {
  const a = await visitor(desk);
  await a.context.route("**/rupt.js", (route) => route.abort("blockedbyclient"));
  const page = await a.open(heard(site, "/", { attach: attaching }));
  await expect.poll(() => a.detail("attach")).toBe("no sdk");
  await unharmed(a, page);
});
