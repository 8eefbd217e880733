import { desk } from "../lib/devices.ts";
import { expect, test as base } from "../lib/fixtures.ts";
import { WebKit } from "../lib/webkit.ts";

const test = base.extend<{ webkit: WebKit }>({
  webkit: async ({}, use) => {
    const browser = await WebKit.launch();
    await use(browser);
    await browser.close();
  },
});

test("Chromium and WebKit on an account for one: the newcomer in WebKit settles it", async ({ server, site, visitor, webkit, attachOptions }) => {
  const a = await visitor(desk);
  const options = attachOptions("wanda");
  const pageA = await a.open(site.url("/a", { attach: options }));
  await expect.poll(() => a.detail("attach")).toMatchObject({ attached_devices: 1 });

  await webkit.goto(site.url("/b", { attach: options }));
  const url = () => webkit.evaluate(() => location.href);
  const appears = (selector: string) => expect.poll(() => webkit.evaluate((s) => !!document.querySelector(s), selector), selector).toBe(true);
  await expect.poll(url).toContain(`${server.origin}/challenge?`);
  const id = new URL(await url()).searchParams.get("challenge")!;
  const press = async (action: string) => {
    await appears(`button[value^="${action}"]`);
    await webkit.click(`button[value^="${action}"]`);
  };

  await press("mine");
  await press("send:email");
  const { code } = await server.code(id, "email");
  await appears("input[autocomplete='one-time-code']");
  await webkit.type("input[autocomplete='one-time-code']", code);
  await press("kick:");

  await pageA.waitForURL(/\/goodbye/);
  await expect.poll(url).toContain("/welcome?");
  expect(new URL(await url()).searchParams.get("challenge_id")).toBe(id);
  expect((await server.api(`/v2/challenges/${id}`)).status).toBe("completed");
});
