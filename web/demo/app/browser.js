// The panel "This browser": what the SDK sees here, and what it makes of it.

import { h } from "./dom.js";
import { agreement, differing, drawHash, groups, part } from "./hash.js";
import { CLIENT_ID } from "./protect.js";
import { sdk } from "./sdk.js";
import { segments } from "./segments.js";

const SEEN = "nightjar.seen"; // signal values of the last visit, so that changes can be named

/** browserPanel is filled by show, when everything is known. */
export function browserPanel() {
  const panel = h("div", { class: "browser" }, h("p", { class: "muted" }, "Collecting…"));
  return panel;
}

/** look asks the SDK what it sees. It must run before attach, which makes the present hash the last one. */
export async function look() {
  const rupt = await sdk();
  if (!rupt) return null;
  const [hashes, signals] = await Promise.all([rupt.getHash(), rupt.getSignals()]);
  return { hashes, signals, version: rupt.version };
}

/** show fills the panel with what look found and with the id that the server gives to it. */
export async function show(panel, found) {
  if (!found) {
    panel.replaceChildren(h("p", { class: "notice" }, "The SDK could not be loaded, so there is nothing to show. The page works on without it."));
    return;
  }
  const { hashes: [current, last], signals, version } = found;
  const before = JSON.parse(localStorage.getItem(SEEN) ?? "null");
  const now = Object.fromEntries(segments.map(({ key }) => [key, text(signals[key])]));
  localStorage.setItem(SEEN, JSON.stringify(now));

  const identity = h("div", { class: "identity" });
  panel.replaceChildren(identity, changes(current, last, before, now), hashSection(current, last), table(current, signals),
    h("p", { class: "muted" }, `SDK ${version}. Values stay in this browser: the server gets the hash alone, where the project asks for no more.`));
  identity.replaceChildren(...identityOf(await (await sdk()).getFingerprint({ client_id: CLIENT_ID })));
}

function identityOf(reply) {
  if (!reply) return [h("p", { class: "notice" }, "The server did not answer.")];
  const percent = Math.round(reply.confidence * 1000) / 10;
  return [
    h("p", { class: "label" }, "Fingerprint id"),
    h("p", { class: "id" }, h("code", { id: "fingerprint-id" }, reply.fingerprint_id)),
    h("p", { class: "confidence" },
      h("meter", { min: 0, max: 1, value: reply.confidence, low: 0.85, high: 0.95, optimum: 1, "aria-label": "Confidence" }),
      h("span", { id: "confidence" }, `${percent} % sure`)),
  ];
}

function changes(current, last, before, now) {
  const section = (...content) => h("section", { "aria-labelledby": "changes-title" }, h("h3", { id: "changes-title" }, "Since the last visit"), ...content);
  if (!last) return section(h("p", {}, "This is the first one: there is nothing to compare with."));
  const changed = differing(current, last);
  if (changed.length === 0) return section(h("p", {}, "Nothing changed: all ", h("strong", {}, `${segments.length} segments`), " agree."));
  return section(
    h("p", {}, h("strong", {}, `${changed.length} of ${segments.length} segments`), ` differ; ${Math.round(agreement(current, last) * 100)} % of the weight agrees.`),
    h("ul", { class: "changes" }, changed.map(({ key, group }) =>
      h("li", {}, h("code", { class: `seg seg-${group}` }, key), " ",
        before && before[key] !== now[key] ? h("span", {}, h("del", {}, short(before[key])), " → ", h("ins", {}, short(now[key]))) : "changed"))));
}

const hashSection = (current, last) =>
  h("section", { "aria-labelledby": "hashes-title" },
    h("h3", { id: "hashes-title" }, "Hashes"),
    h("p", { class: "label" }, "Now"), drawHash(current, last),
    h("p", { class: "label" }, "Last visit"), last ? drawHash(last, current) : h("p", { class: "muted" }, "none kept"),
    h("ul", { class: "legend", "aria-label": "Colours" }, Object.entries(groups).map(([group, name]) => h("li", { class: `seg seg-${group}` }, name))));

function table(current, signals) {
  const known = segments.filter(({ key }) => signals[key] && !signals[key].reason).length;
  const rows = Object.entries(groups).map(([group, name]) =>
    h("tbody", {},
      h("tr", {}, h("th", { colspan: 4, scope: "rowgroup" }, name)),
      segments.filter((segment) => segment.group === group).map((segment) => row(current, segment, signals[segment.key]))));
  return h("div", {},
    h("h3", { id: "signals-title" }, "Signals"),
    h("p", { class: "muted" }, `${known} of ${segments.length} have a value in this browser.`),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": "signals-title" },
      h("table", { class: "signals" },
        h("thead", {}, h("tr", {}, ["Signal", "Value", "Hash", "ms"].map((title) => h("th", { scope: "col" }, title)))),
        rows)));
}

function row(current, segment, signal) {
  const value = signal?.reason ? h("em", { class: "muted" }, signal.reason) : short(text(signal));
  return h("tr", {},
    h("th", { scope: "row" }, segment.key),
    h("td", { title: text(signal) }, value),
    h("td", {}, h("code", { class: `seg seg-${segment.group}` }, part(current, segment))),
    h("td", { class: "number" }, signal ? duration(signal.duration) : ""));
}

function text(signal) {
  const value = signal?.value;
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

const short = (value) => (!value ? "–" : value.length > 64 ? `${value.slice(0, 62)}…` : value);
const duration = (ms) => (ms < 0.05 ? "0" : ms < 10 ? ms.toFixed(1) : String(Math.round(ms)));
