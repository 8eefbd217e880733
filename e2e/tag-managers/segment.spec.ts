import { expect, tracking as test } from "./tracking.ts";
import { desk, laptop } from "../lib/devices.ts";
import { CLIENT_ID, type Server } from "../lib/server.ts";
import type { Plugin } from "@segment/analytics-next";
import type { RuptPlugin } from "../../sdk/segment/src/plugin.ts";

/** To TypeScript, ours is a plugin of theirs. */
const typed = (ours: RuptPlugin): Plugin => ours;
void typed;

const settings = (server: Server, more: object = {}) => ({ client_id: CLIENT_ID, new_account_url: "/signup", api_url: server.origin, ...more });

const devices = async (server: Server, account: string) => {
  const found = await server.api(`/v2/user/${account}/devices`);
  return Array.isArray(found) ? found : [];
};

test("a page() call attaches the device, with what identify said of the user", async ({ server, tracked }) => {
  const { page, asked } = await tracked();
  await page.evaluate(async (settings) => {
    const { load, plugin } = window as any;
    load({ plugins: [plugin({ ...settings, fields: { metadata: () => ({ plan: "pro" }) } })] });
    await (window as any).analytics.page(); // nobody has signed in yet
    await (window as any).analytics.identify("42", { email: "nina@example.com", phone: "+12015550123" });
    await (window as any).analytics.track("Song Played");
  }, settings(server));
  expect(asked.attach, "neither a stranger's page() nor identify() nor track() attaches").toEqual([]);
  await page.evaluate(() => (window as any).analytics.page());
  await expect.poll(() => devices(server, "42")).toEqual([expect.objectContaining({ status: "attached", metadata: { plan: "pro" } })]);
  expect(asked.attach).toEqual([expect.objectContaining({ user: "42", email: "nina@example.com", phone: "+12015550123", page: "/shop/cart" })]);
  await expect.poll(() => asked.segment.map((e) => e.type), "Segment has every event").toEqual(["page", "identify", "track", "page"]);
});

test("fields: context.traits before properties before identify", async ({ server, tracked }) => {
  const { page, asked } = await tracked();
  await page.evaluate((settings) => {
    const { load, plugin } = window as any;
    load({ plugins: [plugin({ ...settings, fields: { include_page: () => false } })] });
    (window as any).analytics.identify("1", { email: "known@example.com" });
  }, settings(server));
  const visit = async (properties: object, options: object) => {
    const before = asked.attach.length;
    await page.evaluate(([properties, options]) => (window as any).analytics.page("Docs", properties, options), [properties, options]);
    await expect.poll(() => asked.attach.length).toBe(before + 1);
    return asked.attach.at(-1);
  };
  const traits = { email: "trait@example.com" }, properties = { email: "property@example.com" };
  expect(await visit(properties, { context: { traits } })).toMatchObject({ user: "1", email: "trait@example.com" });
  expect(await visit(properties, {})).toMatchObject({ user: "1", email: "property@example.com" });
  const last = await visit({}, {});
  expect(last).toMatchObject({ user: "1", email: "known@example.com" });
  expect(last.page ?? "", "include_page").toBe("");
});

test("without consent nothing is loaded or sent; integrations and triggers are heeded", async ({ server, tracked }) => {
  const { page, asked } = await tracked();
  await page.evaluate((settings) => {
    const { load, plugin } = window as any;
    (window as any).agreed = undefined;
    load({ plugins: [plugin({ ...settings, consent: async () => (window as any).agreed, trigger: (e: any) => e.type === "track" })] });
    (window as any).analytics.identify("7");
  }, settings(server));
  const track = (options = {}) => page.evaluate((options) => (window as any).analytics.track("Song Played", {}, options), options);
  await track();
  expect(await page.evaluate(() => ["Rupt" in window, document.cookie.includes("rpt_"), document.querySelectorAll("script[src*='rupt.js']").length])).toEqual([false, false, 0]);
  await page.evaluate(() => ((window as any).agreed = true));
  await track({ integrations: { Rupt: false } });
  await track({ integrations: { "Rupt (Actions)": false } });
  await page.evaluate(() => (window as any).analytics.page());
  await expect.poll(() => asked.segment.length).toBe(5);
  expect(asked.attach).toEqual([]);
  await track();
  await expect.poll(() => devices(server, "7")).toHaveLength(1);
});

test("fails open: without the SDK's server, and with settings that throw, events go through", async ({ server, tracked }) => {
  const { page, asked } = await tracked();
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  const uncaught: string[] = [];
  page.on("pageerror", (error) => uncaught.push(error.message));
  await page.evaluate(async (settings) => {
    const { load, plugin } = window as any;
    const broken = plugin({ ...settings, fields: { email: () => { throw new Error("broken field"); } } });
    load({ plugins: [plugin({ ...settings, api_url: "http://localhost:9" }), { ...broken, name: "Broken" }] });
    await (window as any).analytics.identify("9");
    await (window as any).analytics.page();
  }, settings(server));
  await expect.poll(() => asked.segment.map((e) => e.type)).toEqual(["identify", "page"]);
  await expect.poll(() => said.filter((text) => text.startsWith("[rupt] segment:"))).toEqual(
    expect.arrayContaining(["[rupt] segment: broken field", "[rupt] segment: http://localhost:9/rupt.js did not load"]));
  expect(uncaught).toEqual([]);
});

test("a second device meets the challenge, and settings are its ways out", async ({ server, site, tracked }) => {
  const visit = async (device: typeof desk) => {
    const { page } = await tracked(device);
    await page.evaluate(async (settings) => {
      const { load, plugin } = window as any;
      load({ plugins: [plugin({ ...settings, options: () => ({ limit_config: { overall_device_limit: 1 } }) })] });
      await (window as any).analytics.identify("share", { email: "share@example.com" });
      await (window as any).analytics.page();
    }, settings(server, { new_account_url: site.url("/own"), success_url: site.url("/back"), logout_url: site.url("/bye") }));
    return page;
  };
  await visit(desk);
  await expect.poll(() => devices(server, "share")).toHaveLength(1);
  const page = await visit(laptop);
  await page.waitForURL(`${server.origin}/challenge?*`);
  const query = new URL(page.url()).searchParams;
  expect([query.get("new_account"), query.get("success"), query.get("logout")]).toEqual([site.url("/own"), site.url("/back"), site.url("/bye")]);
});
