// Who is measured: how each is packed into files that a page loads, and the call that
// gives its hash.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { buildSync } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "../../web/dist");
const modules = join(here, "../node_modules");

/** A file as it is served: its bytes after brotli, level 11. */
const file = (path, body, type = "text/javascript") => ({
  path,
  type,
  body: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }),
});

/** Packs an ES module's exports into one minified script that sets a global. */
function bundle(specifier, name) {
  const { outputFiles } = buildSync({
    stdin: { contents: `export * from ${JSON.stringify(specifier)}`, resolveDir: modules },
    bundle: true, minify: true, write: false, format: "iife", globalName: name, target: "es2022", logLevel: "error",
  });
  return outputFiles[0].contents;
}

function ours() {
  const wasm = readdirSync(dist).find((name) => /^rupt-[0-9a-f]+\.wasm$/.test(name));
  if (!wasm) throw new Error("web/dist holds no module: run `make build` first");
  return [
    file("rupt.js", readFileSync(join(dist, "rupt.js"))),
    { path: wasm, type: "application/wasm", body: readFileSync(join(dist, `${wasm}.br`)) },
  ];
}

/** @returns {{name: string, files: object[], call: string}[]} The first file is the script that a page inserts. */
export function contestants() {
  return [
    { name: "openrupt", files: ours(), call: "Rupt.getHash().then((h) => h[0])" },
    { name: "rupt", files: [file("rupt-npm.js", bundle("rupt", "RuptNpm"))], call: "(RuptNpm.getHash ?? RuptNpm.default.getHash)().then((h) => h[0])" },
    { name: "fingerprintjs", files: [file("fp.js", readFileSync(join(modules, "@fingerprintjs/fingerprintjs/dist/fp.umd.min.js")))], call: "FingerprintJS.load({ monitoring: false }).then((a) => a.get()).then((r) => r.visitorId)" },
    { name: "thumbmarkjs", files: [file("thumbmark.js", readFileSync(join(modules, "@thumbmarkjs/thumbmarkjs/dist/thumbmark.umd.js")))], call: "new ThumbmarkJS.Thumbmark({ logging: false }).get().then((r) => r.thumbmark)" },
    { name: "clientjs", files: [file("client.js", readFileSync(join(modules, "clientjs/dist/client.min.js")))], call: "Promise.resolve(String(new ClientJS().getFingerprint()))" },
  ];
}
