import type { Page } from "@playwright/test";
import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { CLIENT_ID } from "../lib/server.ts";

test("calls made before the module is there wait for it", async ({ site, visitor }) => {
  const a = await visitor(desk);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await a.context.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  const page = await a.open(site.url("/"));
  await page.waitForFunction(() => "Rupt" in window);
  await page.evaluate(() => {
    const { Rupt } = window as any;
    const settled = ((window as any).settled = [] as string[]);
    Rupt.getHash().then(() => settled.push("hash"));
    Rupt.getSignals().then(() => settled.push("signals"));
  });
  expect(await page.evaluate(() => (window as any).settled)).toEqual([]);
  release();
  await expect.poll(() => page.evaluate(() => (window as any).settled.sort())).toEqual(["hash", "signals"]);
});

test("what is measured while the module arrives is what is measured after", async ({ site, visitor }) => {
  const a = await visitor(desk);
  const hash = (page: Page) => page.evaluate(async () => (await (window as any).Rupt.getHash())[0]);
  const ready = async () => {
    const page = await a.open(site.url("/"));
    await page.waitForFunction(() => "Rupt" in window);
    return page;
  };
  const usual = await hash(await ready());
  /** Fonts of its own under the names of others are kept out by a hidden frame. */
  const withFonts = async () => {
    const page = await ready();
    await page.addStyleTag({ content: `@font-face { font-family: Roboto; src: local("DejaVu Sans"); }` });
    return page;
  };

  let arrive = () => {};
  let arrived = new Promise<void>((resolve) => (arrive = resolve));
  let there = true;
  await a.context.route("**/*.wasm", async (route) => {
    await arrived;
    await (there ? route.continue() : route.abort());
  });
  const frames = (page: Page) => page.locator("html > iframe").count();
  for (const between of ["nothing", "the page writes itself anew"]) {
    const page = await withFonts();
    const late = hash(page);
    await expect.poll(() => frames(page)).toBe(1);
    if (between !== "nothing") await page.evaluate(() => (document.documentElement.innerHTML = "<p>anew"));
    arrive();
    expect(await late, between).toBe(usual);
    expect(await frames(page)).toBe(0);
    arrived = new Promise((resolve) => (arrive = resolve));
  }

  there = false;
  const page = await withFonts();
  const never = page.evaluate(() => (window as any).Rupt.getHash().catch((error: any) => error.code));
  await expect.poll(() => frames(page)).toBe(1);
  arrive();
  expect(await never).toBe("load_failed");
  expect(await frames(page), "nothing is left in the page").toBe(0);
});

test("the hash needs no frame, verdicts do", async ({ site, visitor }) => {
  const page = await (await visitor(desk)).open(site.url("/"));
  await page.waitForFunction(() => "Rupt" in window);
  const added = await page.evaluate(async () => {
    const names: string[] = [];
    const note = (records: MutationRecord[]) => names.push(...records.flatMap((record) => [...record.addedNodes].map((node) => node.nodeName)));
    new MutationObserver(note).observe(document, { childList: true, subtree: true });
    const { Rupt } = window as any;
    await Rupt.getHash();
    const forHash = names.splice(0);
    await Rupt.getSignals();
    return { forHash, forVerdicts: names };
  });
  expect(added).toEqual({ forHash: ["DIV"], forVerdicts: ["IFRAME"] });
  expect(await page.locator("iframe").count()).toBe(0);
});

test("the script tag: every function, a hash of 256 characters, at least twenty signals", async ({ site, visitor, server }) => {
  const a = await visitor(desk);
  const page = await a.open(site.url("/"));
  await page.waitForFunction(() => "Rupt" in window);
  const found = await page.evaluate(async () => {
    const { Rupt } = window as any;
    const functions = Object.keys(Rupt).filter((name) => typeof Rupt[name] === "function");
    return { functions, hashes: await Rupt.getHash(), signals: await Rupt.getSignals(), version: Rupt.version, base: Rupt.BASE_URL, stored: [document.cookie, localStorage.length] };
  });
  expect(found.functions).toEqual(expect.arrayContaining([
    "attach", "detach", "getHash", "getFingerprint", "getSignals", "evaluate", "challenge", "getAttachedDevices", "identify",
    "getChallenge", "sendCode", "verifyCode", "listDevices", "kickDevice", "completeChallenge",
  ]));
  expect(found.hashes).toEqual([expect.stringMatching(/^[0-9A-Za-z_~-]{256}$/), null]);
  expect(found.version).toBe("2.32.0");
  expect(found.base).toBe(server.origin);
  expect(found.stored, "getHash stores nothing").toEqual(["", 0]);
  const real = Object.values(found.signals).filter((s: any) => !s.reason);
  expect(real.length).toBeGreaterThanOrEqual(20);
  for (const signal of Object.values(found.signals) as any[]) expect(signal.duration).toBeGreaterThanOrEqual(0);
  for (const name of ["fonts", "languages", "screenResolution", "timezone", "platform", "touchSupport", "math", "localStorage", "highEntropyValues"]) {
    expect(found.signals).toHaveProperty(name);
  }
});

test("the hash is the same on every page and in every tab", async ({ site, visitor }) => {
  const a = await visitor(desk);
  const hashes = new Set<string>();
  for (const path of ["/one", "/two", "/three"]) {
    const page = await a.open(site.url(path));
    await page.waitForFunction(() => "Rupt" in window);
    hashes.add(await page.evaluate(async () => (await (window as any).Rupt.getHash())[0]));
  }
  expect([...hashes]).toHaveLength(1);
});

test("the ES module: named and default exports, attach with api_url", async ({ site, visitor, server }) => {
  const a = await visitor(desk);
  const page = await a.open(site.url("/", { page: "/module.html" }));
  await page.waitForFunction(() => "sdk" in window);
  const found = await page.evaluate(async ([client_id, api_url]) => {
    const { named, Rupt } = (window as any).sdk;
    return {
      same: named.attach === Rupt.attach && named.getHash === Rupt.getHash,
      global: "Rupt" in window,
      reply: await named.attach({ client_id, account: "mod", api_url }),
    };
  }, [CLIENT_ID, server.origin]);
  expect(found).toMatchObject({ same: true, reply: { success: true, attached_devices: 1 } });
});

for (const [what, meta] of [["left the WebAssembly behind", "import.meta"], ["is no module either", "({})"]]) {
  test(`a bundle that ${what} has it from the API`, async ({ site, visitor, server }) => {
    const a = await visitor(desk);
    const text = await (await fetch(`${server.origin}/rupt.mjs`)).text();
    await a.context.route("**/bundled/rupt.mjs", (route) => route.fulfill({ contentType: "text/javascript", body: text.replaceAll("import.meta", meta) }));
    const page = await a.open(site.url("/"));
    const said: string[] = [];
    page.on("console", (message) => message.type() === "warning" && said.push(message.text()));
    const found = await page.evaluate(async ([client_id, api_url]) => {
      const { attach, getChallenge } = await import("/bundled/rupt.mjs" as string);
      const options = { client_id, account: "bundled", debug: true };
      const refused = await attach(options);
      const reply = await attach({ ...options, api_url: `${api_url}/` });
      const code = await getChallenge({ challenge: "nobody's", debug: true }).catch((error: any) => error.code);
      return { refused, reply, code };
    }, [CLIENT_ID, server.origin]);
    expect(found).toMatchObject({ refused: null, reply: { success: true }, code: "not_found" });
    expect(said[0]).toContain(meta === "import.meta" ? `load_failed: attach: The WebAssembly module could not be loaded. ${site.origin}/bundled/rupt-` : "Pass api_url.");
    expect(said.filter((text) => text.includes("not_found")), "debug says it once").toHaveLength(1);
  });
}

test("wasm_url: a folder of the site's own, with the API elsewhere", async ({ site, visitor, server }) => {
  const a = await visitor(desk);
  const fetched: string[] = [];
  await a.context.route("**/*.wasm", (route) => {
    fetched.push(route.request().url().replace(/[0-9a-f]{12}/, "HASH"));
    const name = new URL(route.request().url()).pathname.split("/").pop();
    return fetched.at(-1)!.includes("/static/") ? route.continue({ url: `${server.origin}/${name}` }) : route.fulfill({ status: 404 });
  });
  await a.context.route("**/bundled/rupt.mjs", (route) => route.continue({ url: `${server.origin}/rupt.mjs` }));
  const page = await a.open(site.url("/"));
  const found = await page.evaluate(async ([client_id, api_url]) => {
    const { attach, getHash } = await import("/bundled/rupt.mjs" as string);
    const [hash] = await getHash({ wasm_url: "/static/rupt/" });
    return { hash, reply: await attach({ client_id, account: "own", api_url }) };
  }, [CLIENT_ID, server.origin]);
  expect(found).toMatchObject({ hash: expect.stringMatching(/^.{256}$/), reply: { success: true } });
  expect(fetched.filter((url) => url.startsWith(site.origin))).toEqual([`${site.origin}/static/rupt/rupt-HASH.wasm`]);
});

test("a script from a place without the modules has them from the first call's API", async ({ site, visitor, server }) => {
  const a = await visitor(desk);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const text = await (await fetch(`${server.origin}/rupt.js`)).text();
  await a.context.route("http://cdn.localhost/**", async (route) => {
    if (route.request().url().endsWith(".js")) return route.fulfill({ contentType: "text/javascript", body: text });
    await held; // the call below is made while the script still looks beside itself
    return route.fulfill({ status: 404, headers: { "access-control-allow-origin": "*" } });
  });
  const page = await a.open(site.url("/", { page: "/bare.html" }));
  await page.addScriptTag({ url: "http://cdn.localhost/npm/openrupt/rupt.js" });
  const reply = page.evaluate(([client_id, api_url]) => (window as any).Rupt.attach({ client_id, account: "cdn", api_url }), [CLIENT_ID, server.origin]);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  release();
  expect(await reply).toMatchObject({ success: true });
});

for (const { what, tampered, wants } of [
  { what: "loads", tampered: false, wants: { success: true } },
  { what: "refuses modules that are not its own", tampered: true, wants: null },
]) {
  test(`a pinned script ${what}`, async ({ site, visitor, server }) => {
    const sums = await (await fetch(`${server.origin}/integrity.json`)).json();
    const a = await visitor(desk);
    if (tampered) {
      await a.context.route("**/*.wasm", async (route) => {
        const response = await route.fetch();
        const body = Buffer.concat([await response.body(), Buffer.from([0, 1, 0])]); // an empty section: as valid as before
        return route.fulfill({ response, body });
      });
    }
    const page = await a.open(site.url("/", { page: "/bare.html" }));
    const attach = async (integrity: string, account: string) => {
      await page.reload();
      await page.evaluate(([src, integrity]) => new Promise((resolve, reject) => {
        document.head.append(Object.assign(document.createElement("script"), { src, integrity, crossOrigin: "anonymous", onload: resolve, onerror: reject }));
      }), [`${server.origin}/rupt.js`, integrity]);
      return page.evaluate(([client_id, account]) => (window as any).Rupt.attach({ client_id, account, debug: true }), [CLIENT_ID, account]);
    };
    expect(await attach("", "unpinned"), "without a pin it may be any module").toMatchObject({ success: true });
    const reply = await attach(sums["rupt.js"], "pinned");
    if (wants) expect(reply).toMatchObject(wants);
    else expect(reply).toBe(wants);
    await expect(attach("sha384-" + "A".repeat(64), "other")).rejects.toThrow();
  });
}

test("an element of the page's with the id Rupt is not taken for the SDK", async ({ site, visitor, server }) => {
  const a = await visitor(desk);
  const page = await a.open(site.put("/named", `<!doctype html><title>A customer's page</title><section id="Rupt"></section><script src="${server.origin}/rupt.js"></script>`));
  const reply = await page.evaluate((client_id) => (window as any).Rupt.attach({ client_id, account: "named" }), CLIENT_ID);
  expect(reply).toMatchObject({ success: true });
});
