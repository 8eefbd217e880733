import type { Page } from "@playwright/test";
import { arrive } from "../lib/arrive.ts";
import { wrong } from "../lib/challenge.ts";
import { expect, test } from "../lib/fixtures.ts";

interface Spoken {
  /** heard is what live regions say, by how soon. */
  heard: Record<string, string>;
  /** focus is what has the focus: role, name, description and state. */
  focus: string;
}

/** spoken reads the accessibility tree as a screen reader is given it. */
async function spoken(page: Page): Promise<Spoken> {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  await client.detach();
  const property = (n: (typeof nodes)[number], name: string) => n.properties?.find((p) => p.name === name)?.value.value;
  const text = (id: string): string => {
    const n = nodes.find((x) => x.nodeId === id);
    if (!n) return "";
    return n.role?.value === "StaticText" ? String(n.name?.value ?? "") : (n.childIds ?? []).map(text).join("");
  };
  const heard: Record<string, string> = {};
  let focus = "";
  for (const n of nodes) {
    const live = property(n, "live");
    if (live && ["alert", "status"].includes(n.role?.value)) heard[live] = text(n.nodeId);
    if (property(n, "focused") && n.role?.value !== "RootWebArea") {
      focus = [n.role?.value, n.name?.value, n.description?.value, property(n, "invalid") === "true" ? "invalid" : ""].filter(Boolean).join(" | ");
    }
  }
  return { heard, focus };
}

test("what is said and where the focus is, from the question to the devices", async ({ server, site, visitor, attachOptions }) => {
  const { page, challenge, id } = await arrive({ server, site, visitor, attachOptions }, "anna");
  const says = (want: Spoken) => expect.poll(() => spoken(page)).toEqual(want);
  await challenge.mine();
  await says({ heard: { assertive: "", polite: "" }, focus: "heading | Where should the code go?" });
  await challenge.button(/^Email /).click();
  const { code } = await server.code(id, "email");
  await expect.poll(async () => (await spoken(page)).focus).toMatch(/^textbox \| Verification code \| We emailed a 6-digit code to a[^ ]*@example\.com\.$/);
  await challenge.enter(wrong(code));
  const refusal = "That code isn’t right. 4 tries left.";
  await expect.poll(async () => (await spoken(page)).heard).toEqual({ assertive: refusal, polite: "" });
  expect((await spoken(page)).focus).toMatch(new RegExp(`^textbox \\| Verification code \\| ${refusal} We emailed .*\\| invalid$`));
  await challenge.enter(code);
  await says({ heard: { assertive: "", polite: "" }, focus: "heading | Log out 1 device to continue" });
  const [button] = await page.getByRole("button", { name: "Log out this device" }).all();
  await expect(button!).toHaveAccessibleDescription(/^Chrome.* on .*active now$/);
});
