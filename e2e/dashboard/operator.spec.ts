import type { Page } from "@playwright/test";
import { createServer } from "node:http";
import { once } from "node:events";
import { faults } from "../lib/axe.ts";
import { Challenge } from "../lib/challenge.ts";
import { desk, phone } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import type { Server } from "../lib/server.ts";

const KEY = "admin_dev_demo";

async function signIn(page: Page, server: Server): Promise<void> {
  await page.goto(`${server.origin}/admin`);
  await page.getByLabel("Admin key").fill(KEY);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
}

const section = (page: Page, name: string) => page.getByRole("navigation", { name: "Project" }).getByRole("link", { name }).click();

const post = (server: Server, path: string, body: object) =>
  server.api(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** administer calls the API of operators for the demo project. */
const administer = (server: Server, path: string, body: object) =>
  server.api(`/admin/v1/projects/de3000000000000000000001${path}`, { method: "POST", headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" }, body: JSON.stringify(body) });

/** receiver is a back end that takes webhooks. */
async function receiver() {
  const ids: string[] = [];
  const http = createServer((request, response) => {
    ids.push(String(request.headers["webhook-id"]));
    response.writeHead(204).end();
  }).listen(0, "localhost");
  await once(http, "listening");
  return { ids, url: `http://localhost:${(http.address() as { port: number }).port}/hooks`, close: () => http.close() };
}

test("an operator's day: overview, user, visits, policy, webhook, key", async ({ server, visitor, browser }) => {
  const hooks = await receiver();
  const context = await browser.newContext();
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (m) => m.type() === "error" && !/401|400/.test(m.text()) && problems.push(m.text()));
  page.on("pageerror", (e) => problems.push(String(e)));
  await signIn(page, server);

  await section(page, "Webhooks");
  await page.getByText("Add an endpoint").click();
  await page.getByLabel("URL").fill(hooks.url);
  await page.getByLabel("challenge.initiated").check();
  await page.getByRole("button", { name: "Add endpoint" }).click();
  await expect(page.getByText(/^whsec_/)).toBeVisible();

  await section(page, "Overview");
  await expect(page.getByText("None was raised yet.")).toBeVisible();
  const a = await visitor(desk);
  const first = await a.open(`${server.origin}/`);
  await first.getByRole("button", { name: "Sign in" }).click();
  await expect(first.getByRole("status")).toContainText("1 device");
  const opened = a.context.waitForEvent("page");
  await first.getByRole("link", { name: "Second device" }).click();
  const second = await opened;
  await second.getByRole("button", { name: "Sign in" }).click();
  await second.waitForURL("**/challenge?*");
  await new Challenge(second).mine();

  // By itself, without a reload: a table that was opened stays open, and what has the focus keeps it.
  const latest = page.getByRole("region", { name: "Challenges, list" });
  await expect(latest.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("list", { name: "In the last 24 hours" })).toContainText("Attaches 2");
  await page.getByText("Attaches as a table").click();
  await post(server, "/v2/evaluate", { action: "signup", email: "x@mailinator.com", ip: "198.51.100.1" });
  await expect(page.getByRole("list", { name: "In the last 24 hours" })).toContainText("Verdicts 1 1 denied");
  await expect(page.getByRole("region", { name: "Attaches, table" })).toBeVisible();

  await latest.locator("tbody a.account").first().click();
  await expect(page.getByRole("heading", { name: "Is it shared?" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Devices, list" }).locator("tbody tr")).toHaveCount(2);
  await page.getByRole("link", { name: "Compare visits" }).click();
  await expect(page.getByRole("list", { name: "Comparison" })).toContainText("Similarity");
  const gpu = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "gpu.model" }) });
  await expect(gpu).toContainText(/Agree|Differ/);

  await section(page, "Policy");
  await page.getByLabel("Policy in YAML").fill("rules: []");
  await page.getByRole("button", { name: "Try on the last day" }).click();
  await expect(page.getByRole("region", { name: "Verdicts" })).toContainText(/Deny\s*Allow changed/);

  await section(page, "Webhooks");
  await expect.poll(() => hooks.ids.length).toBe(1);
  await page.getByRole("region", { name: "Deliveries, newest first" }).locator("tbody a").first().click();
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText("Sent again, under the same id.")).toBeVisible();
  await expect.poll(() => hooks.ids).toEqual([hooks.ids[0], hooks.ids[0]]);

  await section(page, "Keys");
  await page.getByRole("button", { name: "Make a key" }).click();
  const secret = await page.getByText(/^sk_/).textContent();
  const status = await fetch(`${server.origin}/v2/challenges`, { headers: { authorization: `Bearer ${secret}` } });
  expect(status.status).toBe(200);

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Admin key")).toBeVisible();
  await page.goto(`${server.origin}/admin`);
  await expect(page.getByLabel("Admin key")).toBeVisible();
  expect(problems).toEqual([]);
  await context.close();
  hooks.close();
});

test("every page, light and dark, wide and narrow: axe finds nothing and nothing is too wide", async ({ server, browser }) => {
  test.slow();
  await administer(server, "/webhooks", { url: "http://localhost:9/hooks/" + "long/".repeat(40) });
  for (const [n, fingerprint] of ["a", "b", "c"].entries())
    await post(server, "/v2/device/attach", { account: LONG, email: `${LONG}@example.com`, ip: `198.51.100.${n + 1}`, fingerprint: fingerprint.repeat(2048), metadata: { note: LONG } });
  const { data } = await server.api("/v2/challenges");
  const page = await browser.newPage();
  await page.goto(`${server.origin}/admin`);
  await inspected(page, "sign in");
  await signIn(page, server);
  const base = page.url().replace(/\/overview.*/, "");
  const found = async () => (await page.goto(`${base}/webhooks`), page.getByRole("region", { name: "Deliveries, newest first" }).locator("tbody a"));
  await expect(async () => expect(await (await found()).count()).toBeGreaterThan(0)).toPass();
  const delivery = (await (await found()).first().getAttribute("href"))!.replace(/^.*(?=\/deliveries)/, "");
  for (const path of ["/overview?live=off", "/users", "/users?q=nobody", `/users/${LONG}`, "/challenges", `/challenges/${data[0]._id}`, `/inspect?user=${LONG}`, "/inspect", "/policy", "/webhooks", delivery, "/settings", "/keys", "/users/nobody"]) {
    await page.goto(base + path);
    await inspected(page, path);
  }
  await page.close();
});

const LONG = "a.very.long.account.name.without.a.single.space.that.has.to.wrap";

/** inspected fails where a page, all of it unfolded, is hard to use in a theme, or wider than a small phone. */
async function inspected(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.evaluate(() => document.querySelectorAll<HTMLDetailsElement>("details:not(.menu)").forEach((d) => (d.open = true)));
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect.soft(await faults(page), `${name}, ${colorScheme}`).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), `${name}: width at 320`).toBe(320);
}

test("an overview that is open tells when the server stops answering, and when the session has ended", async ({ server, browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, server);
  const old = page.getByRole("alert");
  const stamp = () => page.locator("h1 + p time").getAttribute("datetime");
  const first = await stamp();
  await expect.poll(stamp, "it asks by itself").not.toBe(first);
  await expect(old).toBeHidden();
  await context.setOffline(true);
  await expect(old).toContainText("These numbers are old");
  await expect(page.getByRole("heading", { name: "Attaches" })).toBeVisible();
  await context.setOffline(false);
  await expect(old).toBeHidden();

  await server.restart(); // a session outlives it
  await expect.poll(stamp).not.toBe(await stamp());
  await context.clearCookies();
  await expect(page.getByLabel("Admin key")).toBeVisible();
  await page.getByLabel("Admin key").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(old).toHaveText("This is not the admin key.");
  await page.getByLabel("Admin key").fill(KEY);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page, "back to where it was").toHaveURL(/\/overview$/);
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await context.close();
});

test("on a phone, no list has to be pushed sideways", async ({ server, browser, site, visitor, attachOptions }) => {
  for (const device of [desk, phone]) {
    const v = await visitor(device);
    await v.open(site.url("/", { attach: { ...attachOptions("ida"), suppress: ["on_challenge"] } }));
    await expect.poll(() => v.has("attach")).toBe(true);
  }
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await signIn(page, server);
  const base = page.url().replace(/\/overview.*/, "");
  for (const path of ["/overview?live=off", "/users", "/users/ida", "/challenges", "/inspect?user=ida", "/webhooks", "/keys"]) {
    await page.goto(base + path);
    await page.evaluate(() => document.querySelectorAll<HTMLDetailsElement>("details:not(.menu)").forEach((d) => (d.open = true)));
    const wide = await page.locator(".scroll").evaluateAll((all) => all.filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.ariaLabel));
    expect.soft(wide, path).toEqual([]);
  }
  await page.goto(`${base}/inspect?user=ida`);
  await expect(page.getByRole("region", { name: "Segments, list" })).toContainText(/Not compared/);
  await page.close();
});

test("the keyboard is enough", async ({ server, browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.origin}/admin`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type(KEY);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await context.close();
});
