import { Challenge } from "../lib/challenge.ts";
import { desk, phone } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

const strict = (rupt: string) => `default-src 'none'; script-src 'self' ${rupt} 'wasm-unsafe-eval'; connect-src ${rupt}; base-uri 'none'`;

test("a page under the policy that the guide asks for: hash, attach and modal without a violation", async ({ server, site, visitor, attachOptions }) => {
  const a = await visitor(desk);
  const b = await visitor(phone);
  const query = { attach: attachOptions("mira", { challenge_mode: "modal" }), csp: strict(server.origin) };
  await a.open(site.url("/a", query));
  await expect.poll(() => a.detail("attach")).toMatchObject({ success: true });

  const page = await b.open(site.url("/b", query));
  const challenge = new Challenge(page.getByRole("dialog"));
  await challenge.mine();
  await challenge.button(/^Email /).click();
  const { code } = await server.code(b.detail("on_challenge").challenge, "email");
  await challenge.enter(code);
  await challenge.logOutFirstDevice();
  await page.waitForURL(/\/welcome/);
  expect([...a.violations, ...b.violations]).toEqual([]);
});

test("a page whose policy forbids WebAssembly: null, and debug says which word is missing", async ({ server, site, visitor, attachOptions }) => {
  const a = await visitor(desk);
  const csp = `script-src 'self' ${server.origin}; connect-src ${server.origin}`;
  const page = await a.open(site.url("/a", { attach: attachOptions("mira", { debug: true }), csp }));
  await expect.poll(() => a.has("attach")).toBe(true);
  expect(a.detail("attach")).toBeNull();
  expect(a.console.join("\n")).toMatch(/wasm_blocked[\s\S]*wasm-unsafe-eval/);
  await page.getByRole("button", { name: "Count" }).click();
  await expect(page.locator("output")).toHaveText("1");
});

test("hosted pages send a strict policy and keep to it", async ({ server, visitor }) => {
  const a = await visitor(desk);
  for (const path of ["/challenge?challenge=0123456789abcdef01234567", "/suspended"]) {
    const page = await a.context.newPage();
    const response = await page.goto(server.origin + path);
    const headers = response!.headers();
    expect(headers["content-security-policy"], path).toMatch(/default-src 'none'/);
    expect(headers["content-security-policy"], path).not.toMatch(/unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)/);
    expect(headers["content-security-policy"], path).toMatch(/frame-ancestors 'none'/);
    expect(headers["referrer-policy"], path).toBe("no-referrer");
    await page.waitForLoadState("networkidle");
  }
  expect(a.violations).toEqual([]);
});
