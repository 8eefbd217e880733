import type { Page } from "@playwright/test";
import { expect, type Visitor } from "../lib/fixtures.ts";
import { CLIENT_ID } from "../lib/server.ts";
import type { Site } from "../lib/site.ts";

/** attaching is what the pages here attach with. */
export const attaching = { client_id: CLIENT_ID, account: "ida", debug: true };

/** heard is a page that has the script tag with crossorigin: browsers keep from a page what goes wrong in scripts of others without. */
export const heard = (site: Site, path = "/", more: { attach?: object } = {}) => site.url(path, { sdk: "heard", ...more });

/** arrive opens a page and waits for its script tag. */
export async function arrive(visitor: Visitor, site: Site): Promise<Page> {
  const page = await visitor.open(heard(site));
  await ready(page);
  return page;
}

/** ready waits for the script tag of a page. */
export const ready = (page: Page) => page.waitForFunction(() => "Rupt" in window);

/** call calls a function of the SDK and gives what it settles with: its value, {code} when it rejects, or "hangs". */
export function call(page: Page, name: string, options: object = attaching): Promise<any> {
  return page.evaluate(async ([name, options]) => {
    const late = new Promise((resolve) => setTimeout(resolve, 30_000, "hangs"));
    try {
      return await Promise.race([(window as any).Rupt[name](options), late]);
    } catch (error: any) {
      return { code: error.code };
    }
  }, [name, options] as const);
}

/** attaches holds the page to an attach that succeeds, which is how recovery shows. */
export async function attaches(page: Page, what: string): Promise<any> {
  const reply = await call(page, "attach");
  expect(reply, what).toMatchObject({ success: true });
  return reply;
}

/** unharmed holds a page to working as if we were not there: its button counts, and nothing of ours was thrown into it. */
export async function unharmed(visitor: Visitor, page: Page, what = "the page"): Promise<void> {
  const count = page.locator("output");
  const before = Number(await count.textContent());
  await page.getByRole("button", { name: "Count" }).click();
  await expect(count, what).toHaveText(String(before + 1));
  expect(visitor.console.filter((line) => line.startsWith("uncaught")), `${what}: errors and rejections that nobody handles`).toEqual([]);
}
