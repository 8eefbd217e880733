import type { Page } from "@playwright/test";
import { desk } from "../lib/devices.ts";
import { expect, test as base } from "../lib/fixtures.ts";
import { sampleOf } from "../lib/samples.ts";
import type { Server } from "../lib/server.ts";
import { container, type Tag } from "./container.ts";

/** A page with the container, and the bodies of its attaches. */
interface Tagged {
  page: Page;
  attaches: any[];
  scripts: string[];
}

const test = base.extend<{ tagged: (before?: string) => Promise<Tagged> }>({
  tagged: async ({ visitor, site, server }, use) => {
    await use(async (before = "") => {
      const { context } = await visitor(desk);
      const page = await context.newPage();
      const attaches: any[] = [], scripts: string[] = [];
      page.on("request", (request) => {
        if (request.url() === `${server.origin}/v2/device/attach`) attaches.push(request.postDataJSON());
        if (request.url() === `${server.origin}/rupt.js`) scripts.push(request.url());
      });
      await page.goto(site.url("/shop", { page: "/bare.html" }));
      if (before) await page.addScriptTag({ content: before });
      const tag: Tag = {
        html: sampleOf("docs/tag-managers.md", "{{User ID}}", server.origin),
        triggers: ["gtm.js", "signed_in"],
        variables: { "User ID": "user_id", "User Email": "user_email" },
      };
      await page.evaluate(container, tag);
      await page.evaluate(() => (window as any).dataLayer.push({ event: "gtm.js" }));
      return { page, attaches, scripts };
    });
  },
});

/** attached waits for the account's one device. */
const attached = (server: Server, account: string) =>
  expect.poll(() => server.api(`/v2/user/${account}/devices`)).toEqual([expect.objectContaining({ status: "attached" })]);

const signedIn = () => sampleOf("docs/tag-managers.md", "signed_in", "");

test("who is signed in when the container comes is attached, once", async ({ server, tagged }) => {
  const { page, attaches, scripts } = await tagged(signedIn());
  await attached(server, "42");
  await page.waitForTimeout(500); // what would be too much has come by then
  expect(attaches).toEqual([expect.objectContaining({ user: "42", email: "nina@example.com" })]);
  expect(scripts, "two triggers fire it before the script has come").toHaveLength(1);
});

test("who signs in later is attached then, and a stranger loads nothing", async ({ server, tagged }) => {
  const { page, attaches, scripts } = await tagged();
  await page.evaluate(() => (window as any).dataLayer.push({ event: "gtm.dom" }, { event: "signed_out" }));
  expect([attaches, scripts]).toEqual([[], []]);
  await page.addScriptTag({ content: signedIn() });
  await attached(server, "42");
  await page.evaluate(() => (window as any).dataLayer.push({ event: "signed_in", user_id: 43, user_email: undefined }));
  await attached(server, "43");
  expect(attaches.map(({ user, email }) => [user, email ?? ""])).toEqual([["42", "nina@example.com"], ["43", ""]]);
  expect(scripts).toHaveLength(1);
});
