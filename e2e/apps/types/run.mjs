// Compiles valid.ts, which must, and invalid.ts, whose every line must not, against the installed package: by the oldest
// compiler that we promise to the newest, and by every way of theirs to find a package.

import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const folder = import.meta.dirname;

const strict = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2020", "--lib", "es2020,dom", "--typeRoots", "."];

/** The ways to find a package, with the kinds of modules that go with them. */
const node10 = ["--module", "esnext", "--moduleResolution", "node"];
const node16 = ["--module", "node16", "--moduleResolution", "node16"];
const nodenext = ["--module", "nodenext", "--moduleResolution", "nodenext"];
const bundler = ["--module", "esnext", "--moduleResolution", "bundler"];

/** TypeScript 7 has left node10. The types of Vue and Svelte need a compiler of their own time, and are not ours to check. */
const compilers = [
  { compiler: "typescript-4.7", ways: { node10, node16 }, files: [], more: [] },
  { compiler: "typescript-5.0", ways: { node10, node16, bundler }, files: [], more: [] },
  { compiler: "typescript-5.9", ways: { node10, nodenext, bundler }, files: ["bindings.ts"], more: ["--skipLibCheck"] },
  { compiler: "typescript-7", ways: { nodenext, bundler }, files: ["bindings.ts"], more: ["--skipLibCheck", "--ignoreConfig"] },
];

const require = createRequire(import.meta.url);
let failed = false;
for (const { compiler, ways, files, more } of compilers) {
  const tsc = join(dirname(require.resolve(`${compiler}/package.json`)), "bin/tsc");
  for (const [way, flags] of Object.entries(ways)) {
    const names = ["valid.ts", "invalid.ts", "react.ts", ...files, ...(flags === node16 || flags === nodenext ? ["required.cts"] : [])];
    await promisify(execFile)(process.execPath, [tsc, ...strict, ...flags, ...more, ...names], { cwd: folder }).then(
      () => console.log(`${compiler}, ${way}: ${names.join(", ")}`),
      (error) => {
        failed = true;
        console.error(`${compiler}, ${way}:\n${error.stdout || error}`);
      },
    );
  }
}
process.exit(failed ? 1 : 0);
