import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { desk } from "../lib/devices.ts";
import { expect, test as base } from "../lib/fixtures.ts";
import { arrive, attaches, attaching, call, unharmed } from "./unharmed.ts";

const test = base.extend<{ broken: Buffer }>({
  broken: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "broken-"));
    const env = { ...process.env, GOOS: "js", GOARCH: "wasm" };
    await promisify(execFile)("go", ["build", "-o", join(folder, "broken.wasm"), "./broken"], { cwd: import.meta.dirname, env });
    await use(await readFile(join(folder, "broken.wasm")));
    await rm(folder, { recursive: true });
  },
});

test("Go panics: in a call, that call fails; elsewhere, all who wait do; the next call starts it anew", async ({ site, visitor, broken }) => {
  const a = await visitor(desk);
  let fetched = 0;
  await a.context.route("**/rupt-*.wasm", (route) => (fetched++, route.fulfill({ contentType: "application/wasm", body: broken })));
  const page = await arrive(a, site);
  expect(await call(page, "attach")).toBeNull();
  expect(a.console.join("\n")).toContain("[rupt] internal: attach: The SDK failed; call it again.");
  const waiting = call(page, "getSignals", {});
  expect(await Promise.all([call(page, "getHash", {}), waiting])).toEqual([{ code: "internal" }, { code: "internal" }]);
  expect(fetched, "one module until it dies").toBe(1);
  await a.context.unroute("**/rupt-*.wasm");
  await attaches(page, "anew");
  await unharmed(a, page);
});

test("Go is torn off in the middle: every call settles, also one that comes in the same moment", async ({ site, visitor }) => {
  const a = await visitor(desk);
  const page = await arrive(a, site);
  await call(page, "getHash", {});
  // The clock is the one import that a page can make throw into Go, which no Go code can catch.
  const reply = await page.evaluate(async (options) => {
    const { Rupt } = window as any;
    const own = Performance.prototype.now;
    const waiting = [Rupt.attach(options), Rupt.getHash().catch((e: any) => e.code)];
    Performance.prototype.now = () => { throw new Error("no clock"); };
    const hangs = new Promise((resolve) => setTimeout(resolve, 30_000, "hangs"));
    const first = await Promise.race([Promise.all(waiting), hangs]);
    Performance.prototype.now = own;
    return { first, then: await Rupt.attach(options) };
  }, attaching);
  expect(reply).toMatchObject({ first: [null, "internal"], then: { success: true } });
  await unharmed(a, page);
});
