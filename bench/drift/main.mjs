// What happens to a browser while its device stays, and who still knows it: node bench/drift/main.mjs [--only PATTERN] [--json FILE]
//
// One Chromium is read once; then each row of rows.mjs happens to it, or to another one on the same machine, and it is read again, by the SDK
// and by its peers. "Same" is an equal hash, for them; for us it is the same fingerprint id from a server that knows other devices, too, and the
// similarity has to reach the row's bar. It fails where one does not. With --only, rows that do not match stay as they are in the file.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { contestants } from "../browser/contestants.mjs";
import { table } from "../browser/table.mjs";
import { compare, recognise } from "./judge.mjs";
import { others, pretend } from "./others.mjs";
import { rows } from "./rows.mjs";
import { serveSite } from "./site.mjs";
import { launch, Visit } from "./visit.mjs";

const { values: flags } = parseArgs({ options: { only: { type: "string" }, json: { type: "string" } } });
const [ours, ...peers] = contestants();
const site = await serveSite([ours, ...peers]);
const profile = await mkdtemp(join(tmpdir(), "drift-profile-"));

/** Reads a browser by each contestant, in a tab of its own. @returns {Promise<Record<string, string>>} hashes, or "error: …" */
async function readAll(browser, who, read = (visit) => visit.open()) {
  const hashes = {};
  for (const { name } of who) {
    const visit = new Visit(browser, site.port, name);
    await visit.newTab();
    hashes[name] = await read(visit).catch((error) => `error: ${error.message.split("\n")[0]}`);
    await visit.page.close();
  }
  return hashes;
}

async function readIn(options, kept, who, read, prepare) {
  const { browser, close } = await launch(options, kept);
  try {
    await prepare?.(browser);
    return await readAll(browser, who, read);
  } finally {
    await close();
  }
}

async function strangers() {
  const hashes = [];
  for (const { context, hardware } of others) {
    const read = await readIn({ context }, undefined, [ours], undefined, (browser) => browser.addInitScript(pretend, hardware));
    hashes.push(read[ours.name]);
  }
  return hashes;
}

/** What a peer's hash is worth after something happened. */
const same = (now, before) => (now.startsWith("error") ? "error" : now === before ? "same" : "other");

/** Lets a row happen and judges it. */
async function judge(row, before, known) {
  const now = await readIn(row, row.kept && profile, [ours, ...peers], row.read);
  const { similarity, comparable, differing } = compare(now[ours.name], before[ours.name]);
  const server = await recognise(now[ours.name], before[ours.name], known);
  const verdicts = Object.fromEntries(peers.map(({ name }) => [name, same(now[name], before[name])]));
  return { row: row.name, bar: row.bar, similarity, comparable, differing, server, held: similarity >= row.bar && server.same, peers: verdicts, hashes: now };
}

function print(results) {
  const cells = (r) => [
    r.row, r.similarity.toFixed(3), r.bar === 1 ? "1" : `≥ ${r.bar}`, r.server.same ? "same" : "**other**",
    ...peers.map(({ name }) => r.peers[name]), r.differing.map((key) => `\`${key}\``).join(" ") || "none",
  ];
  console.log(table(["what happened", "our similarity", "wanted", "our id", ...peers.map(({ name }) => name), "our segments that moved"], results.map(cells)));
  const survived = peers.map(({ name }) => results.filter((r) => r.peers[name] === "same").length);
  console.log(`\nSame after ${results.length} changes: ${ours.name} ${results.filter((r) => r.server.same).length}, ${peers.map(({ name }, i) => `${name} ${survived[i]}`).join(", ")}.`);
}

try {
  const results = flags.json && existsSync(flags.json) && flags.only ? JSON.parse(readFileSync(flags.json, "utf8")) : {};
  const before = await readIn({}, profile, [ours, ...peers]);
  const known = await strangers();
  for (const row of rows.filter(({ name }) => new RegExp(flags.only ?? "").test(name))) {
    const result = (results[row.name] = await judge(row, before, known));
    process.stderr.write(`${result.held ? "held  " : "MISSED"} ${result.similarity.toFixed(3)} ${row.name} ${result.differing.join(" ")}\n`);
    if (flags.json) {
      mkdirSync(dirname(flags.json), { recursive: true });
      writeFileSync(flags.json, JSON.stringify(results, null, 1));
    }
  }
  const inOrder = rows.map(({ name }) => results[name]).filter(Boolean);
  print(inOrder);
  if (inOrder.some(({ held }) => !held)) process.exitCode = 1;
} finally {
  site.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
