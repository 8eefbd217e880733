import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";

// What the server embeds is what was published under the version that package.json names.
for (const [published, ours] of [["dist/htmx.min.js", "htmx.min.js"], ["LICENSE", "htmx.LICENSE"]])
  test(`${ours} is the published file`, () => {
    expect(readFileSync(`server/dashboard/static/${ours}`, "utf8")).toBe(readFileSync(`node_modules/htmx.org/${published}`, "utf8"));
  });
