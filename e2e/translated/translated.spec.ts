import type { Page } from "@playwright/test";
import { arrive } from "../lib/arrive.ts";
import { wrong } from "../lib/challenge.ts";
import { expect, test } from "../lib/fixtures.ts";

/** translate does what browsers do that translate a page: elements of their own take the places of texts. It gives how many. */
const translate = (page: Page) => page.evaluate(() => {
  const walker = document.createTreeWalker(document.querySelector("main")!, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts.filter((t) => t.data.trim() && !(t.parentElement instanceof HTMLElement && t.parentElement.localName === "font"))) {
    const outer = document.createElement("font"), inner = document.createElement("font");
    inner.textContent = `[nl] ${text.data}`;
    outer.append(inner);
    text.replaceWith(outer);
  }
  document.documentElement.lang = "nl";
  document.title = `[nl] ${document.title}`;
  return document.querySelectorAll("main > * font > font").length;
});

test("a browser that translates the page: what it wrote stays until the text is another, and the challenge is settled", async ({ server, site, visitor, attachOptions }) => {
  const { page, challenge, id } = await arrive({ server, site, visitor, attachOptions }, "tine");
  await translate(page);
  await challenge.button("[nl] It's my account").click();
  await challenge.button(/^Email /).click();
  await expect(challenge.code).toBeFocused();

  const texts = await translate(page);
  const wait = page.locator("#challenge-wait");
  await expect(wait).toHaveText(/^Available in \d+ seconds?$/); // the countdown has another text each second
  await expect(page.locator("main font > font")).toHaveCount(texts - 1);
  expect(await page.evaluate(() => [document.documentElement.lang, document.title.slice(0, 4)])).toEqual(["nl", "[nl]"]);

  const { code } = await server.code(id, "email");
  const field = page.getByRole("textbox");
  await field.fill(wrong(code));
  await expect(page.getByRole("alert")).toHaveText("That code isn’t right. 4 tries left.");
  await expect(challenge.button("[nl] Continue")).toBeVisible();
  await field.fill(code);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Log out 1 device to continue");
  await translate(page);
  await page.getByRole("button", { name: /Log out this device/ }).first().click();
  await page.waitForURL(/\/welcome/);
});
