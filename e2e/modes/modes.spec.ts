import type { Page } from "@playwright/test";
import { desk } from "../lib/devices.ts";
import { expect, type Fixtures, test, type Visitor } from "../lib/fixtures.ts";
import { stories } from "../lib/story.ts";

type Open = (context: object) => Promise<Visitor>;

const opener = (visitor: Fixtures["visitor"]): Open => (context) => visitor({ ...desk, context: { ...desk.context, ...context } });

/** cut lists what is wrong with how a page fits: a page wider than the window, texts that stick out of their boxes, and controls outside of the window. */
async function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) wrong.push(`${scrollWidth} px wide in ${clientWidth}`);
    for (const e of document.querySelectorAll<HTMLElement>("main h1, main p, main button, main summary, main label, main li, main .device-name, main .device-detail")) {
      const box = e.getBoundingClientRect();
      if (box.width <= 1 || e.closest("details:not([open]) > form")) continue;
      const name = `${e.tagName}.${e.className} ${e.textContent!.slice(0, 30)}`;
      if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline") wrong.push(`cut: ${name}`);
      if (box.left < -0.5 || box.right > clientWidth + 0.5) wrong.push(`outside: ${name}`);
    }
    return wrong;
  });
}

// 1280 x 1024 at 400 % is what a window of 320 x 256 shows.
for (const [what, viewport] of [["320 px", { width: 320, height: 640 }], ["400 % zoom", { width: 320, height: 256 }]] as const) {
  test(`${what}: nothing is cut, in any state, from left to right and from right to left`, async ({ server, visitor }) => {
    const a = await opener(visitor)({ viewport });
    const { names } = await stories(server);
    const page = await a.context.newPage();
    for (const lang of ["en", "de", "ar"]) {
      for (const name of names) {
        await page.goto(`${server.origin}/dev/story/${name}?lang=${lang}`);
        expect(await cut(page), `${name} ${lang}`).toEqual([]);
      }
    }
    await page.goto(`${server.origin}/dev/story/choose?lang=ar`);
    await page.locator("summary").click();
    const list = (await page.locator(".language-list").boundingBox())!;
    expect(list.x).toBeGreaterThanOrEqual(0);
    expect(list.x + list.width).toBeLessThanOrEqual(320);
  });
}

test("the modal scrolls inside itself at 400 % zoom", async ({ server, visitor }) => {
  const a = await opener(visitor)({ viewport: { width: 320, height: 256 } });
  const page = await a.open(`${server.origin}/dev/story/devices?lang=de&modal=1`);
  const dialog = page.locator("dialog");
  expect(await dialog.evaluate((e) => e.scrollHeight > e.clientHeight && e.scrollWidth <= e.clientWidth)).toBe(true);
  const last = page.getByRole("button", { name: /abmelden/ }).last();
  await last.focus();
  await expect(last).toBeInViewport();
});

test("forced colours: edges of buttons, boxes and the card, and the focus, are there", async ({ server, visitor }) => {
  const a = await opener(visitor)({ forcedColors: "active" });
  const page = await a.open(`${server.origin}/dev/story/code?lang=en`);
  const drawn = (e: Element) => {
    const style = getComputedStyle(e);
    return { width: parseFloat(style.borderTopWidth), seen: style.borderTopColor !== getComputedStyle(document.body).backgroundColor, style: style.borderTopStyle };
  };
  for (const part of [".challenge-container", ".primary-cta", ".code-box >> nth=0"]) {
    expect(await page.locator(part).evaluate(drawn), part).toEqual({ width: 1, seen: true, style: "solid" });
  }
  await page.getByRole("textbox").focus();
  await expect(page.locator(".code-box").first()).toHaveCSS("outline-style", "solid");
});

test("the focus is seen on everything that takes it", async ({ server, visitor }) => {
  const a = await opener(visitor)({});
  for (const name of ["choose-every-way", "channel", "code", "code-offline", "devices", "closed-failed"]) {
    const page = await a.open(`${server.origin}/dev/story/${name}?lang=en`);
    const seen = new Set<string>();
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press("Tab");
      const focus = await page.evaluate(() => {
        const e = document.activeElement!;
        if (e === document.body) return null;
        const drawn = e.matches("input") ? document.querySelector(".code-box")! : e;
        const style = getComputedStyle(drawn);
        return { name: e.textContent || e.id, seen: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none" };
      });
      if (!focus) break;
      expect(focus.seen, `${name}: ${focus.name}`).toBe(true);
      seen.add(focus.name);
    }
    expect(seen.size, `${name}: what the keyboard reaches`).toBeGreaterThan(1);
    await page.close();
  }
});

test("reduced motion: nothing moves but the sign of waiting, and that slowly", async ({ server, visitor }) => {
  const a = await opener(visitor)({ reducedMotion: "reduce" });
  for (const name of ["loading", "choose-busy", "code-busy", "devices"]) {
    const page = await a.open(`${server.origin}/dev/story/${name}?lang=en`);
    const moving = await page.evaluate(() => document.getAnimations().map((x) => x.effect!.getComputedTiming().duration));
    for (const duration of moving) expect(duration, name).toBe(4000);
    expect(await page.locator("button").first().evaluate((e) => getComputedStyle(e).transitionDuration)).toBe("0s");
    await page.close();
  }
});

for (const modal of ["", "&modal=1"]) {
  test(`what is said of a code moves nothing${modal && ", in the modal"}`, async ({ server, visitor }) => {
    const a = await opener(visitor)({});
    const page = await a.context.newPage();
    const places: Record<string, number> = {};
    for (const name of ["code", "code-wrong", "code-incomplete", "code-used-up", "code-resent", "code-no-more-sends"]) {
      await page.goto(`${server.origin}/dev/story/${name}?lang=en${modal}`);
      places[name] = await page.locator(".code").evaluate((e) => e.getBoundingClientRect().top - document.querySelector("#challenge-heading")!.getBoundingClientRect().top);
    }
    expect(new Set(Object.values(places)).size, JSON.stringify(places)).toBe(1);
  });
}
