import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page, Route } from "@playwright/test";
import { desk, type Device } from "../lib/devices.ts";
import { test } from "../lib/fixtures.ts";

const root = join(import.meta.dirname, "../..");

/** A page with Segment's own analytics.js and, as window.plugin, ours. asked are the bodies that Segment and our server got. */
export interface Tracked {
  page: Page;
  asked: { segment: any[]; attach: any[] };
}

/** tracking gives a customer's page that is tracked. Only Segment's servers are stood in for. */
export const tracking = test.extend<{ tracked: (device?: Device, page?: string) => Promise<Tracked> }>({
  tracked: async ({ visitor, site, server }, use) => {
    await use(async (device = desk, name = "/bare.html") => {
      const { context, open } = await visitor(device).then((a) => ({ context: a.context, open: (url: string) => a.open(url) }));
      const asked: Tracked["asked"] = { segment: [], attach: [] };
      await context.route(`${site.origin}/ajs/*`, fromFolder("node_modules/@segment/analytics-next/dist/umd"));
      await context.route(`${site.origin}/plugin/*`, fromFolder("sdk/segment/dist/esm"));
      await context.route("https://api.segment.io/**", (route) => {
        asked.segment.push(route.request().postDataJSON());
        return route.fulfill({ json: { success: true }, headers: { "access-control-allow-origin": "*" } });
      });
      context.on("request", (request) => {
        if (request.url() === `${server.origin}/v2/device/attach`) asked.attach.push(request.postDataJSON());
      });
      const page = await open(site.url("/shop/cart", { page: name }));
      await page.addScriptTag({ url: "/ajs/index.js" });
      await page.evaluate(prepare);
      return { page, asked };
    });
  },
});

const fromFolder = (folder: string) => async (route: Route) =>
  route.fulfill({ contentType: "text/javascript", body: await readFile(join(root, folder, new URL(route.request().url()).pathname.split("/").pop()!)) });

/** prepare leaves window.load, which loads analytics.js without asking Segment for the source's settings. */
async function prepare(): Promise<void> {
  const page = window as any;
  page.plugin = (await import("/plugin/index.js" as string)).rupt;
  page.load = (more: object) => {
    const cdnSettings = { integrations: { "Segment.io": { apiKey: "key", apiHost: "api.segment.io/v1" } } };
    page.analytics = page.AnalyticsNext.AnalyticsBrowser.load({ writeKey: "key", cdnSettings, ...more });
  };
}

export { expect } from "../lib/fixtures.ts";
