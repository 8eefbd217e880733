import { desk, laptop } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

test("a challenge in the page's own design: on_challenge returns false, the functions do the rest", async ({ server, site, visitor, attachOptions }) => {
  const a = await visitor(desk);
  const b = await visitor(laptop);
  const firstPage = await a.open(site.url("/a", { attach: attachOptions("hedda") }));
  await expect.poll(() => a.has("attach")).toBe(true);
  const page = await b.open(site.url("/b", { attach: attachOptions("hedda", { suppress: ["on_challenge"] }) }));
  await expect.poll(() => b.has("on_challenge")).toBe(true);
  const { challenge: id } = b.detail("on_challenge");
  const rupt = (name: string, options: unknown): Promise<any> =>
    page.evaluate(([name, options]) => (window as any).Rupt[name as string](options).catch((e: any) => ({ rejected: e.code, attempts_left: e.attempts_left })), [name, options] as const);

  expect(await rupt("getChallenge", id)).toMatchObject({ _id: id, type: "account_sharing", channels: expect.arrayContaining(["email", "text"]), limit: { is_exceeded: true, overall: 1 } });
  expect(await rupt("listDevices", id), "before the proof").toMatchObject({ rejected: "forbidden" });
  expect(await rupt("completeChallenge", id)).toMatchObject({ rejected: "forbidden" });
  expect(await rupt("sendCode", { challenge: id, channel: "email", language: "fr" })).toMatchObject({ success: true, sends_left: expect.any(Number), retry_after: expect.any(Number) });
  const { code, text } = await server.code(id, "email");
  expect(text).toContain("votre code");
  expect(await rupt("verifyCode", { challenge: id, code: code.replace(/.$/, (d) => String((Number(d) + 1) % 10)) })).toEqual({ rejected: "incorrect_code", attempts_left: 4 });
  expect(await rupt("verifyCode", { challenge: id, code })).toMatchObject({ success: true });
  const devices = await rupt("listDevices", id);
  expect(devices.filter((d: any) => d.current)).toHaveLength(1);
  expect(await rupt("completeChallenge", id), "one device too many").toMatchObject({ rejected: "limit_exceeded" });
  expect(await rupt("kickDevice", { challenge: id, device: devices.find((d: any) => d.current)._id })).toMatchObject({ rejected: "current_device" });
  expect(await rupt("kickDevice", { challenge: id, device: devices.find((d: any) => !d.current)._id })).toEqual({ success: true });
  await firstPage.waitForURL(/\/goodbye/);
  expect(await rupt("completeChallenge", id)).toEqual({ success: true });
  expect((await server.api(`/v2/challenges/${id}`)).status).toBe("completed");
  expect(page.url(), "nothing has left the page").toContain(site.origin);
  expect(b.violations).toEqual([]);
});
