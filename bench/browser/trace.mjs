// Where a load of the SDK takes its time: node bench/browser/trace.mjs [--cpu 4] [--network] [--kind warm] [--over 1] [--json FILE]
//
// Prints what the page's main thread did between the insertion of the script and the hash: each task, and in it what
// took longer than --over milliseconds; what V8's other threads did; and the sum of each kind of work.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { contestants } from "./contestants.mjs";
import { hashOnce } from "./measure.mjs";
import { serve } from "./server.mjs";

const { values: flags } = parseArgs({
  options: {
    cpu: { type: "string", default: "1" },
    network: { type: "boolean", default: false },
    kind: { type: "string", default: "cold" },
    over: { type: "string", default: "1" },
    name: { type: "string", default: "openrupt" },
    json: { type: "string" },
  },
});
const CATEGORIES = ["toplevel", "devtools.timeline", "v8", "v8.wasm", "blink.user_timing", "gpu", "disabled-by-default-v8.wasm.detailed", "disabled-by-default-v8.compile"];
const all = contestants().filter(({ name }) => name === flags.name);
const { origin, close } = await serve(all[0].files);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Loads the page as often as kind wants, in one tab, and traces the last time. */
async function load(kind) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const call = `(performance.mark("called"), ${all[0].call}.then((hash) => (performance.mark("hashed"), hash)))`;
  for (const traced of kind === "warm" ? [false, true] : [true]) {
    await page.goto(`${origin}/`);
    await page.waitForTimeout(300);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: Number(flags.cpu) });
    if (flags.network) await cdp.send("Network.emulateNetworkConditions", { offline: false, latency: 60, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 });
    if (traced) await browser.startTracing(page, { categories: CATEGORIES });
    await page.evaluate(() => performance.mark("inserted"));
    const result = await page.evaluate(hashOnce, { src: `/${all[0].files[0].path}`, call });
    if (traced) return { result, trace: JSON.parse(await browser.stopTracing()) };
  }
}

try {
  await load("cold"); // a browser process does some things once
  const { result, trace } = await load(flags.kind);
  if (flags.json) writeFileSync(flags.json, JSON.stringify(trace));
  console.log(`${flags.kind}, ${flags.cpu}x: ${result.ready.toFixed(0)} ms`);
  print(trace.traceEvents);
} finally {
  await browser.close();
  close();
}

function print(events) {
  const mark = (name) => events.find((e) => e.name === name && e.cat.includes("blink.user_timing"));
  const { pid, tid, ts: from } = mark("inserted");
  const to = mark("hashed").ts;
  const at = (ts) => ((ts - from) / 1000).toFixed(1).padStart(7);
  const ms = (us) => (us / 1000).toFixed(1).padStart(6);
  const over = Number(flags.over) * 1000;
  const inside = events.filter((e) => e.pid === pid && e.ph === "X" && e.ts + e.dur > from && e.ts < to);
  const mine = [...inside.filter((e) => e.tid === tid), ...events.filter((e) => e.pid === pid && e.tid === tid && e.cat.includes("blink.user_timing") && e.ts >= from && e.ts <= to)]
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const stack = [];
  const own = new Map();
  for (const e of mine) {
    while (stack.length && stack.at(-1).ts + stack.at(-1).dur <= e.ts) stack.pop();
    if (e.ph === "X") {
      const parent = stack.at(-1);
      own.set(e.name, (own.get(e.name) ?? 0) + e.dur);
      if (parent) own.set(parent.name, own.get(parent.name) - e.dur);
    }
    if (e.ph !== "X" || e.dur >= over) {
      const what = e.args?.data?.functionName ?? e.args?.data?.type ?? e.args?.src_func ?? e.args?.data?.url ?? "";
      console.log(`${at(e.ts)} ${e.ph === "X" ? ms(e.dur) : "      "} ${e.tdur ? ms(e.tdur) : "      "}  ${"  ".repeat(stack.length)}${e.name} ${what}`);
    }
    if (e.ph === "X") stack.push(e);
  }
  console.log("\nown time on the main thread, ms");
  for (const [name, us] of [...own].sort((a, b) => b[1] - a[1]).slice(0, 25)) console.log(`${ms(us)}  ${name} × ${mine.filter((e) => e.name === name).length}`);
  console.log("\nother threads of the page's process, ms");
  const others = new Map();
  for (const e of inside.filter((e) => e.tid !== tid)) others.set(e.name, (others.get(e.name) ?? 0) + e.dur);
  for (const [name, us] of [...others].sort((a, b) => b[1] - a[1]).slice(0, 20)) console.log(`${ms(us)}  ${name}`);
}
