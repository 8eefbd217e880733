// node build.mjs FOLDER

import { cp } from "node:fs/promises";
import { join } from "node:path";
import webpack from "webpack";

const path = process.argv[2];
const stats = await new Promise((resolve, reject) => {
  const config = { mode: "production", context: import.meta.dirname, entry: "./main.cjs", output: { path } };
  const performance = { hints: false }; // it counts the modules, which no page waits for
  webpack({ ...config, performance }, (error, stats) => (error ? reject(error) : resolve(stats)));
});
if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString({ all: false, errors: true, warnings: true }));
await cp(join(import.meta.dirname, "../common/page.html"), join(path, "index.html"));
