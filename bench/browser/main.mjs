// The SDK beside its peers in one Chromium: node bench/browser/main.mjs [-n LOADS] [--json FILE] [--part 1x,4x,net] [--only NAMES] [--add]
//
// Contestants take turns in every round and start in rotating order, so that a machine
// that slows down slows all of them down. Cells are medians with their minimum and
// maximum; read them as ratios within a column. A machine that is never quiet for long
// can be measured in parts: --add puts the loads to those that FILE has already.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { contestants } from "./contestants.mjs";
import { measure } from "./measure.mjs";
import { serve } from "./server.mjs";
import { cell, median, ratio, table } from "./table.mjs";

const { values: flags } = parseArgs({
  options: {
    n: { type: "string", short: "n", default: "7" },
    json: { type: "string" },
    part: { type: "string", default: "1x,4x,net" },
    only: { type: "string" },
    add: { type: "boolean", default: false },
  },
});
const rounds = Number(flags.n);
const conditions = [
  { part: "1x", name: "1x CPU", cpu: 1 },
  { part: "4x", name: "4x CPU", cpu: 4 },
  { part: "net", name: "4x CPU, 9 Mbit/s, 60 ms", cpu: 4, network: { latency: 60, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 } },
];
const wanted = (list, name) => !list || list.split(",").includes(name);
const parts = conditions.filter(({ part }) => wanted(flags.part, part));
const all = contestants().filter(({ name }) => wanted(flags.only, name));

const { origin, close } = await serve(all.flatMap((contestant) => contestant.files));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const results = flags.add && existsSync(flags.json) ? JSON.parse(readFileSync(flags.json, "utf8")).results : [];
try {
  for (const contestant of all) await measure(browser, origin, contestant, conditions[0]); // what a process does once is nobody's
  for (let round = 0; round < rounds; round++) {
    for (const condition of parts) {
      for (let i = 0; i < all.length; i++) {
        const contestant = all[(i + round) % all.length];
        const loads = await measure(browser, origin, contestant, condition);
        results.push({ condition: condition.name, contestant: contestant.name, ...loads });
      }
    }
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
} finally {
  await browser.close();
  close();
}

const bytes = Object.fromEntries(all.map(({ name, files }) => [name, files.reduce((sum, file) => sum + file.body.length, 0)]));
console.log(`Chromium ${browser.version()}, node ${process.version}; median (min..max), milliseconds unless said\n`);
console.log(table(["", "bytes, brotli"], all.map(({ name }) => [name, bytes[name].toLocaleString("en")])));
const COLUMNS = [
  ["script → hash, cold", (r) => r.cold.ready],
  ["warm", (r) => r.warm.ready],
  ["main thread CPU, cold", (r) => r.cold.cpu],
  ["warm", (r) => r.warm.cpu],
  ["longest task, cold", (r) => r.cold.longest],
  ["second call", (r) => r.cold.again],
];
for (const { name: condition } of conditions) {
  const of = (name, pick) => results.filter((r) => r.condition === condition && r.contestant === name).map(pick);
  const loads = Math.min(...all.map(({ name }) => of(name, Boolean).length));
  if (loads === 0) continue;
  const ours = (pick) => median(of(all[0].name, pick));
  console.log(`\n${condition}, ${loads} loads`);
  console.log(table(["", ...COLUMNS.map(([title]) => title), "wasm memory, kB"], all.map(({ name }) => [
    name,
    ...COLUMNS.map(([, pick]) => cell(of(name, pick))),
    String(Math.round(median(of(name, (r) => r.cold.wasm)) / 1000)),
  ])));
  console.log(`\n${all[0].name} as a multiple of`);
  console.log(table(["", ...COLUMNS.map(([title]) => title)], all.slice(1).map(({ name }) => [name, ...COLUMNS.map(([, pick]) => ratio(ours(pick), median(of(name, pick))))])));
}
if (flags.json) writeFileSync(flags.json, JSON.stringify({ chromium: browser.version(), bytes, results }, null, 1));
