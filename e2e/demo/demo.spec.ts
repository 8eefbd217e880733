import { Challenge } from "../lib/challenge.ts";
import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

test("a newcomer, one browser, the switch: sharing is noticed and settled", async ({ server, visitor }) => {
  const a = await visitor(desk);
  const first = await a.open(`${server.origin}/`);
  await first.getByRole("button", { name: "Sign in" }).click();
  await expect(first.getByRole("status")).toContainText("1 device");
  await expect(first.locator("[data-event=attach]")).toContainText("attached_devices");

  const opened = a.context.waitForEvent("page");
  await first.getByRole("link", { name: "Second device" }).click();
  const second = await opened;
  await expect(second.getByRole("switch", { name: "Pretend to be another device" })).toBeChecked();
  await second.getByRole("button", { name: "Sign in" }).click();
  await second.waitForURL("**/challenge?*");

  const challenge = new Challenge(second);
  await challenge.mine();
  await challenge.button(/^Email ni/).click();
  const id = new URL(second.url()).searchParams.get("challenge")!;
  const { code } = await server.code(id, "email");
  const inbox = await a.open(`${server.origin}/dev/inbox`);
  await expect(inbox.getByText(code).first()).toBeVisible();
  await expect(inbox.locator("time").first()).toHaveText(/\d:\d\d:\d\d/);
  await expect(inbox.locator("time").first(), "the time is the viewer's").not.toContainText("UTC");
  await challenge.enter(code);
  await challenge.logOutFirstDevice();

  await first.waitForURL(/\/signin\.html\?reason=logged-out/);
  await expect(first.getByText("You were logged out on this device.")).toBeVisible();
  await expect(first.locator("[data-event=on_current_device_logout]")).toContainText(id);
  await expect(second.getByText("Welcome back.")).toBeVisible();
  for (const name of ["on_limit_exceeded", "on_challenge", "challenge passed", "attach"]) {
    await expect(second.locator(`[data-event="${name}"]`).first(), name).toBeVisible();
  }
  expect(a.violations).toEqual([]);
});

test("the panel: signals, both hashes, the id with its confidence, what changed", async ({ server, visitor }) => {
  const a = await visitor(desk);
  const page = await a.open(`${server.origin}/`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("tab", { name: "This browser" }).click();
  await expect(page.locator("#fingerprint-id")).toHaveText(/^[0-9a-f]{24}$/);
  await expect(page.locator("#confidence")).toHaveText(/% sure/);
  await expect(page.locator(".hash").first()).toHaveText(/^[0-9A-Za-z_~-]{256}$/);
  await expect(page.getByRole("rowheader", { name: "gpu.model" })).toBeVisible();
  const gpu = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "gpu.model" }) });
  await expect(gpu).toContainText("RTX 3060");

  // A visit later, on a larger screen: what changed is named.
  await a.context.addInitScript(() => {
    Object.defineProperty(Screen.prototype, "width", { get: () => 2560 });
    Object.defineProperty(Screen.prototype, "height", { get: () => 1440 });
  });
  const id = await page.locator("#fingerprint-id").textContent();
  await page.reload();
  const since = page.getByRole("region", { name: "Since the last visit" });
  await expect(since).toContainText("screen.size");
  await expect(since).toContainText("1920x1080");
  await expect(since).toContainText("2560x1440");
  await expect(page.locator("#fingerprint-id")).toHaveText(id!);
  await expect(page.locator(".hash mark").first()).toBeVisible();
});

test("the switch in one window makes another device, and back again", async ({ server, visitor }) => {
  const a = await visitor(desk);
  const page = await a.open(`${server.origin}/`);
  await page.getByLabel("Account").fill("switcher");
  await page.getByRole("button", { name: "Sign in" }).click();
  const device = page.locator("[data-event=attach] dd").first();
  await expect(device).toHaveText(/^[0-9a-f]{24}$/);
  const first = await device.textContent();
  await page.getByRole("switch").click();
  await page.waitForURL("**/challenge?*");
  await page.goto(`${server.origin}/plans.html`);
  await expect(page.locator("[data-event=attach]").first()).not.toContainText(first!);
});

test("sign out detaches, so that another device has room", async ({ server, visitor }) => {
  const a = await visitor(desk);
  const page = await a.open(`${server.origin}/`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.locator("#devices")).toContainText("1 device");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/signin\.html/);
  const devices = await server.api("/v2/user/nina/devices");
  expect(devices.map((d: any) => d.status)).toEqual(["detached"]);
});

test("320 px wide: nothing is cut off", async ({ server, visitor }) => {
  const a = await visitor({ ...desk, context: { ...desk.context, viewport: { width: 320, height: 640 } } });
  const page = await a.open(`${server.origin}/`);
  await page.getByRole("button", { name: "Sign in" }).click();
  for (const path of ["/", "/watch.html", "/plans.html", "/signin.html"]) {
    await page.goto(server.origin + path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
  }
});
