// The SDK beside its peers in one Chromium: node bench/browser/main.mjs [-n LOADS] [-json FILE]
//
// Contestants take turns in every round and start in rotating order, so that a machine
// that slows down slows all of them down. Cells are medians with their minimum and
// maximum; read them as ratios within a column.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { contestants } from "./contestants.mjs";
import { measure } from "./measure.mjs";
import { serve } from "./server.mjs";
import { cell, median, table } from "./table.mjs";

const { values: flags } = parseArgs({ options: { n: { type: "string", short: "n", default: "7" }, json: { type: "string" } } });
const rounds = Number(flags.n);
const conditions = [
  { name: "1x CPU", cpu: 1 },
  { name: "4x CPU", cpu: 4 },
  { name: "4x CPU, 9 Mbit/s, 60 ms", cpu: 4, network: { latency: 60, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 } },
];

const all = contestants();
const { origin, close } = await serve(all.flatMap((contestant) => contestant.files));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const results = [];
try {
  for (let round = 0; round < rounds; round++) {
    for (const condition of conditions) {
      for (let i = 0; i < all.length; i++) {
        const contestant = all[(i + round) % all.length];
        const loads = await measure(browser, origin, contestant, condition);
        results.push({ round, condition: condition.name, contestant: contestant.name, ...loads });
      }
    }
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
} finally {
  await browser.close();
  close();
}

const bytes = Object.fromEntries(all.map(({ name, files }) => [name, files.reduce((sum, file) => sum + file.body.length, 0)]));
console.log(`Chromium ${browser.version()}, node ${process.version}, ${rounds} rounds; median (min..max), milliseconds unless said\n`);
console.log(table(["", "bytes, brotli"], all.map(({ name }) => [name, bytes[name].toLocaleString("en")])));
for (const condition of conditions) {
  const of = (name, pick) => results.filter((r) => r.condition === condition.name && r.contestant === name).map(pick);
  console.log(`\n${condition.name}`);
  console.log(table(
    ["", "script → hash, cold", "warm", "main thread CPU, cold", "warm", "longest task, cold", "second call", "wasm memory, kB"],
    all.map(({ name }) => [
      name,
      cell(of(name, (r) => r.cold.ready)),
      cell(of(name, (r) => r.warm.ready)),
      cell(of(name, (r) => r.cold.cpu)),
      cell(of(name, (r) => r.warm.cpu)),
      cell(of(name, (r) => r.cold.longest)),
      cell(of(name, (r) => r.cold.again)),
      String(Math.round(median(of(name, (r) => r.cold.wasm)) / 1000)),
    ]),
  ));
}
if (flags.json) writeFileSync(flags.json, JSON.stringify({ chromium: browser.version(), rounds, bytes, results }, null, 1));
