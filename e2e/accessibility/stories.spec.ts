import type { Page } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../lib/axe.ts";
import { phone as anyPhone } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { stories } from "../lib/story.ts";

// Every state in every language and both themes. A theme changes colours and nothing else, so in the dark only they are
// looked at again.
// Colours that are on their way to others are not judged.
const phone = { ...anyPhone, context: { ...anyPhone.context, reducedMotion: "reduce" as const } };
const folder = join(import.meta.dirname, "../../challengeui");
const LANGUAGES = readdirSync(folder)
  .filter((name) => /^texts_..\.go$/.test(name))
  .map((name) => /\/\* Tag \*\/ "(.+)"/.exec(readFileSync(join(folder, name), "utf8"))![1]!);

test("the languages of the files are all that there are", async ({ server }) => {
  const { names, languages } = await stories(server);
  expect(languages.sort()).toEqual([...LANGUAGES].sort());
  expect(names.length).toBeGreaterThan(40);
});

for (const lang of LANGUAGES) {
  test(`axe finds nothing in any state, ${lang}`, async ({ server, visitor }) => {
    const { names } = await stories(server);
    const a = await visitor(phone);
    const page = await a.open(`${server.origin}/dev/story/code?lang=${lang}&theme=light`);
    await prepare(page);
    const found: string[] = [];
    for (const name of names) found.push(...(await look(page, `/dev/story/${name}?lang=${lang}`)));
    expect(found).toEqual([]);
  });
}

for (const lang of ["en", "ar"]) {
  test(`axe finds nothing in any state of the modal, ${lang}`, async ({ server, visitor }) => {
    const { names } = await stories(server);
    const a = await visitor(phone);
    const page = await a.open(`${server.origin}/dev/story/code?lang=${lang}&theme=light&modal=1`);
    await prepare(page);
    const found: string[] = [];
    for (const name of names) found.push(...(await look(page, `/dev/story/${name}?lang=${lang}&modal=1`)));
    expect(found).toEqual([]);
  });
}

/** prepare brings axe, and keeps it from taking Arabic letters, which join, for an icon font's, whose colours it leaves out. */
async function prepare(page: Page): Promise<void> {
  await load(page);
  await page.evaluate(() => {
    CanvasRenderingContext2D.prototype.getImageData = (_x, _y, width, height) => {
      const image = new ImageData(width, height);
      image.data.fill(255); // it compares a letter's pixels with the word's
      return image;
    };
  });
}

/** look puts a story into the open page, which has the checker already, and checks it in both themes. */
async function look(page: Page, path: string): Promise<string[]> {
  return page.evaluate(async (path) => {
    const html = await (await fetch(`${path}&theme=light`)).text();
    const next = new DOMParser().parseFromString(html, "text/html");
    document.title = next.title;
    document.querySelectorAll("link[href^='/challenge-theme']").forEach((sheet) => sheet.remove());
    const theme = next.querySelector("link[href^='/challenge-theme']");
    if (theme) {
      await new Promise((done) => {
        const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: theme.getAttribute("href")!, onload: done });
        document.head.append(link);
      });
    }
    document.body.replaceChildren(...next.body.children);
    const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const found: string[] = [];
    for (const [theme, runOnly] of [["light", wcag], ["dark", { type: "rule", values: ["color-contrast"] }]] as const) {
      document.getElementById("rupt-challenge")!.dataset.theme = theme;
      const { violations, passes, incomplete } = await (window as any).axe.run({ runOnly, resultTypes: ["violations"] });
      if (passes.length + incomplete.length === 0) found.push(`${path}: nothing was checked`);
      for (const v of violations) for (const n of v.nodes) found.push(`${path} ${theme}: ${v.id}: ${n.target.join(" ")}: ${n.failureSummary}`);
    }
    return found;
  }, path);
}
