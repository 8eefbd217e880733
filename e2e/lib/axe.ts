import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** load brings axe into a page: not as a script element, which the page's policy would refuse. */
export async function load(page: Page): Promise<void> {
  await page.evaluate(source);
}

/** faults are what axe finds wrong with a page, one line each, at WCAG 2.2 AA and axe's own best practices. */
export async function faults(page: Page): Promise<string[]> {
  await load(page);
  return page.evaluate(async () => {
    const { violations } = await (window as any).axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return violations.flatMap((v: any) => v.nodes.map((n: any) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary}`));
  });
}
