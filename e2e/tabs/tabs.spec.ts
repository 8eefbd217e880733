import { desk } from "../lib/devices.ts";
import { expect, test } from "../lib/fixtures.ts";

// HTTP/1.1 allows six connections to a host: eight tabs with a stream each would leave none for requests.
test("eight tabs attach, share one stream, and all hear the logout", async ({ server, site, visitor, attachOptions }) => {
  const a = await visitor(desk);
  const options = attachOptions("ada");
  const pages = [];
  for (let i = 1; i <= 8; i++) {
    pages.push(await a.open(site.url(`/tab-${i}`, { attach: options })));
    await expect.poll(() => a.fired.filter((f) => f.name === "attach").length, `tab ${i} attaches`).toBe(i);
  }
  const replies = a.fired.filter((f) => f.name === "attach").map((f) => f.detail);
  expect(new Set(replies.map((r) => r.device_id)).size).toBe(1);
  expect(new Set(replies.map((r) => r.access)).size, "every attach has an access of its own").toBe(8);

  expect(await server.logOut(replies[0].device_id, "ada")).toMatchObject({ success: true, attached_devices: 0 });
  await Promise.all(pages.map((page) => page.waitForURL(/\/goodbye/)));
});
