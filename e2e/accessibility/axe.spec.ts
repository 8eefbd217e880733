import { faults } from "../lib/axe.ts";
import { Challenge, wrong } from "../lib/challenge.ts";
import { desk, phone } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on the demo, ${colorScheme}`, async ({ server, visitor }) => {
    const a = await visitor({ ...desk, context: { ...desk.context, colorScheme } });
    const page = await a.open(`${server.origin}/signin.html`);
    await expect(page.locator("#fingerprint-id")).not.toBeEmpty();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Sign in" }).click();
    for (const path of ["/", "/watch.html?film=low-tide", "/plans.html"]) {
      await page.goto(server.origin + path);
      await page.getByRole("tab", { name: "This browser" }).click();
      await expect(page.locator("#fingerprint-id")).not.toBeEmpty();
      expect(await faults(page), path).toEqual([]);
      await page.getByRole("tab", { name: "Events" }).click();
      expect(await faults(page), path).toEqual([]);
    }
    await page.goto(`${server.origin}/dev/inbox`);
    expect(await faults(page), "inbox").toEqual([]);
  });

  test(`axe finds nothing in a challenge, ${colorScheme}`, async ({ server, site, visitor, attachOptions }) => {
    const a = await visitor(desk);
    const b = await visitor({ ...phone, context: { ...phone.context, colorScheme } });
    await a.open(site.url("/a", { attach: attachOptions("pia") }));
    await expect.poll(() => a.has("attach")).toBe(true);
    const page = await b.open(site.url("/b", { attach: attachOptions("pia", { lang: "en" }) }));
    await page.waitForURL(`${server.origin}/challenge?*`);
    const challenge = new Challenge(page);
    await expect(challenge.button("It's my account")).toBeVisible();
    expect(await faults(page), "choose").toEqual([]);
    await challenge.mine();
    await expect(challenge.button(/^Email /)).toBeVisible();
    expect(await faults(page), "channel").toEqual([]);
    await challenge.button(/^Email /).click();
    const { code } = await server.code(b.detail("on_challenge").challenge, "email");
    await expect(challenge.code).toBeVisible();
    expect(await faults(page), "code").toEqual([]);
    await challenge.enter(wrong(code));
    await challenge.says(/4/);
    expect(await faults(page), "wrong code").toEqual([]);
    await challenge.enter(code);
    await expect(challenge.button(/^Log out this device/).first()).toBeVisible();
    expect(await faults(page), "devices").toEqual([]);
    await page.goto(`${server.origin}/suspended`);
    expect(await faults(page), "suspended").toEqual([]);
  });
}
