import { build } from "esbuild";
import { join } from "node:path";
import { sampleOf } from "../lib/samples.ts";
import { CLIENT_ID, type Server } from "../lib/server.ts";
import { expect, type Tracked, tracking } from "./tracking.ts";

const DESTINATION = "https://cdn.segment.com/next-integrations/actions/rupt/1.js";
const HOSTED = "https://cdn.rupt.dev/js/rupt.js";

const test = tracking.extend<{}, { destination: string }>({
  destination: [async ({}, use) => {
    const { outputFiles } = await build({ entryPoints: [join(import.meta.dirname, "destination.ts")], bundle: true, format: "iife", write: false });
    await use(outputFiles[0].text);
  }, { scope: "worker" }],
});

/** either is a field's mapping as the preset has it: of the event's traits, else of its properties. */
const either = (field: string) => {
  const traits = { "@path": `$.context.traits.${field}` };
  return { "@if": { exists: traits, then: traits, else: { "@path": `$.properties.${field}` } } };
};

/** source is what Segment's CDN says of a source with the destination in it, its preset untouched. */
const source = {
  integrations: { "Segment.io": { apiKey: "key", apiHost: "api.segment.io/v1" } },
  remotePlugins: [{
    name: "Rupt",
    creationName: "Rupt",
    url: DESTINATION,
    libraryName: "ruptDestination",
    settings: {
      client_id: CLIENT_ID,
      new_account_url: "/signup",
      subscriptions: [{
        id: "1", name: "Attach Device", enabled: true, partnerAction: "attach", subscribe: 'type = "page"',
        mapping: { account: { "@path": "$.userId" }, email: either("email"), phone: either("phone") },
      }],
    },
  }],
};

/** visit is a user who signs in and turns a page. */
async function visit({ page }: Tracked): Promise<void> {
  await page.evaluate(async (cdnSettings) => {
    (window as any).load({ cdnSettings });
    const { analytics } = window as any;
    await analytics.identify("42");
    await analytics.page("Cart", { email: "property@example.com", phone: "+12015550123" }, { context: { traits: { email: "trait@example.com" } } });
  }, source);
}

/** attached holds when the device is the user's and what was asked is what the destination passes on. */
async function attached(server: Server, { asked }: Tracked): Promise<void> {
  await expect.poll(() => server.api("/v2/user/42/devices")).toEqual([expect.objectContaining({ status: "attached" })]);
  expect(asked.attach).toEqual([expect.objectContaining({ user: "42", email: "trait@example.com", phone: "+12015550123", page: "/shop/cart" })]);
}

test("Segment's own destination: its one request answered by our script, a page() call attaches the device", async ({ server, tracked, destination }) => {
  const visitor = await tracked();
  const fetched: string[] = [];
  await visitor.page.route(DESTINATION, (route) => route.fulfill({ contentType: "text/javascript", body: destination }));
  await visitor.page.route(HOSTED, (route) => {
    fetched.push(route.request().url());
    const body = `document.head.append(Object.assign(document.createElement("script"), { src: "${server.origin}/js/rupt.js" }));`;
    return route.fulfill({ contentType: "text/javascript", body });
  });
  await visit(visitor);
  await attached(server, visitor);
  expect(fetched).toEqual([HOSTED]);
});

test("Segment's own destination on a page that has our script: the hosted one is not asked for", async ({ server, tracked, destination }) => {
  const visitor = await tracked();
  const elsewhere: string[] = [];
  visitor.page.on("request", (request) => void (/rupt\.dev/.test(request.url()) && elsewhere.push(request.url())));
  await visitor.page.route(DESTINATION, (route) => route.fulfill({ contentType: "text/javascript", body: destination }));
  await visitor.page.evaluate((html) => document.head.append(document.createRange().createContextualFragment(html)), sampleOf("docs/tag-managers.md", HOSTED, server.origin));
  await visit(visitor);
  await attached(server, visitor);
  expect(elsewhere).toEqual([]);
});
