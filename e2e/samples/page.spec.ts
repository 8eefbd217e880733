import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { samplesOf } from "../lib/samples.ts";
import { CLIENT_ID, type Server } from "../lib/server.ts";
import { table } from "./table.ts";

/** given is what a page has before its sample runs. */
const given = (server: Server) => `
  const client_id = "${CLIENT_ID}";
  const user = { id: "42", email: "nina@example.com", phone: "+12015550123" };
  const cookieBanner = { accepted: true };
  const options = { client_id, account: user.id };`;

/** document_ is a page around a sample: markup as it is, a script as a module that says when it is done. */
async function document_(lang: string, sample: string, server: Server): Promise<string> {
  const sums = await (await fetch(`${server.origin}/integrity.json`)).json();
  const text = sample.replaceAll("https://rupt.example.com", server.origin).replaceAll("sha384-…", sums["rupt.js"]);
  const map = `<script type="importmap">{"imports": {"openrupt": "${server.origin}/rupt.mjs"}}</script>`;
  if (lang === "html") return `<!doctype html><meta charset="utf-8"><title>Sample</title>${map}${text}`;
  const lines = text.split("\n");
  const imports = lines.filter((line) => line.startsWith("import ")).join("\n");
  const body = lines.filter((line) => !line.startsWith("import ")).join("\n");
  return `<!doctype html><meta charset="utf-8"><title>Sample</title>${map}<script src="${server.origin}/rupt.js"></script>
<script type="module">${imports}\n${given(server)}\n{\n${body}\n}\nwindow.done = true;</script>`;
}

for (const [file, hows] of Object.entries(table)) {
  samplesOf(file).forEach(({ line, lang, text }, i) => {
    if (hows[i] !== "page") return;
    test(`${file}:${line}`, async ({ server, site, visitor }) => {
      const a = await visitor(desk);
      const html = await document_(lang, text, server);
      await a.context.route(`${site.origin}/sample`, (route) => route.fulfill({ contentType: "text/html", body: html }));
      const attached = /\battach\(/.test(text) ? a.context.waitForEvent("response", (r) => r.url().endsWith("/v2/device/attach") && r.request().method() === "POST") : null;
      const page = await a.open(site.url("/sample"));
      await page.waitForFunction(lang === "html" ? "'Rupt' in window" : "window.done");
      if (attached) expect((await attached).status()).toBe(200);
      expect(a.console.filter((said) => /^(error|uncaught)|\[rupt\]/.test(said))).toEqual([]);
    });
  });
}
