import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";
import { CLIENT_ID } from "../lib/server.ts";

/** What a page can get wrong; attached says that the attach goes through all the same. */
const cases: Record<string, { options: object; says: RegExp; attached?: boolean }> = {
  "no client id": { options: { account: "u" }, says: /client_id/ },
  "no account": { options: { client_id: CLIENT_ID }, says: /account/ },
  "malformed email": { options: { client_id: CLIENT_ID, account: "u", email: "nina@@example" }, says: /invalid_parameter.*\(email\)/, attached: true },
  "malformed phone": { options: { client_id: CLIENT_ID, account: "u", phone: "call me" }, says: /invalid_parameter.*\(phone\)/, attached: true },
  "unknown client id": { options: { client_id: "99999999-9999-4999-8999-999999999999", account: "u" }, says: /unauthorized/ },
};

test("what a page gets wrong: a reason under debug, and a page that works", async ({ site, visitor }) => {
  for (const [name, { options, says, attached = false }] of Object.entries(cases)) {
    await test.step(name, async () => {
      const a = await visitor(desk);
      const page = await a.open(site.url("/a", { attach: { ...options, debug: true } }));
      await expect.poll(() => a.has("attach"), name).toBe(true);
      expect(a.detail("attach") !== null, name).toBe(attached);
      expect(a.console.join("\n"), name).toMatch(says);
      expect(a.console.filter((line) => line.startsWith("uncaught")), name).toEqual([]);
      await page.getByRole("button", { name: "Count" }).click();
      await expect(page.locator("output")).toHaveText("1");
      await a.context.close();
    });
  }
});

test("nothing throws, whatever is passed", async ({ site, visitor }) => {
  const a = await visitor(desk);
  const page = await a.open(site.url("/"));
  await page.waitForFunction(() => "Rupt" in window);
  const outcomes = await page.evaluate(async () => {
    const rupt = (window as any).Rupt;
    const given = [undefined, null, 0, "text", [], {}, { client_id: {} }, { get client_id() { throw new Error("a getter that throws"); } }];
    const outcomes: string[] = [];
    for (const name of ["attach", "detach", "getFingerprint", "evaluate", "challenge", "getAttachedDevices"]) {
      for (const options of given) {
        try {
          const promise = rupt[name](options);
          if (!(promise instanceof Promise)) outcomes.push(`${name}: no promise`);
          await promise.catch((e: any) => e instanceof Error || outcomes.push(`${name}: rejects with ${typeof e}`));
        } catch (e) {
          outcomes.push(`${name} threw ${e}`);
        }
      }
    }
    return outcomes;
  });
  expect(outcomes).toEqual([]);
});
