import { type BrowserContext, type Page } from "@playwright/test";

import { desk, phone } from "../lib/devices.ts";
import { expect, test as base, type Visitor } from "../lib/fixtures.ts";
import { type Hosted, ways } from "./host.ts";

/** The apps of this folder: how they are built and served. */
const apps = [
  { app: "vite-react", way: "vite" },
  { app: "vite-react", way: "dev" },
  { app: "vite-vue", way: "vite" },
  { app: "vite-svelte", way: "vite" },
  { app: "webpack", way: "script" },
  { app: "esbuild", way: "script" },
  { app: "next", way: "next" },
  { app: "import-map", way: "copy" },
  { app: "script-tag", way: "copy" },
] as const;

const test = base.extend<{ host: (app: string, way: keyof typeof ways) => Promise<Hosted> }>({
  host: async ({}, use) => {
    const hosted: Hosted[] = [];
    await use(async (app, way) => {
      hosted.push(await ways[way](app));
      return hosted.at(-1)!;
    });
    await Promise.all(hosted.map((h) => h.stop()));
  },
});

/** address is the page of an app that attaches with options. */
const address = ({ origin }: Hosted, options: object) => `${origin}/?attach=${encodeURIComponent(JSON.stringify(options))}`;

/** watch lists what the pages of a browser ask for: attaches, and the origins of WebAssembly modules that arrived. */
function watch(context: BrowserContext) {
  const seen = { attaches: 0, modules: [] as string[] };
  context.on("request", (request) => void (seen.attaches += Number(request.url().endsWith("/v2/device/attach") && request.method() === "POST")));
  context.on("response", (response) => {
    const { origin, pathname } = new URL(response.url());
    if (response.ok() && pathname.endsWith(".wasm") && response.headers()["content-type"]?.startsWith("application/wasm")) seen.modules.push(origin);
  });
  return seen;
}

/** complaints are what the console says against the page. */
const complaints = (...visitors: Visitor[]) => visitors.flatMap(({ said }) => said.filter((line) => /^(error|warning|uncaught)/.test(line)));

const status = (page: Page) => page.locator("#status");

for (const { app, way } of apps) {
  test(`${app} (${way})`, async ({ server, visitor, attachOptions, host }) => {
    const hosted = await host(app, way);

    await test.step("attaches, shows the hash, and finds both modules", async () => {
      const url = address(hosted, attachOptions("ada", { api_url: server.origin, challenge_mode: "modal" }));
      const a = await visitor(desk);
      const seen = watch(a.context);
      const page = await a.open(url);
      await expect(status(page)).toHaveText("attached");
      await expect(page.locator("#hash")).toHaveText(/^[0-9A-Za-z_~-]{256}$/);
      const devices = await server.api("/v2/user/ada/devices");
      expect(devices.map((d: any) => d._id)).toEqual([await page.locator("#device").textContent()]);
      expect(seen.attaches, "StrictMode and hydration attach once").toBe(1);

      const b = await visitor(phone);
      const seenToo = watch(b.context);
      await expect((await b.open(url)).getByRole("dialog"), "the challenge, from its own module").toBeVisible();
      expect([...seen.modules, ...seenToo.modules]).toEqual(Array(3).fill(hosted.origin));
      expect(complaints(a, b)).toEqual([]);
    });

    if (way === "next") await test.step("renders on its server", async () => {
      const html = await (await fetch(address(hosted, attachOptions("ada", { api_url: server.origin })))).text();
      expect(html).toContain('<output id="status">idle</output>');
    });

    if (app.startsWith("vite-")) await test.step("follows the user, survives being unmounted, tells of a challenge", async () => {
      const url = address(hosted, attachOptions("bea", { api_url: server.origin, quiet: true }));
      const a = await visitor(desk);
      const seen = watch(a.context);
      const page = await a.open(url);
      const click = (name: string) => page.getByRole("button", { name }).click();
      await expect(status(page)).toHaveText("attached");

      await click("Switch user");
      await expect.poll(async () => (await server.api("/v2/user/bea-2/devices")).length).toBe(1);
      await expect(status(page)).toHaveText("attached");
      await click("Sign out");
      await expect(status(page)).toHaveText("idle");
      await expect(page.locator("#device")).toHaveText("");
      expect(seen.attaches).toBe(2);

      await page.reload(); // and the part that attaches is gone before it has
      await click("Toggle");
      await expect(status(page)).toHaveCount(0);
      await expect.poll(() => seen.attaches).toBe(3);
      await click("Toggle");
      await expect(status(page)).toHaveText("attached");

      const b = await visitor(phone);
      const other = await b.open(url);
      await expect(other.locator("#challenge")).toHaveText(/^[0-9a-f]{24}$/);
      expect(new URL(other.url()).origin, "on_challenge has kept it closed").toBe(hosted.origin);
      expect(complaints(a, b)).toEqual([]);
    });
  });
}
