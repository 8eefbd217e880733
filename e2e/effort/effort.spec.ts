import { arrive } from "../lib/arrive.ts";
import { expect, test } from "../lib/fixtures.ts";

/** What a person does who is asked and is the owner: presses and fields, from the challenge to the page behind it. */
interface Effort {
  presses: number;
  fields: number;
}

// The situations that accounts are really in: both contacts known, or one; a page that names the channel; page or modal.
const situations: Record<string, Record<string, unknown>> = {
  "two contacts": {},
  "two contacts, modal": { challenge_mode: "modal" },
  "email alone": { phone: undefined },
  "phone alone": { email: undefined },
  "the page names the channel": { channel: "text" },
  "the page names the channel, modal": { channel: "email", challenge_mode: "modal" },
};

test("at the median at most three presses and one field, and never more than four", async ({ server, site, visitor, attachOptions }, info) => {
  const efforts: Effort[] = [];
  for (const [name, more] of Object.entries(situations)) {
    const { page, challenge, id, visitor: b } = await arrive({ server, site, visitor, attachOptions }, name.replace(/\W/g, "-"), more);
    const did: string[] = [];
    await b.context.exposeFunction("did", (what: string) => void did.push(what));
    await page.evaluate(() => {
      // Real ones only; what scripts do costs nobody anything.
      for (const type of ["click", "input"]) {
        window.addEventListener(type, (e) => e.isTrusted && (window as any).did(type === "click" ? "press" : `field ${(e.composedPath()[0] as Element).id}`), { capture: true });
      }
    });
    await challenge.mine();
    const choice = challenge.button(/^Email /);
    await expect(choice.or(challenge.code).first()).toBeVisible();
    if (await choice.isVisible()) await choice.click();
    await expect(challenge.code).toBeVisible();
    const { code } = await server.code(id, /text/.test(await page.locator(".challenge-subheading").innerText()) ? "text" : "email");
    await challenge.code.pressSequentially(code);
    await challenge.logOutFirstDevice();
    await page.waitForURL(/\/welcome/);
    efforts.push({ presses: did.filter((d) => d === "press").length, fields: new Set(did.filter((d) => d.startsWith("field"))).size });
    info.annotations.push({ type: name, description: JSON.stringify(efforts.at(-1)) });
    expect(efforts.at(-1)!.presses, name).toBeGreaterThan(0);
    expect(efforts.at(-1)!.presses, name).toBeLessThanOrEqual(4);
    expect(efforts.at(-1)!.fields, name).toBe(1);
  }
  const sorted = efforts.map((e) => e.presses).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(3);
});
