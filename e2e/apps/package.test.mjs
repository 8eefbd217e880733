// The packed package as tools and Node see it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const bin = join(import.meta.dirname, "../../bin");
const tarball = join(bin, (await readdir(bin)).find((name) => /^openrupt-\d.*\.tgz$/.test(name)));
const tool = (name) => join(import.meta.dirname, "node_modules/.bin", name);
const installed = join(import.meta.dirname, "node_modules/openrupt");

const FUNCTIONS = [
  "attach", "challenge", "completeChallenge", "detach", "evaluate", "getAttachedDevices", "getChallenge", "getFingerprint",
  "getHash", "getSignals", "identify", "kickDevice", "listDevices", "sendCode", "verifyCode",
];

test("publint has nothing to say", async () => {
  const { stdout } = await run(tool("publint"), ["--strict", tarball]);
  assert.match(stdout, /All good/);
});

test("are the types wrong? They are not, for any entry point that has some", async () => {
  const { stdout } = await run(tool("attw"), [tarball, "--exclude-entrypoints", "rupt.js", "integrity.json"]);
  assert.match(stdout, /No problems found/);
});

test("it has the modules, the licences and nothing that is not meant for it", async () => {
  const names = (await readdir(installed, { recursive: true, withFileTypes: true })).filter((e) => e.isFile()).map((e) => join(e.parentPath ?? e.path, e.name).slice(installed.length + 1));
  const each = (name) => [`dist/${name}.mjs`, `dist/${name}.cjs`, `dist/${name}.d.ts`, `dist/${name}.d.cts`];
  assert.deepEqual(names.map((name) => name.replace(/[0-9a-f]{12}/, "HASH")).sort(), [
    "LICENSE", "NOTICE.txt", "README.md", "package.json", "react/package.json", "svelte/package.json", "vue/package.json",
    "dist/index.d.ts", "dist/index.d.cts", "dist/integrity.json", "dist/rupt.js", "dist/rupt.mjs", "dist/rupt.cjs",
    "dist/rupt-HASH.wasm", "dist/rupt-challenge-HASH.wasm", ...each("react"), ...each("vue"), ...each("svelte"),
  ].sort());
});

test("what does not read exports finds the same files", async () => {
  const { exports } = require("openrupt/package.json");
  for (const name of ["react", "vue", "svelte"]) {
    const entry = exports[`./${name}`];
    const folder = JSON.parse(await readFile(join(installed, name, "package.json"), "utf8"));
    const there = (folder) => Object.fromEntries(Object.entries(folder).map(([key, path]) => [key, `./${join(name, path)}`]));
    assert.deepEqual(there(folder), { main: entry.require.default, module: entry.module, types: entry.import.types });
  }
});

for (const [how, load] of [["import", (name) => import(name)], ["require", (name) => require(name)]]) {
  test(`${how} in Node, without a DOM: harmless, and every call settles`, async () => {
    const before = Object.keys(globalThis).sort();
    const rupt = await load("openrupt");
    await load("openrupt/rupt.js");
    assert.deepEqual(Object.keys(globalThis).sort(), before, "no global of ours");
    assert.deepEqual(FUNCTIONS.filter((name) => typeof rupt[name] !== "function"), []);
    assert.equal(rupt.default.attach, rupt.attach);
    assert.equal(await rupt.attach({ client_id: "c", account: "42" }), null);
    await assert.rejects(rupt.getHash(), { name: "RuptError", code: "no_dom" });
    const { useAttach } = await load("openrupt/react");
    const vue = await load("openrupt/vue");
    assert.deepEqual([typeof useAttach, vue.useAttach({ client_id: "c", account: "42" }).value], ["function", { status: "idle", reply: null, challenge: null }]);
  });
}

test("the store and the hook render on a server", async () => {
  const { attached, hash } = await import("openrupt/svelte");
  const { get } = await import("svelte/store");
  assert.equal(get(attached({ client_id: "c", account: "42" })).status, "idle");
  assert.equal(get(hash()), null);

  const { createElement } = await import("react");
  const { renderToString } = await import("react-dom/server");
  const { useAttach, useHash } = await import("openrupt/react");
  const Page = () => createElement("p", null, `${useAttach({ client_id: "c", account: "42" }).status} ${useHash()}`);
  assert.equal(renderToString(createElement(Page)), "<p>idle null</p>");
});

test("integrity.json is of these files", async () => {
  const sums = require("openrupt/integrity.json");
  for (const [name, integrity] of Object.entries(sums)) {
    const sum = await crypto.subtle.digest("SHA-384", await readFile(join(installed, "dist", name)));
    assert.equal(integrity, `sha384-${Buffer.from(sum).toString("base64")}`, name);
  }
  assert.ok(sums["rupt.js"]);
});

test("the sizes that we state are those of these files, give or take a twentieth", async () => {
  const root = join(import.meta.dirname, "../..");
  const { files } = JSON.parse(await readFile(join(root, "web/dist/manifest.json"), "utf8"));
  const sizes = Object.fromEntries(files.map(({ name, brotli }) => [name.replace(/-[0-9a-f]{12}/, "-<hash>"), brotli]));
  const file = (name) => name.replace(/^openrupt$/, "rupt.mjs").replace(/^openrupt\/(\w+)$/, "$1.mjs").replace(/^openrupt\//, "");
  for (const [page, atLeast] of [["web/README.md", 7], ["README.md", 3]]) {
    const text = await readFile(join(root, page), "utf8");
    const stated = [...text.matchAll(/^\| `(\S+)` \|.*?([\d.]+) kB/gm), ...text.matchAll(/`(rupt\S*\.wasm)` \(([\d.]+) kB\)/g)];
    assert.ok(stated.length >= atLeast, `${page} states ${stated.length} sizes`);
    for (const [, name, kB] of stated) {
      const real = sizes[file(name)] / 1000;
      assert.ok(Math.abs(kB - real) <= Math.max(real / 20, 0.06), `${page}: ${name} has ${real} kB, not ${kB}`);
    }
  }
});
