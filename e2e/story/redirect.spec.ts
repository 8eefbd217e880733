import { Challenge, wrong } from "../lib/challenge.ts";
import { desk, phone } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

test("two devices on an account for one: challenged by redirect, settled by email", async ({ server, site, visitor, attachOptions }, info) => {
  const a = await visitor(desk);
  const b = await visitor(phone);
  const options = attachOptions("rosa");

  const pageA = await a.open(site.url("/a", { attach: options }));
  await expect.poll(() => a.detail("attach")).toMatchObject({ success: true, attached_devices: 1, new_device: true, suspended: false });
  expect(a.has("on_limit_exceeded")).toBe(false);

  const pageB = await b.open(site.url("/b", { attach: options }));
  await pageB.waitForURL(`${server.origin}/challenge?*`);
  expect(b.detail("on_limit_exceeded")).toEqual({ attached_devices: 2, limit: 1 });
  const id = b.detail("on_challenge").challenge;
  expect(id).toMatch(/^[0-9a-f]{24}$/);
  expect(new URL(pageB.url()).searchParams.get("challenge")).toBe(id);
  expect(a.has("on_challenge"), "the device that was there first is left alone").toBe(false);

  const challenge = new Challenge(pageB);
  await challenge.mine();
  await challenge.button(/^Email ro\*+@example\.com$/).click();
  const { code, to } = await server.code(id, "email");
  expect(to).toBe("rosa@example.com");
  expect(code).toMatch(/^\d{6}$/);

  await challenge.enter(wrong(code));
  await challenge.says(/4/);
  expect(await pageB.locator(".code").evaluate((e) => e.scrollLeft), "the boxes stay in place").toBe(0);
  await challenge.enter(code);

  const pressed = Date.now();
  await challenge.logOutFirstDevice();
  await pageA.waitForURL(/\/goodbye/, { timeout: 5_000 });
  info.annotations.push({ type: "logout", description: `reached the other page after ${Date.now() - pressed} ms` });
  expect(a.detail("on_current_device_logout")).toEqual({ challenge: id });
  expect(new URL(pageA.url()).searchParams.get("challenge")).toBe(id);

  await pageB.waitForURL(`${site.origin}/welcome?*`);
  expect(new URL(pageB.url()).searchParams.get("challenge_id")).toBe(id);
  expect(b.violations).toEqual([]);

  const settled = await server.api(`/v2/challenges/${id}`);
  expect(settled).toMatchObject({ status: "completed", type: "account_sharing", reasons: ["limit_exceeded"], limit: { is_exceeded: false } });
  expect(settled.completedAt).toBeTruthy();
  const devices = await server.api(`/v2/user/rosa/devices`);
  expect(devices.map((d: any) => d.status).sort()).toEqual(["attached", "detached"]);
});

test("whose account it is not: own account, or log out", async ({ server, site, visitor, attachOptions }) => {
  const a = await visitor(desk);
  const b = await visitor(phone);
  const options = attachOptions("omar");
  await a.open(site.url("/a", { attach: options }));
  await expect.poll(() => a.has("attach")).toBe(true);

  const page = await b.open(site.url("/b", { attach: options }));
  await page.waitForURL(`${server.origin}/challenge?*`);
  const ways = (name: string) => page.getByRole("link", { name }).or(page.getByRole("button", { name }));
  await ways("Create my own account").first().click();
  await page.waitForURL(/\/new/);
  await page.goBack();
  await ways("Log out").first().click();
  await page.waitForURL(/\/goodbye/);
});
