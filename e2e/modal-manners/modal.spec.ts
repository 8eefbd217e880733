import { arrive } from "../lib/arrive.ts";
import { Challenge } from "../lib/challenge.ts";
import { desk, laptop } from "../lib/devices.ts";
import { faults } from "../lib/axe.ts";
import { expect, test } from "../lib/fixtures.ts";

test("the modal keeps the focus, closes with Escape, and gives back focus and scrolling", async ({ site, visitor, attachOptions }) => {
  const a = await visitor(desk);
  const b = await visitor(laptop);
  const options = attachOptions("vera", { challenge_mode: "modal" });
  await a.open(site.url("/a", { attach: options }));
  await expect.poll(() => a.has("attach")).toBe(true);
  const page = await b.open(site.url("/b", { attach: options }));

  const dialog = page.getByRole("dialog");
  await expect(dialog).toHaveAccessibleName("Is this your account?");
  const challenge = new Challenge(dialog);
  await expect(dialog.getByRole("heading", { level: 2 })).toBeFocused();
  expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe("hidden");
  expect(await faults(page)).toEqual([]);

  await challenge.mine();
  await expect(dialog.getByRole("heading", { name: "Where should the code go?" })).toBeFocused();
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => ["RUPT-CHALLENGE", "BODY"].includes(document.activeElement!.tagName)), `after ${i + 1} tabs`).toBe(true);
  }

  await dialog.locator("summary").click();
  await page.keyboard.press("Escape"); // closes the list first
  await expect(dialog.getByRole("button", { name: "Français" })).toBeHidden();
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe("");
  expect(await page.locator("rupt-challenge").count()).toBe(0);
  expect(b.violations).toEqual([]);
});

test("a page that attaches again while the challenge is open has it once", async ({ server, site, visitor, attachOptions }) => {
  const { page, challenge, id } = await arrive({ server, site, visitor, attachOptions }, "twan", { challenge_mode: "modal" });
  await challenge.mine();
  await page.evaluate((options) => {
    const told = ((window as any).told = [] as string[]);
    return (window as any).Rupt.attach({ ...options, on_challenge: ({ challenge }: any) => void told.push(challenge) });
  }, attachOptions("twan", { challenge_mode: "modal" }));
  await expect.poll(() => page.evaluate(() => (window as any).told)).toEqual([id]);
  await expect(page.locator("rupt-challenge")).toHaveCount(1);
  await expect(challenge.button(/^Email /), "where it was").toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("rupt-challenge")).toHaveCount(0);
});
