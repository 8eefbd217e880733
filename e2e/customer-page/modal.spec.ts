import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";

import { Challenge } from "../lib/challenge.ts";
import { desk, laptop } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

const servers: HttpServer[] = [];

test.afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** page serves a customer's page that attaches, and at /parent one that has it in a frame with those attributes. */
async function page(rupt: string, options: object, { css = "", body = "", frame = "" } = {}): Promise<string> {
  const attaching = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A customer's page</title><style>${css}</style>
    <body><main><h1>A customer's page</h1></main>${body}<script src="${rupt}/rupt.js"></script><script>
      Rupt.attach(${JSON.stringify(options)}).then((reply) => happened("attach", reply));
    </script></body></html>`;
  const framing = `<!doctype html><title>Around it</title><iframe src="/framed" width="600" height="700" ${frame}></iframe>`;
  const server = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(request.url === "/parent" ? framing : attaching);
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

for (const [what, looks] of Object.entries({
  "unsets everything": { css: "*,*::before,*::after{all:unset!important}" },
  "has rules for everything": {
    css: `html{font-size:62.5%} *{display:flex!important;letter-spacing:1em!important;text-transform:uppercase!important;text-align:right!important;
      visibility:hidden!important;pointer-events:none!important;font-size:3px!important;opacity:.1!important;transform:scale(.5)!important}`,
  },
  "counts in tens": { css: "html{font-size:62.5%} body{font-size:1.6rem}" },
  "has something above everything": {
    body: `<div style="position:fixed;inset:0;z-index:2147483647;background:#000"></div>
      <dialog id="theirs"><p>Cookies?</p></dialog><script>theirs.showModal()</script>`,
  },
})) {
  test(`the modal on a page that ${what} looks as elsewhere and is used as elsewhere`, async ({ server, visitor, site, attachOptions }) => {
    const a = await visitor(desk);
    const b = await visitor(laptop);
    const options = attachOptions("vera", { challenge_mode: "modal" });
    await a.open(site.url("/a", { attach: options }));
    await expect.poll(() => a.has("attach")).toBe(true);
    const shown = await b.open(await page(server.origin, options, looks));

    const dialog = shown.locator("rupt-challenge").getByRole("dialog");
    const challenge = new Challenge(dialog);
    const cta = challenge.button("It's my account");
    await expect(cta).toBeVisible();
    const style = await cta.evaluate((e) => {
      const { fontSize, letterSpacing, textTransform, pointerEvents } = getComputedStyle(e);
      return { fontSize, letterSpacing, textTransform, pointerEvents };
    });
    expect(style).toEqual({ fontSize: "16px", letterSpacing: "normal", textTransform: "none", pointerEvents: "auto" });
    expect((await dialog.boundingBox())!.width).toBe(424);
    await cta.click();
    await dialog.getByRole("button", { name: /^Email/ }).click();
    await expect(challenge.code).toBeFocused();
  });
}

for (const [what, frame] of [["frame", ""], ["sandboxed frame that may not submit forms", `sandbox="allow-scripts allow-same-origin"`]]) {
  test(`in a ${what} the challenge is over the page, since the server's own refuses to be in one`, async ({ server, visitor, site, attachOptions }) => {
    const a = await visitor(desk);
    const b = await visitor(laptop);
    await a.open(site.url("/a", { attach: attachOptions("vera") }));
    await expect.poll(() => a.has("attach")).toBe(true);
    const outer = await b.open(`${await page(server.origin, attachOptions("vera"), { frame })}/parent`);
    const challenge = new Challenge(outer.frameLocator("iframe").getByRole("dialog"));
    await challenge.mine();
    await challenge.button(/^Email/).click();
    await expect(challenge.code).toBeFocused();
  });
}
