// What every page of a signed-in user does.

import { backstage } from "./backstage.js";
import { $ } from "./dom.js";
import { record } from "./events.js";
import { CLIENT_ID, protect } from "./protect.js";
import { sdk } from "./sdk.js";
import { requireSession, signOut } from "./session.js";

/** open draws the account of the signed-in user, attaches, and returns the user. */
export async function open() {
  const user = requireSession();
  if (!user) return null;
  $("account").textContent = user.account;
  const panel = backstage();
  const found = await panel.look();
  const reply = await protect(user);
  if (reply) $("devices").textContent = reply.attached_devices === 1 ? "1 device" : `${reply.attached_devices} devices, 1 allowed`;
  $("sign-out").addEventListener("click", () => leave(user, reply));
  panel.show(found);
  return user;
}

async function leave(user, reply) {
  const rupt = await sdk();
  if (rupt && reply) {
    const { success, attached_devices } = await rupt.detach({ client_id: CLIENT_ID, device: reply.device_id, account: user.account });
    record("signed out", { success, attached_devices });
  }
  signOut();
  location.assign("/signin.html");
}
