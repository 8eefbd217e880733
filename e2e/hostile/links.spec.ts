import { challenged } from "../lib/arrive.ts";
import { Challenge } from "../lib/challenge.ts";
import { desk, phone } from "../lib/devices.ts";
import { expect, test, type Visitor } from "../lib/fixtures.ts";

/** What a phisher puts where a link of the customer's belongs. Nothing of it may be followed. */
const nasty = (site: string, server: string) => [
  "https://evil.example/", "//evil.example/", "\\\\evil.example/", "/\\evil.example/", "https:evil.example", "https:\\\\evil.example\\", "http:///evil.example/",
  "javascript:alert(document.domain)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "\u0001javascript:alert(1)", "data:text/html,<script>alert(1)</script>",
  "vbscript:x", "blob:https://evil.example/1", "file:///etc/passwd", "view-source:https://evil.example/", "intent://evil.example#Intent;end", "about:blank",
  `${site}@evil.example/`, `${site.replace("//", "//x:y@")}/`, `https://evil.example\\@${new URL(site).host}/`, `https://evil.example#@${new URL(site).host}/`,
  "https://evil.example?.localhost/", "https://localhost.evil.example/", "https://evil.example./", "https://localhost./", "http://localhost%2eevil.example/", "http://localhost%00.evil.example/",
  "https://ev\u0131l.example/", "https://xn--evl-0qa.example/", "https://\u2025evil.example/", "https://evil\u3002example/", "http://\u24db\u24de\u24d2\u24d0lhost/",
  "https:/\t/evil.example/", "https://evil\n.example/", " https://evil.example/", "\thttps://evil.example", "https://[::ffff:93.184.216.34]/", "http://0x5db8d822/", "http://1572395042/",
  `${server}//evil.example/`.replace(server, ""), `${server}.evil.example/`, "https://evil.example/?" + site, "HTTPS://EVIL.EXAMPLE/", "https://evil.example:443/",
];

/** watch keeps the browser on this machine and notes where else a page wanted to go. */
async function watch(visitor: Visitor): Promise<string[]> {
  const left: string[] = [];
  await visitor.context.route((url) => url.hostname !== "localhost", (route) => {
    left.push(route.request().url());
    return route.fulfill({ status: 200, contentType: "text/html", body: "elsewhere" });
  });
  visitor.context.on("dialog", (dialog) => {
    left.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  return left;
}

test("no link of a stranger is on the hosted page, or followed from it", async ({ server, site, visitor, attachOptions }) => {
  test.setTimeout(120_000);
  const { id } = await challenged({ site, visitor, attachOptions }, "yui");

  const victim = await visitor(phone);
  const left = await watch(victim);
  const page = await victim.context.newPage();
  for (const target of nasty(site.origin, server.origin)) {
    const query = new URLSearchParams({ challenge: id, success: target, logout: target, new_account: target, upgrade: target, lang: "en" });
    await page.goto(`${server.origin}/challenge?${query}`);
    const found = await page.evaluate(() => ({
      ways: [...document.querySelectorAll("a[href], area[href], form[action], [formaction], iframe, meta[http-equiv], base")].map((e: any) => e.href || e.formAction || e.action || e.outerHTML),
      text: document.body.innerText,
    }));
    expect(found.text, target).toContain("hasn’t approved");
    for (const way of found.ways) expect(new URL(way, server.origin).origin, `${target}: ${way}`).toBe(server.origin);
    for (const name of [/log out/i, /new account|own account/i, /continue/i]) {
      const button = page.getByRole("button", { name }).or(page.getByRole("link", { name })).first();
      if (await button.count()) await button.click({ noWaitAfter: true, timeout: 2000 }).catch(() => {});
    }
    expect(new URL(page.url()).origin, target).toBe(server.origin);
  }
  expect(left).toEqual([]);
});

test("who passes a challenge with a stranger's link stays", async ({ server, site, visitor, attachOptions }) => {
  const { visitor: b, id } = await challenged({ site, visitor, attachOptions }, "yui");
  const left = await watch(b);
  const page = await b.open(`${server.origin}/challenge?${new URLSearchParams({ challenge: id, success: "//evil.example/", logout: site.url("/goodbye"), lang: "en" })}`);
  const challenge = new Challenge(page);
  await challenge.mine();
  await challenge.button(/^Text message/).click();
  await challenge.enter((await server.code(id, "text")).code);
  await challenge.logOutFirstDevice();
  await expect.poll(async () => (await server.api(`/v2/challenges/${id}`)).status).toBe("completed");
  await page.waitForTimeout(500);
  expect(new URL(page.url()).origin).toBe(server.origin);
  expect(left).toEqual([]);
});

test("the hosted page is in nobody's frame, and no page holds on to its window", async ({ server, site, visitor, attachOptions }) => {
  const { id } = await challenged({ site, visitor, attachOptions }, "yui");
  const hosted = `${server.origin}/challenge?challenge=${id}&lang=en`;

  const thief = await visitor(desk);
  for (const markup of [`<iframe src="${hosted}"></iframe>`, `<iframe sandbox="allow-scripts allow-forms" src="${hosted}"></iframe>`, `<object data="${hosted}"></object>`, `<embed src="${hosted}">`]) {
    await thief.context.route(site.url("/thief"), (route) => route.fulfill({ contentType: "text/html", body: markup }));
    const page = await thief.open(site.url("/thief"));
    await page.waitForTimeout(700);
    const shown = await Promise.all(page.frames().slice(1).map((f) => f.evaluate(() => document.body?.innerText ?? "").catch(() => "")));
    expect(shown.join(), markup).not.toContain("It's my account");
    await thief.context.unrouteAll();
    await page.close();
  }

  await thief.context.route(site.url("/thief"), (route) => route.fulfill({ contentType: "text/html", body: "<button>open</button>" }));
  const page = await thief.open(site.url("/thief"));
  await page.evaluate((url) => document.querySelector("button")!.addEventListener("click", () => ((window as any).w = window.open(url))), hosted);
  const popup = thief.context.waitForEvent("page");
  await page.getByRole("button").click();
  const opened = await popup;
  await expect(opened.getByRole("button", { name: "It's my account" })).toBeVisible();
  expect(await opened.evaluate(() => window.opener)).toBeNull();
  expect(await page.evaluate(() => (window as any).w.closed || (window as any).w.length === 0)).toBe(true);
});
