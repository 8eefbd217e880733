import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { CLIENT_ID } from "../lib/server.ts";

/** spy notes in window.read whatever a page asks that could tell browsers apart, or that is kept in one. */
function spy(): void {
  const read = ((window as any).read = [] as string[]);
  const wrap = (owner: any, name: string, what: string) => {
    const found = Object.getOwnPropertyDescriptor(owner, name)!;
    for (const part of ["get", "set", "value"] as const) {
      const real = found[part];
      if (typeof real !== "function" || name === "constructor") continue;
      found[part] = function (this: any, ...args: any[]) {
        read.push(what);
        return real.apply(this, args);
      };
    }
    if (found.configurable) Object.defineProperty(owner, name, found);
  };
  const all = (type: any) => Object.getOwnPropertyNames(type.prototype).forEach((name) => wrap(type.prototype, name, `${type.name}.${name}`));
  for (const type of [Navigator, Screen, Storage, HTMLCanvasElement, WebGLRenderingContext, WebGL2RenderingContext, OfflineAudioContext, FontFaceSet, IDBFactory, BroadcastChannel]) all(type);
  wrap(Document.prototype, "cookie", "document.cookie");
  wrap(window, "matchMedia", "matchMedia");
  wrap(Intl.DateTimeFormat.prototype, "resolvedOptions", "Intl.resolvedOptions");
  wrap(Date.prototype, "getTimezoneOffset", "Date.getTimezoneOffset");
  for (const name of ["localStorage", "sessionStorage", "devicePixelRatio"]) wrap(window, name, name);
}

test("without consent nothing is read, kept or sent; with it, the same page does all of it", async ({ server, site, visitor }) => {
  const a = await visitor(desk);
  await a.context.addInitScript(spy);
  const asked: string[] = [];
  a.context.on("request", (request) => void asked.push(new URL(request.url()).pathname.replace(/[0-9a-f]{12}/, "HASH")));
  const page = await a.open(site.url("/"));
  await page.waitForFunction(() => "Rupt" in window);
  const attach = (consent: boolean) =>
    page.evaluate(([client_id, consent]) => (window as any).Rupt.attach({ client_id, account: "ida", consent }), [CLIENT_ID, consent]);
  const read = () => page.evaluate(() => [...new Set((window as any).read)].sort());

  expect(await attach(false)).toBeNull();
  expect(await read()).toEqual([]);
  expect(await a.context.cookies()).toEqual([]);
  expect(asked.filter((path) => !["/", "/page.js", "/sdk.js", "/favicon.ico"].includes(path)).sort()).toEqual(["/rupt-HASH.wasm", "/rupt.js"]);

  expect(await attach(true)).toMatchObject({ success: true });
  expect(await read()).toEqual(expect.arrayContaining(["Navigator.userAgent", "HTMLCanvasElement.getContext", "document.cookie", "Storage.setItem", "Screen.width"]));
  expect((await a.context.cookies()).map(({ name }) => name)).toContain("rpt_last_fp");
  expect((await server.api("/v2/user/ida/devices")).length).toBe(1);
});
