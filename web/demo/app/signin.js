import { backstage } from "./backstage.js";
import { film } from "./catalogue.js";
import { $ } from "./dom.js";
import { choose } from "./options.js";
import { poster } from "./poster.js";
import { session, signIn, signOut, someone } from "./session.js";

const reasons = {
  "logged-out": "You were logged out on this device.",
  "new-account": "Make an account of your own: any new name will do.",
  suspended: "This account is suspended.",
};

/** Another tab may have passed on who to be, and as which device. */
function handedOver() {
  const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (!location.hash) return {};
  history.replaceState(null, "", location.pathname + location.search);
  const { pretend, mode, channel, ...user } = given;
  choose({ pretend: pretend === "1", mode: mode || "redirect", channel: channel || "" });
  return user;
}

function greet(reason) {
  if (!reasons[reason]) return;
  $("reason").textContent = reasons[reason];
  $("reason").hidden = false;
  signOut();
}

function form(user) {
  const fields = $("sign-in").elements;
  for (const name of ["account", "email", "phone"]) fields[name].value = user[name] ?? "";
  $("sign-in").addEventListener("submit", (event) => {
    event.preventDefault();
    signIn(Object.fromEntries(new FormData(event.target)));
    location.assign("/");
  });
}

const reason = new URLSearchParams(location.search).get("reason");
const given = handedOver();
const known = session();
greet(reason);
form({ ...someone, ...(reason === "new-account" ? { account: "", email: "", phone: "" } : known), ...given });
$("art").append(poster(film("night-ferry")));
const panel = backstage();
panel.look().then(panel.show);
