import type { Route } from "@playwright/test";
import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { arrive, attaches, attaching, call, unharmed } from "./unharmed.ts";

const cors = { "access-control-allow-origin": "*" };

// What becomes of the request of an attach. While it does, attach is null and says why; afterwards it works.
const faults: { what: string; fault: (route: Route) => Promise<void>; says: RegExp }[] = [
  { what: "blocked", fault: (r) => r.abort("blockedbyclient"), says: /network: attach: .*an extension blocked/ },
  { what: "cut off", fault: (r) => r.abort("connectionreset"), says: /network/ },
  { what: "answered by a page", fault: (r) => r.fulfill({ contentType: "text/html", body: "<h1>Log in</h1>", headers: cors }), says: /internal/ },
  { what: "answered by half a reply", fault: (r) => r.fulfill({ contentType: "application/json", body: '{"success":true,"device_id":"', headers: cors }), says: /internal/ },
  { what: "answered by nothing", fault: (r) => r.fulfill({ status: 204, headers: cors }), says: /internal/ },
  { what: "answered by a proxy", fault: (r) => r.fulfill({ status: 502, body: "Bad Gateway", headers: cors }), says: /internal/ },
];

test("attach is blocked or answered by another: null and why; then the server, and it works", async ({ site, visitor }) => {
  const a = await visitor(desk);
  const page = await arrive(a, site);
  for (const { what, fault, says } of faults) {
    await test.step(what, async () => {
      await page.route("**/v2/device/attach", fault);
      a.console.length = 0;
      expect(await call(page, "attach"), what).toBeNull();
      expect(a.console.join("\n"), what).toMatch(says);
      await page.unroute("**/v2/device/attach");
      await attaches(page, what);
      await unharmed(a, page, what);
    });
  }
});

test("the stream is blocked: attach succeeds; the next one is heard again", async ({ site, server, visitor, attachOptions }) => {
  const a = await visitor(desk);
  let tried = 0;
  await a.context.route("**/listen?*", (route) => (tried++, route.abort("blockedbyclient")));
  const page = await arrive(a, site);
  const options = attachOptions("ida");
  expect(await call(page, "attach", options)).toMatchObject({ success: true });
  await expect.poll(() => tried).toBeGreaterThan(0);
  await unharmed(a, page);
  await a.context.unroute("**/listen?*");
  const { device_id } = await call(page, "attach", options);
  await server.logOut(device_id, "ida");
  await page.waitForURL(/\/goodbye/);
});

test("offline before the module is there, and after: null; online it works", async ({ site, visitor }) => {
  const a = await visitor(desk);
  await a.context.route("**/*.wasm", (route) => route.abort("internetdisconnected"));
  const page = await arrive(a, site);
  await a.context.setOffline(true);
  expect(await call(page, "attach"), "before").toBeNull();
  expect(a.console.join("\n")).toMatch(/load_failed/);
  await a.context.unroute("**/*.wasm");
  await a.context.setOffline(false);
  await attaches(page, "online");

  await a.context.setOffline(true);
  expect(await call(page, "attach"), "after").toBeNull();
  expect(a.console.join("\n")).toMatch(/network: attach: The browser is offline/);
  expect(await call(page, "detach", { ...attaching, device: "0".repeat(24) })).toMatchObject({ success: false, error: { code: "network" } });
  await a.context.setOffline(false);
  await attaches(page, "online again");
  await unharmed(a, page);
});

test("a module and a server that take their time: null within theirs, and then it works", async ({ site, visitor }) => {
  const slow = async (what: string, held: string) => {
    const a = await visitor(desk);
    const waiting: Route[] = [];
    await a.context.route(held, (route) => void waiting.push(route));
    const page = await arrive(a, site);
    expect(await call(page, "attach"), what).toBeNull();
    expect(a.console.join("\n"), what).toMatch(/timeout/);
    await a.context.unroute(held);
    for (const route of waiting) await route.continue().catch(() => {}); // a request may have been given up
    await attaches(page, what);
    await unharmed(a, page, what);
  };
  await Promise.all([slow("the module", "**/*.wasm"), slow("the server", "**/v2/device/attach")]);
});
