import { arrive } from "../lib/arrive.ts";
import { CLIENT_ID } from "../lib/server.ts";
import { expect, test } from "../lib/fixtures.ts";

const settings = {
  theme: { light: { accent: "#0b6b50" }, dark: { accent: "#5fd3a8" } },
  texts: { en: { choose_heading: "Is this your {project} <b>pass</b>?" } },
};
const leaf = "data:image/svg+xml;base64," + btoa('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#0b6b50"/></svg>');

for (const challenge_mode of ["redirect", "modal"]) {
  test(`a project's logo, colours and words are on its challenge, ${challenge_mode}`, async ({ server, site, visitor, attachOptions }) => {
    await server.configure("--logo-url", leaf, "-s", `theme=${JSON.stringify(settings.theme)}`, "-s", `texts=${JSON.stringify(settings.texts)}`);
    const { page, challenge, visitor: b } = await arrive({ server, site, visitor, attachOptions }, "fern", { challenge_mode });
    await expect(page.getByRole("heading", { name: "Is this your Demo <b>pass</b>?" })).toBeVisible();
    await expect(challenge.button("It's my account")).toHaveCSS("background-color", "rgb(11, 107, 80)");
    const logo = page.locator(".project-logo");
    await expect.poll(() => logo.evaluate((e: HTMLImageElement) => e.naturalWidth)).toBe(40);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect(challenge.button("It's my account")).toHaveCSS("background-color", "rgb(95, 211, 168)");
    await expect(challenge.button("It's my account")).toHaveCSS("color", "rgb(0, 0, 0)");
    expect(b.violations).toEqual([]);

    if (challenge_mode === "redirect") {
      await page.goto(`${server.origin}/suspended?client_id=${CLIENT_ID}`);
      await expect.poll(() => logo.evaluate((e: HTMLImageElement) => e.naturalWidth)).toBe(40);
    }
  });
}
