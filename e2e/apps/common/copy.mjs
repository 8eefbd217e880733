// node copy.mjs FOLDER: a page without a bundler is its files, and the package beside them.

import { cp, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const path = process.argv[2];
const dist = dirname(fileURLToPath(import.meta.resolve("openrupt")));
await cp(dist, join(path, "openrupt"), { recursive: true });
await cp(import.meta.dirname, join(path, "common"), { recursive: true });
const sums = JSON.parse(await readFile(join(dist, "integrity.json"), "utf8"));
const page = await readFile(join(process.cwd(), "index.html"), "utf8");
await writeFile(join(path, "index.html"), page.replace("{{integrity}}", sums["rupt.js"]));
