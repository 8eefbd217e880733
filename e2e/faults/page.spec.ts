import { setTimeout as sleep } from "node:timers/promises";
import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { attaches, attaching, call, heard, ready, unharmed } from "./unharmed.ts";

interface Change {
  what: string;
  /** change runs in the page and gives the way back. */
  change: () => () => void;
  /** Attach succeeds all the same, or only where the SDK runs already; otherwise it is null. */
  works: boolean | "late";
}

// What pages, their old libraries and their polyfills do to what we stand on.
const changes: Change[] = [
  { what: "fetch is wrapped", works: true, change: () => {
    const own = window.fetch;
    window.fetch = (...args) => new Promise((resolve, reject) => setTimeout(() => own(...args).then(resolve, reject)));
    return () => void (window.fetch = own);
  } },
  { what: "fetch throws", works: false, change: () => {
    const own = window.fetch;
    window.fetch = () => { throw new Error("the page's fetch"); };
    return () => void (window.fetch = own);
  } },
  { what: "fetch gives nothing", works: false, change: () => {
    const own = window.fetch;
    (window as any).fetch = () => undefined;
    return () => void (window.fetch = own);
  } },
  { what: "Promise is a polyfill, and asking for the keyboard is refused", works: true, change: () => {
    const own = Promise, ask = (navigator as any).keyboard.getLayoutMap;
    // As those of frameworks that watch for changes: no instance of it is an instance of the browser's, nor the other way around.
    const Polyfill: any = function (run: any) {
      const inner = new own(run);
      return Object.setPrototypeOf({ then: (...f: any[]) => inner.then(...f), catch: (f: any) => inner.catch(f), finally: (f: any) => inner.finally(f) }, Polyfill.prototype);
    };
    for (const name of ["all", "race", "resolve", "reject", "allSettled", "any"]) Polyfill[name] = (value: any) => new Polyfill((resolve: any, reject: any) => (own as any)[name](value).then(resolve, reject));
    (window as any).Promise = Polyfill;
    (window as any).Keyboard.prototype.getLayoutMap = () => own.reject(new DOMException("refused", "SecurityError"));
    return () => { window.Promise = own; (window as any).Keyboard.prototype.getLayoutMap = ask; };
  } },
  { what: "JSON.stringify throws", works: false, change: () => {
    const own = JSON.stringify;
    JSON.stringify = () => { throw new Error("the page's JSON"); };
    return () => void (JSON.stringify = own);
  } },
  { what: "JSON.parse throws", works: false, change: () => {
    const own = JSON.parse;
    JSON.parse = () => { throw new Error("the page's JSON"); };
    return () => void (JSON.parse = own);
  } },
  { what: "arrays become JSON of their own, a text", works: true, change: () => {
    (Array.prototype as any).toJSON = function () { return `[${this}]`; };
    return () => void delete (Array.prototype as any).toJSON;
  } },
  { what: "arrays and objects have more members, which loops see", works: true, change: () => {
    (Array.prototype as any).last = function () { return this[this.length - 1]; };
    (Object.prototype as any).extend = function () {};
    (Object.prototype as any).flavour = "plain";
    return () => { delete (Array.prototype as any).last; delete (Object.prototype as any).extend; delete (Object.prototype as any).flavour; };
  } },
  { what: "Array.from is another function", works: true, change: () => {
    const own = Array.from;
    (Array as any).from = (item: any) => (item == null ? [] : [item]);
    return () => void (Array.from = own);
  } },
  { what: "the console throws", works: true, change: () => {
    const own = { ...console };
    console.warn = console.error = console.log = () => { throw new Error("the page's console"); };
    return () => void Object.assign(console, own);
  } },
  { what: "there are no event streams and no talk between tabs", works: true, change: () => {
    const { EventSource, BroadcastChannel } = window as any;
    delete (window as any).EventSource;
    delete (window as any).BroadcastChannel;
    return () => void Object.assign(window, { EventSource, BroadcastChannel });
  } },
  { what: "the address cannot be changed", works: true, change: () => {
    const own = History.prototype.replaceState;
    History.prototype.replaceState = () => { throw new DOMException("too often", "SecurityError"); };
    return () => void (History.prototype.replaceState = own);
  } },
  { what: "there is no WebAssembly", works: "late", change: () => {
    const own = WebAssembly;
    delete (window as any).WebAssembly;
    return () => void Object.assign(window, { WebAssembly: own });
  } },
  { what: "nothing is random", works: "late", change: () => {
    const own = Crypto.prototype.getRandomValues;
    Crypto.prototype.getRandomValues = () => { throw new DOMException("no entropy", "QuotaExceededError"); };
    return () => void (Crypto.prototype.getRandomValues = own);
  } },
];

for (const when of ["early", "late"] as const) {
  test(`what pages change, ${when}: attach settles, the page works, and attach does once it is undone`, async ({ site, server, visitor }) => {
    const a = await visitor(desk);
    // Late enough that what the loader began is still nobody's.
    if (when === "early") await a.context.route("**/*.wasm", (route) => sleep(200).then(() => route.continue()));
    const page = await a.context.newPage();
    for (const { what, change, works } of changes) {
      await test.step(what, async () => {
        await page.goto(site.url("/", { sdk: "late" }));
        if (when === "early") await page.evaluate(`void (window.undo = (${change})())`);
        await page.evaluate((src) => document.head.append(Object.assign(document.createElement("script"), { src, crossOrigin: "anonymous" })), `${server.origin}/rupt.js`);
        await ready(page);
        if (when === "late") {
          await call(page, "getHash", {});
          await page.evaluate(`void (window.undo = (${change})())`);
        }
        const reply = await call(page, "attach");
        if (works === true || works === when) expect(reply, what).toMatchObject({ success: true });
        else expect(reply, what).toBeNull();
        await unharmed(a, page, what);
        await page.evaluate("undo()");
        await attaches(page, `${what}, undone`);
        await unharmed(a, page, what);
      });
    }
  });
}

test("arrays that become JSON of their own are sent as the arrays that they are", async ({ site, visitor }) => {
  const a = await visitor(desk);
  const page = await a.open(heard(site));
  await ready(page);
  await page.evaluate(() => void ((Array.prototype as any).toJSON = function () { return `[${this}]`; })); // as Prototype.js 1.7 does
  const groups = [{ id: "staff" }, { id: "team" }], metadata = { tags: ["a", ["b"]] };
  const sent = page.waitForRequest((r) => r.url().endsWith("/v2/device/attach") && r.method() === "POST");
  expect(await call(page, "attach", { ...attaching, groups, metadata })).toMatchObject({ success: true, metadata });
  expect((await sent).postDataJSON()).toMatchObject({ groups, metadata });
});

test("what would be an error of the page's is noticed by these tests", async ({ site, visitor }) => {
  const a = await visitor(desk);
  const page = await a.open(site.url("/", { sdk: "late" }));
  await page.evaluate(() => {
    setTimeout(() => { throw new Error("thrown"); });
    Promise.reject(new Error("rejected"));
  });
  await expect.poll(() => a.console).toEqual(expect.arrayContaining(["uncaught: thrown", "uncaught: rejected"]));
});
