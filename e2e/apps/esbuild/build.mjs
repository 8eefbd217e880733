// node build.mjs FOLDER

import { cp } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = process.argv[2];
await build({ absWorkingDir: import.meta.dirname, entryPoints: ["main.js"], bundle: true, minify: true, outfile: join(path, "main.js"), logLevel: "error" });
const dist = dirname(fileURLToPath(import.meta.resolve("openrupt")));
await cp(dist, join(path, "rupt"), { recursive: true, filter: (name) => name === dist || name.endsWith(".wasm") });
await cp(join(import.meta.dirname, "../common/page.html"), join(path, "index.html"));
