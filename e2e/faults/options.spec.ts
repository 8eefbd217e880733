import { join } from "node:path";
import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { CLIENT_ID } from "../lib/server.ts";
import { arrive, attaches, call, unharmed } from "./unharmed.ts";

// Fewer than at the loader (loader.spec.ts): MUTATIONS=100000 takes a minute or two.
const calls = Number(process.env.MUTATIONS ?? 25_000);
const seed = 20_240_229;

test("mutated options through the real module: nothing is thrown into the page and every promise settles", async ({ site, visitor }) => {
  test.setTimeout(300_000); // a guard against hanging
  const a = await visitor(desk);
  const page = await arrive(a, site);
  await call(page, "getHash", {});
  // The SDK and no server: what a server does with what it is sent has tests of its own. And nobody leaves the page.
  await page.route((url) => !url.pathname.endsWith(".js"), (route) => (route.request().isNavigationRequest() ? route.fulfill({ status: 204 }) : route.fallback()));
  await page.evaluate(() => {
    const own = { fetch, EventSource };
    window.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    (window as any).EventSource = class { close() {} };
    (window as any).online = () => Object.assign(window, own);
  });
  await page.addScriptTag({ path: join(import.meta.dirname, "mutate.js") });
  const outcome = await page.evaluate(([calls, seed, client_id]) => (window as any).mutate(calls, seed, client_id), [calls, seed, CLIENT_ID] as const);
  expect(outcome).toMatchObject({ calls, settled: calls, faults: [] });
  expect(Object.keys(outcome.called)).toHaveLength(15);
  for (const [name, n] of Object.entries(outcome.called as Record<string, number>)) expect(n, name).toBeGreaterThan(calls / 40);
  await page.evaluate("online()");
  await attaches(page, "afterwards");
  await unharmed(a, page);
});
