// Builds dist/esm and dist/cjs of the package in a folder (default: this one) from the
// same sources. The type of module follows the nearest package.json, so the CommonJS
// build is compiled from a copy that has its own.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

const here = resolve(process.argv[2] ?? import.meta.dirname);
const manifest = createRequire(import.meta.url).resolve("typescript/package.json");
const tsc = join(dirname(manifest), "bin", "tsc");

rmSync(join(here, "dist"), { recursive: true, force: true });
compile(here, join(here, "dist/esm"));

const copy = mkdtempSync(join(here, ".cjs-"));
try {
  cpSync(join(here, "src"), join(copy, "src"), { recursive: true });
  cpSync(join(here, "tsconfig.json"), join(copy, "tsconfig.json"));
  writeFileSync(join(copy, "package.json"), '{"type":"commonjs"}\n');
  compile(copy, join(here, "dist/cjs"));
  writeFileSync(join(here, "dist/cjs/package.json"), '{"type":"commonjs"}\n');
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function compile(project, outDir) {
  execFileSync(process.execPath, [tsc, "--project", project, "--outDir", outDir], { stdio: "inherit" });
}
