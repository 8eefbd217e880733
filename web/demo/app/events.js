// What happened, newest first. It outlives the redirects of a challenge, in this tab.

import { h } from "./dom.js";

const KEY = "nightjar.events";
const MOST = 60;
const changed = new EventTarget();

const read = () => JSON.parse(sessionStorage.getItem(KEY) ?? "[]");

function write(events) {
  sessionStorage.setItem(KEY, JSON.stringify(events.slice(0, MOST)));
  changed.dispatchEvent(new Event("change"));
}

/** record keeps that a callback fired or a call returned, with what it was given. It returns nothing, so a redirect goes on. */
export function record(name, detail) {
  write([{ name, detail, page: location.pathname, at: Date.now() }, ...read()]);
}

const meanings = {
  attach: "This browser is attached to the account.",
  on_limit_exceeded: "More devices than the account may have.",
  on_challenge: "The server asks this device to prove itself; the challenge opens next.",
  on_current_device_logout: "This device was logged out from another one; the logout page opens next.",
  "challenge passed": "Back at success_url. Your back end would now ask the server about this id.",
  "signed out": "detach took this device off the account.",
};

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

const entry = ({ name, detail, page, at }) =>
  h("li", { class: "event", "data-event": name },
    h("p", { class: "event-head" },
      h("code", {}, name),
      h("span", { class: "muted" }, page),
      h("time", { class: "muted", datetime: new Date(at).toISOString() }, time.format(at))),
    meanings[name] && h("p", { class: "muted" }, meanings[name]),
    detail && Object.keys(detail).length > 0 &&
      h("dl", { class: "detail" }, Object.entries(detail).flatMap(([key, value]) => [h("dt", {}, key), h("dd", {}, String(value))])));

/** eventsPanel is a list that stays current. */
export function eventsPanel() {
  const list = h("ol", { class: "events" });
  const empty = h("p", { class: "muted" }, "Nothing yet. Sign in, and every page attaches this browser to the account.");
  const clear = h("button", { type: "button", class: "quiet", onclick: () => write([]) }, "Clear");
  const draw = () => {
    const events = read();
    list.replaceChildren(...events.map(entry));
    empty.hidden = events.length > 0;
    clear.hidden = events.length === 0;
  };
  changed.addEventListener("change", draw);
  draw();
  return h("div", {}, empty, h("div", { "aria-live": "polite", "aria-relevant": "additions" }, list), clear);
}
