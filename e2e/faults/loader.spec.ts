import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

// The loader is where a page's objects arrive; Go sees their JSON. So it is held to them without a browser, and without a
// module: every call that its options do not end fails to load one. What Go does with any JSON is FuzzOptions.

const calls = Number(process.env.MUTATIONS ?? 100_000);
const seed = 20_240_229;

test("mutated options: nothing is thrown into the page and every promise settles", async () => {
  test.setTimeout(300_000); // a guard against hanging
  const names = { SDK: "rupt.wasm", CHALLENGE: "rupt-challenge.wasm", VERSION: "0" };
  const page = { window: globalThis, document: { body: {}, getElementById: () => null, addEventListener() {} }, fetch: () => Promise.reject(new TypeError("Failed to fetch")) };
  const before = Object.getOwnPropertyDescriptors(globalThis);
  Object.assign(globalThis, names, page);
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on("unhandledRejection", note);

  const { create } = await import("../../web/loader.js" as string);
  const { sdk } = create({ origin: "https://rupt.example", sdk: ["https://rupt.example/rupt.wasm"], challenge: [], nonce: "" });
  Object.assign(globalThis, { Rupt: sdk });
  vm.runInThisContext(readFileSync(join(import.meta.dirname, "mutate.js"), "utf8"));
  const outcome = await (globalThis as any).mutate(calls, seed, "11111111-1111-4111-8111-111111111111");

  const own = console.warn;
  console.warn = () => { throw new Error("the page's console"); };
  expect(await sdk.attach({ debug: true, metadata: 1n }), "a console that throws").toBeNull();
  console.warn = own;
  process.off("unhandledRejection", note);
  Object.defineProperties(globalThis, before); // the next test of this process needs its own fetch

  expect(outcome).toMatchObject({ calls, settled: calls, faults: [] });
  for (const [name, n] of Object.entries(outcome.called as Record<string, number>)) expect(n, name).toBeGreaterThan(calls / 40);
  expect(Object.keys(outcome.called)).toHaveLength(15);
  expect(unhandled).toEqual([]);
});
