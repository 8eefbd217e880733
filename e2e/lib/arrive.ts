import type { Page } from "@playwright/test";
import { Challenge } from "./challenge.ts";
import { desk, laptop, phone } from "./devices.ts";
import { expect, type Fixtures, type Visitor } from "./fixtures.ts";

/** Where a newcomer stands who has just been challenged. */
export interface Arrival {
  /** The device that was there first, and its page. */
  first: Visitor;
  firstPage: Page;
  /** The newcomer. */
  visitor: Visitor;
  page: Page;
  challenge: Challenge;
  id: string;
}

/** arrive opens an account for one device on two; the second meets the challenge, on the hosted page or in the modal. */
export async function arrive({ server, site, visitor, attachOptions }: Fixtures, account: string, more: Record<string, unknown> = {}): Promise<Arrival> {
  const first: Visitor = await visitor(desk);
  const second: Visitor = await visitor(laptop);
  const options = attachOptions(account, more);
  const firstPage = await first.open(site.url("/a", { attach: options }));
  await expect.poll(() => first.has("attach")).toBe(true);
  const page = await second.open(site.url("/b", { attach: options }));
  if (more.challenge_mode !== "modal") await page.waitForURL(`${server.origin}/challenge?*`);
  const challenge = new Challenge(more.challenge_mode === "modal" ? page.getByRole("dialog") : page);
  await expect(challenge.button("It's my account")).toBeVisible();
  return { first, firstPage, visitor: second, page, challenge, id: second.detail("on_challenge").challenge };
}

/** challenged opens an account for one device on two; the second is told of its challenge, and its page keeps it from going there. */
export async function challenged({ site, visitor, attachOptions }: Omit<Fixtures, "server">, account: string): Promise<Omit<Arrival, "challenge">> {
  const first: Visitor = await visitor(desk);
  const second: Visitor = await visitor(phone);
  const firstPage = await first.open(site.url("/a", { attach: attachOptions(account) }));
  await expect.poll(() => first.has("attach")).toBe(true);
  const page = await second.open(site.url("/b", { attach: attachOptions(account, { suppress: ["on_challenge"] }) }));
  await expect.poll(() => second.has("on_challenge")).toBe(true);
  return { first, firstPage, visitor: second, page, id: second.detail("on_challenge").challenge };
}
