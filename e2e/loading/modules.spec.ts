import type { Page } from "@playwright/test";

import { desk, laptop, phone } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

/** The WebAssembly modules that the page in sight has fetched, without their hashes. */
const modules = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    performance.getEntriesByType("resource").map((e) => /\/(rupt[a-z-]*)-[0-9a-f]+\.wasm$/.exec(e.name)?.[1] ?? "").filter(Boolean));

test("only who is challenged downloads the challenge; its own page downloads nothing else", async ({ server, site, visitor, attachOptions }) => {
  const a = await visitor(desk);
  const pageA = await a.open(site.url("/a", { attach: attachOptions("vera") }));
  await expect.poll(() => a.has("attach")).toBe(true);
  expect(await modules(pageA)).toEqual(["rupt"]);

  const b = await visitor(phone);
  const pageB = await b.open(site.url("/b", { attach: attachOptions("vera") }));
  await pageB.waitForURL(`${server.origin}/challenge?*`);
  await expect.poll(() => modules(pageB)).toEqual(["rupt-challenge"]);
});

test("a challenge that cannot be shown over the page opens as one", async ({ server, site, visitor, attachOptions }) => {
  const options = attachOptions("willa", { challenge_mode: "modal" });
  const a = await visitor(desk);
  await a.open(site.url("/a", { attach: options }));
  await expect.poll(() => a.has("attach")).toBe(true);

  const b = await visitor(laptop);
  await b.context.route("**/rupt-challenge-*.wasm", (route) => route.abort());
  const page = await b.open(site.url("/b", { attach: options }));
  await page.waitForURL(`${server.origin}/challenge?*`);
  await expect(page.getByRole("heading", { level: 1 }), "it works without the module").toBeVisible();
});

test("a browser without modal dialogs opens a challenge as a page", async ({ server, site, visitor, attachOptions }) => {
  const options = attachOptions("wim", { challenge_mode: "modal" });
  const a = await visitor(desk);
  await a.open(site.url("/a", { attach: options }));
  await expect.poll(() => a.has("attach")).toBe(true);

  const b = await visitor(laptop);
  await b.context.addInitScript(() => void delete (HTMLDialogElement.prototype as any).showModal); // Safari before 15.4
  const page = await b.open(site.url("/b", { attach: options }));
  await page.waitForURL(`${server.origin}/challenge?*`);
  await expect(page.getByRole("button", { name: "It's my account" })).toBeVisible();
});
