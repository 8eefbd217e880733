import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { sampleOf } from "../lib/samples.ts";

/** insert does with a Custom HTML tag what Tag Manager does: its markup is parsed, and its scripts are made anew so that they run. */
function insert(html: string): void {
  const holder = document.createElement("div");
  holder.innerHTML = html;
  for (const dead of holder.querySelectorAll("script")) {
    dead.replaceWith(Object.assign(document.createElement("script"), { text: dead.text }));
  }
  document.body.append(holder);
}

/** variables puts a reading of the data layer in place of every {{Name}}, as a container's compiler does. */
const variables = (html: string) =>
  html.replace(/\{\{(User ID|User Email)\}\}/g, (_, name) => `(dataLayer.reduce((found, e) => e["${name.toLowerCase().replace(" ", "_")}"] ?? found, undefined))`);

test("the Custom HTML tag attaches who is signed in, and once more where the SDK is there already", async ({ server, site, visitor }) => {
  const a = await visitor(desk);
  const attached: any[] = [];
  a.context.on("request", (request) => request.url().endsWith("/v2/device/attach") && attached.push(request.postDataJSON()));
  const page = await a.open(site.url("/", { page: "/bare.html" }));
  const tag = variables(sampleOf("docs/tag-managers.md", "{{User ID}}", server.origin));
  expect(tag).not.toContain("{{");

  await page.evaluate("window.dataLayer = [{ event: 'gtm.js' }]");
  await page.evaluate(insert, tag);
  expect(await page.evaluate(() => document.querySelectorAll("script[src]").length), "nobody is signed in: nothing is loaded").toBe(0);

  await page.evaluate(sampleOf("docs/tag-managers.md", "dataLayer.push", server.origin));
  await page.evaluate(insert, tag);
  await expect.poll(() => server.api("/v2/user/42/devices")).toEqual([expect.objectContaining({ status: "attached" })]);
  expect(attached).toEqual([expect.objectContaining({ user: "42", email: "nina@example.com" })]);

  await page.evaluate("dataLayer.push({ user_id: 43 })");
  await page.evaluate(insert, tag);
  await expect.poll(() => server.api("/v2/user/43/devices")).toHaveLength(1);
  expect(await page.evaluate(() => document.querySelectorAll("script[src]").length)).toBe(1);
});
