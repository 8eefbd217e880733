import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { arrive, attaching, call, unharmed } from "./unharmed.ts";

test("two script tags are one SDK; a module beside it is a second, of the same device, and both hear a logout", async ({ site, server, visitor }) => {
  const a = await visitor(desk);
  const page = await arrive(a, site);
  await page.evaluate(() => ((window as any).first = (window as any).Rupt));
  await page.addScriptTag({ url: `${server.origin}/rupt.js?copy` });
  const { same, replies } = await page.evaluate(async ([options, api_url]) => {
    const { first, Rupt } = window as any;
    const module = await import(`${api_url}/rupt.mjs`);
    const heard = ((window as any).heard = [] as string[]);
    const attach = (name: string, sdk: any) => sdk.attach({ ...options, api_url, on_current_device_logout: () => void heard.push(name) });
    return { same: first === Rupt, replies: await Promise.all([attach("script", Rupt), attach("module", module)]) };
  }, [attaching, server.origin] as const);
  expect(same).toBe(true);
  expect(replies).toMatchObject([{ success: true }, { success: true }]);
  expect(new Set(replies.map((r: any) => r.access)).size, "each has an access of its own").toBe(2);
  await unharmed(a, page);
  for (const device of new Set(replies.map((r: any) => r.device_id))) await server.logOut(device as string, attaching.account);
  await expect.poll(() => page.evaluate(() => (window as any).heard.toSorted())).toEqual(["module", "script"]);
});

test("twenty attaches at once are one request, and twenty replies", async ({ site, visitor }) => {
  const a = await visitor(desk);
  let requests = 0;
  a.context.on("request", (r) => r.url().endsWith("/attach") && r.method() === "POST" && requests++);
  const page = await arrive(a, site);
  const replies = await page.evaluate((options) => Promise.all(Array.from({ length: 20 }, () => (window as any).Rupt.attach(options))), attaching);
  expect(replies[0]).toMatchObject({ success: true });
  expect(replies.map((r: any) => r.access)).toEqual(Array(20).fill(replies[0].access));
  expect(requests).toBe(1);
  expect(await call(page, "attach")).toMatchObject({ success: true });
  await unharmed(a, page);
});
