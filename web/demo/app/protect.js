// This file is what a customer writes: one attach on every page of a signed-in user.

import { record } from "./events.js";
import { options } from "./options.js";
import { disguise } from "./pretend.js";
import { sdk } from "./sdk.js";

/** CLIENT_ID is that of project demo. */
export const CLIENT_ID = "11111111-1111-4111-8111-111111111111";

const here = (path) => new URL(path, location.origin).href;

/** protect attaches this browser to the user's account and resolves to the reply, or null: the page goes on either way. */
export async function protect(user) {
  const rupt = await sdk();
  if (!rupt) {
    record("rupt.js did not load", { page: "goes on without it" });
    return null;
  }
  const { mode, channel, pretend } = options();
  const reply = await rupt.attach({
    client_id: CLIENT_ID,
    account: user.account,
    email: user.email || undefined,
    phone: user.phone || undefined,
    limit_config: { overall_device_limit: 1 },
    redirect_urls: {
      success_url: here("/?back=1"),
      logout_url: here("/signin.html?reason=logged-out"),
      new_account_url: here("/signin.html?reason=new-account"),
      suspended_url: here("/signin.html?reason=suspended"),
      upgrade_url: here("/plans.html"),
    },
    challenge_mode: mode,
    channel: channel || undefined,
    signals: pretend ? disguise(await rupt.getSignals()) : undefined,
    on_challenge: (event) => record("on_challenge", event),
    on_limit_exceeded: (event) => record("on_limit_exceeded", event),
    on_current_device_logout: (event) => record("on_current_device_logout", event),
    debug: true,
  });
  record("attach", reply ? summary(reply) : { reply: "null: see the console" });
  return reply;
}

const summary = ({ device_id, new_device, attached_devices }) => ({ device_id, new_device, attached_devices });
