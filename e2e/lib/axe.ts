import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** faults are what axe finds wrong with a page, one line each, at WCAG 2.2 AA and axe's own best practices. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(source); // not a script element: the page's policy would refuse it
  return page.evaluate(async () => {
    const { violations } = await (window as any).axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return violations.flatMap((v: any) => v.nodes.map((n: any) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary}`));
  });
}
