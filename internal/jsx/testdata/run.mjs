// run.mjs MODULE BRIDGE: runs the self test and fails where something is wrong.

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [module, bridge] = process.argv.slice(2);
const { createGo } = await import(pathToFileURL(bridge).href);
const target = new EventTarget();
const wrong = [];
const add = (a, b, c) => a + b + c;

const page = {
  nil: null, yes: true, no: false, nan: NaN, half: 0.5, large: 2 ** 40, text: "text", lone: "a\ud800b", symbol: Symbol("s"), big: 10n,
  list: [1, 2, 3], other: [1, 2, 3], view: new Uint8Array([1, 2, 3, 4, 5, 6]).subarray(1), target, add,
  get explode() { throw new Error("boom"); },
  set sealed(_) { throw new Error("sealed"); },
  explodes: () => { throw "just text"; },
  Point: class { constructor(x) { this.x = x; } },
  echo: (text) => text,
  bytes: (bytes) => bytes,
  callback: (f, n) => f(n),
  ping: () => target.dispatchEvent(new Event("ping")),
  later: (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value).unref?.()),
  fails: async () => { throw new Error("no"); },
  thenable: { then: (resolve) => setTimeout(resolve, 1, 5) },
};

let done = false, ends = 0;
const patience = setTimeout(() => finish("it did not finish"), 60_000);
const go = createGo({ page, wrong: (what) => wrong.push(what), done: () => (done = true) }, () => {
  ends++;
  setTimeout(finish, 50); // for a second end, which there must not be
});
console.error = () => {}; // the panic at the end is meant
go.run(await WebAssembly.instantiate(await WebAssembly.compile(await readFile(module)), go.imports));

function finish(why) {
  clearTimeout(patience);
  if (why) wrong.push(why);
  if (!done) wrong.push("it stopped before the end");
  if (ends !== 1) wrong.push(`it ended ${ends} times`);
  console.log(wrong.join("\n"));
  process.exit(wrong.length ? 1 : 0);
}
