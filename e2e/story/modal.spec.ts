import { challenged } from "../lib/arrive.ts";
import { Challenge } from "../lib/challenge.ts";
import { desk, laptop } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

test("two computers on an account for one: challenged in a modal, settled by text message", async ({ server, site, visitor, attachOptions }) => {
  const a = await visitor(desk);
  const b = await visitor(laptop);
  const options = attachOptions("ines", { challenge_mode: "modal", channel: "text" });

  const pageA = await a.open(site.url("/a", { attach: options }));
  await expect.poll(() => a.detail("attach")).toMatchObject({ attached_devices: 1 });

  const pageB = await b.open(site.url("/b", { attach: options }));
  const modal = pageB.getByRole("dialog");
  await expect(modal).toBeVisible();
  expect(pageB.url(), "the page stays").toContain(site.origin);
  expect(b.detail("on_limit_exceeded")).toEqual({ attached_devices: 2, limit: 1 });
  const id = b.detail("on_challenge").challenge;

  const challenge = new Challenge(modal);
  await challenge.mine();
  const { code, to } = await server.code(id, "text"); // the channel is chosen: it is sent at once
  expect(to).toBe("+12015550123");
  await challenge.enter(code);
  await challenge.logOutFirstDevice();

  await pageA.waitForURL(/\/goodbye/);
  expect(a.detail("on_current_device_logout")).toEqual({ challenge: id });
  await pageB.waitForURL(/\/welcome/);
  expect(new URL(pageB.url()).searchParams.get("challenge_id")).toBe(id);
  expect((await server.api(`/v2/challenges/${id}`)).status).toBe("completed");
});

test("on_challenge that returns false keeps the challenge away", async ({ server, site, visitor, attachOptions }) => {
  const { page, id } = await challenged({ site, visitor, attachOptions }, "tove");
  expect(page.url()).toContain(site.origin);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // The page may open it later, by itself.
  await page.evaluate(([id, client_id]) => void (window as any).Rupt.challenge({ challenge_id: id, client_id, redirect_urls: { success_url: location.origin + "/later" } }), [id, "11111111-1111-4111-8111-111111111111"]);
  await page.waitForURL(`${server.origin}/challenge?challenge=${id}*`);
});
