import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { desk } from "../lib/devices.ts";
import { expect, test as base, type Visitor } from "../lib/fixtures.ts";
import { type Sample, samplesOf } from "../lib/samples.ts";
import { CLIENT_ID, type Server } from "../lib/server.ts";
import { table } from "./table.ts";

const root = join(import.meta.dirname, "../..");
const CDN = "https://cdn.jsdelivr.net/npm/openrupt@0.1.0/dist/";

/** A sample in a browser: its page has been opened. */
interface Run {
  page: Page;
  visitor: Visitor;
  server: Server;
  /** The bodies that attach has sent. */
  sent: { user: string }[];
}

const test = base.extend<{ run: (sample: Sample) => Promise<Run> }>({
  run: async ({ server, site, visitor }, use) => {
    await use(async (sample) => {
      const v = await visitor(desk);
      const sent = await stand(v, server);
      return { sent, page: await v.open(site.put("/sample", await pageOf(sample, server))), visitor: v, server };
    });
  },
});

/** What a sample of that kind has to bring about. */
const outcomes: Record<string, (run: Run) => Promise<unknown>> = {
  "page loads": ({ page }) => page.waitForFunction(() => typeof (window as any).Rupt?.attach === "function"),
  "page attaches": async ({ server, sent }) => {
    await expect.poll(() => sent).toHaveLength(1);
    const [{ user }] = sent;
    await expect.poll(() => server.api(`/v2/user/${encodeURIComponent(user)}/devices`)).toEqual([expect.objectContaining({ status: "attached" })]);
  },
  "page makes a form": async ({ page }) => {
    await expect.poll(() => page.evaluate(() => (window as any).form)).toMatchObject({ hashes: [expect.stringMatching(/^.{256}$/), null], version: "2.32.0" });
  },
  "page is challenged": ({ page, server }) => page.waitForURL(`${server.origin}/challenge?*`),
  "page passes a challenge": async ({ server }) => {
    await expect.poll(async () => (await server.api("/v2/challenges")).data.map((c: any) => c.status)).toEqual(["completed"]);
    const devices = await server.api("/v2/user/42/devices");
    expect(devices.map((d: any) => d.status).sort(), "the chosen device is logged out").toEqual(["attached", "detached"]);
  },
};

for (const file of Object.keys(table)) {
  samplesOf(file).forEach((sample, i) => {
    const outcome = outcomes[table[file][i]];
    if (outcome) test(`${file}:${sample.line} ${table[file][i]}`, async ({ run, server }) => {
      if (/challenge/.test(table[file][i])) await other(server);
      const ran = await run(sample);
      await outcome(ran);
      expect(ran.visitor.said.filter((line) => /^(error|uncaught)/.test(line))).toEqual([]);
    });
  });
}

/** stand stands in for what is not ours: a CDN that has our release, Segment, and who reads the code. It resolves to what attach sends. */
async function stand(visitor: Visitor, server: Server): Promise<Run["sent"]> {
  const sent: Run["sent"] = [];
  visitor.context.on("request", (request) => {
    if (request.url() === `${server.origin}/v2/device/attach`) sent.push(request.postDataJSON());
  });
  const cors = { "access-control-allow-origin": "*" };
  await visitor.context.route(`${CDN}*`, async (route) => {
    const name = route.request().url().slice(CDN.length);
    await route.fulfill({ headers: cors, contentType: name.endsWith(".wasm") ? "application/wasm" : "text/javascript", body: await readFile(join(root, "web/dist", name)) });
  });
  await visitor.context.route("https://cdn.segment.com/v1/projects/*/settings", (route) =>
    route.fulfill({ headers: cors, json: { integrations: { "Segment.io": { apiKey: "key", apiHost: "api.segment.io/v1" } } } }));
  await visitor.context.route("https://api.segment.io/**", (route) => route.fulfill({ headers: cors, json: { success: true } }));
  await visitor.context.exposeFunction("codeOf", async () => {
    const { data } = await server.api("/v2/challenges");
    return (await server.code(data[0]._id, "email")).code;
  });
  return sent;
}

/** other is another device of the user, at another address. */
const other = (server: Server) => server.api("/v2/device/attach", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ account: "42", email: "nina@example.com", fingerprint: "a".repeat(64), ip: "203.0.113.1", user_agent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" }),
});

/** pageOf is the customer's page: the sample is its markup, or its script behind ours, bundled as they would. */
async function pageOf({ lang, text }: Sample, server: Server): Promise<string> {
  const sums = await (await fetch(`${server.origin}/integrity.json`)).json();
  const here = text.replaceAll("https://rupt.example.com", server.origin).replaceAll("sha384-…", sums["rupt.js"]);
  const frame = (body: string) => `<!doctype html><html lang="en"><title>Sample</title><link rel="icon" href="data:,"><body>${body}</body></html>`;
  if (lang === "html") return frame(here);
  const { outputFiles } = await build({
    stdin: { contents: (await given(server)) + here + "\nif (typeof form === 'object') window.form = form;", resolveDir: root },
    alias: { openrupt: join(root, "web/dist/rupt.mjs"), "@openrupt/segment": join(root, "sdk/segment/dist/esm/index.js") },
    bundle: true, format: "esm", write: false, logLevel: "silent",
  });
  return frame(`<script src="${server.origin}/rupt.js"></script><script type="module">${outputFiles[0].text.replaceAll("</script", "<\\/script")}</script>`);
}

/** given are the names that samples take for the page's own. */
async function given(server: Server): Promise<string> {
  const { secret } = await server.api("/token/sign", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ user: "42", limit_config: { overall_device_limit: 2 } }) });
  return `
    const user = { id: "42", email: "nina@example.com", phone: "+12015550123", secret: "${secret}" };
    const client_id = "${CLIENT_ID}";
    const cookieBanner = { accepted: true };
    const options = { client_id, account: user.id, email: user.email, limit_config: { overall_device_limit: 1 } };
    const choose = (devices) => devices;
    const ask = () => codeOf();
  `;
}
