// A page that attaches with the options of its address, if it has any, and reports what fires.

import { sdk } from "/sdk.js";

document.getElementById("works").addEventListener("click", () => document.getElementById("count").value++);

const given = new URLSearchParams(location.search).get("attach");
if (given) attach(JSON.parse(given));

async function attach({ suppress = [], ...options }) {
  const rupt = await sdk();
  const fires = (name) => async (detail) => {
    await window.happened?.(name, detail);
    if (suppress.includes(name)) return false;
  };
  const reply = rupt ? await rupt.attach({
    ...options,
    on_challenge: fires("on_challenge"),
    on_limit_exceeded: fires("on_limit_exceeded"),
    on_current_device_logout: fires("on_current_device_logout"),
  }) : "no sdk";
  window.reply = reply;
  await window.happened?.("attach", reply);
}
