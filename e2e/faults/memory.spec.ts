import type { Page } from "@playwright/test";
import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { CLIENT_ID } from "../lib/server.ts";
import { arrive, unharmed } from "./unharmed.ts";

const rounds = 100;
const mega = 1 << 20;

// What a hundred more rounds may keep, in bytes. Each round brings 40 kB of options, and 40 kB that its callbacks hold: kept, they would be 4 MB.
const most = { wasm: 2 * mega, heap: 1 * mega };

test("a hundred rounds of attach and detach keep no memory", async ({ site, visitor }, info) => {
  const a = await visitor(desk);
  await a.context.addInitScript(() => {
    const memories = ((window as any).memories = [] as WebAssembly.Memory[]);
    for (const name of ["instantiate", "instantiateStreaming"] as const) {
      const own: any = WebAssembly[name];
      (WebAssembly as any)[name] = async (...args: any[]) => {
        const result = await own.apply(WebAssembly, args);
        memories.push(...Object.values(result.instance.exports as object).filter((e) => e instanceof WebAssembly.Memory));
        return result;
      };
    }
  });
  const page = await arrive(a, site);
  // The first replies are the server's, and are played back: a server lets an address attach sixty times a minute.
  const replies = new Map<string, any>();
  await a.context.route("**/v2/device/**", async (route) => {
    const name = new URL(route.request().url()).pathname.split("/").pop()!;
    if (!replies.has(name)) replies.set(name, await (await route.fetch()).json());
    await route.fulfill({ json: replies.get(name), headers: { "access-control-allow-origin": "*" } });
  });
  await play(page, 20);
  const before = await used(page);
  await play(page, rounds);
  const after = await used(page);
  info.annotations.push({ type: "bytes", description: `WebAssembly ${before.wasm} to ${after.wasm}, heap ${before.heap} to ${after.heap}` });
  expect(before.wasm).toBeGreaterThan(mega);
  expect(after.wasm - before.wasm, "WebAssembly memory").toBeLessThanOrEqual(most.wasm);
  expect(after.heap - before.heap, "JavaScript heap").toBeLessThanOrEqual(most.heap);
  await unharmed(a, page);
});

async function play(page: Page, rounds: number): Promise<void> {
  const done = await page.evaluate(async ([client_id, rounds]) => {
    const { Rupt } = window as any;
    let done = 0;
    for (let i = 0; i < rounds; i++) {
      const ballast = Array.from({ length: 5000 }, Math.random);
      const fires = () => void ballast.length;
      const options = { client_id, account: `user-${i % 3}`, filler: "x".repeat(40_000), on_challenge: fires, on_limit_exceeded: fires, on_current_device_logout: fires };
      const reply = await Rupt.attach(options);
      const left = await Rupt.detach({ ...options, device: reply?.device_id });
      if (reply?.success && left.success) done++;
    }
    return done;
  }, [CLIENT_ID, rounds] as const);
  expect(done).toBe(rounds);
}

/** used is what the page keeps after garbage is collected, in bytes. */
async function used(page: Page): Promise<{ wasm: number; heap: number }> {
  const devtools = await page.context().newCDPSession(page);
  for (let i = 0; i < 3; i++) await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  const wasm = await page.evaluate(() => (window as any).memories.reduce((sum: number, m: WebAssembly.Memory) => sum + m.buffer.byteLength, 0));
  await devtools.detach();
  return { wasm, heap: usedSize };
}
