// Backstage: what a visitor of a real service would not see. Two panels and the choices, beside every page.

import { browserPanel, look, show } from "./browser.js";
import { controls } from "./controls.js";
import { $, h } from "./dom.js";
import { eventsPanel } from "./events.js";
import { options } from "./options.js";

/** backstage fills the aside of the page and returns what the page calls around its attach. */
export function backstage() {
  const browser = browserPanel();
  const notice = h("p", { class: "notice" }, "This window pretends to be another device. Below is what it really is.");
  notice.hidden = !options().pretend;
  $("backstage").append(
    h("h2", {}, "Backstage"),
    notice,
    controls(),
    tabs([["events", "Events", eventsPanel()], ["browser", "This browser", browser]]));
  return { look, show: (found) => show(browser, found) };
}

/** tabs follows the tab pattern of the ARIA authoring practices: arrow keys move, one tab stop. */
function tabs(entries) {
  const buttons = entries.map(([id, title], i) =>
    h("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}`, onclick: () => select(i) }, title));
  const panels = entries.map(([id, , content]) => h("div", { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `tab-${id}`, tabindex: 0 }, content));
  const select = (chosen) => {
    buttons.forEach((button, i) => {
      button.setAttribute("aria-selected", String(i === chosen));
      button.tabIndex = i === chosen ? 0 : -1;
      panels[i].hidden = i !== chosen;
    });
    sessionStorage.setItem("nightjar.tab", chosen);
  };
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (buttons.indexOf(event.target) + step + buttons.length) % buttons.length;
    select(next);
    buttons[next].focus();
  };
  select(Number(sessionStorage.getItem("nightjar.tab") ?? 0));
  return h("div", { class: "tabs" }, h("div", { role: "tablist", "aria-label": "Backstage", onkeydown: move }, buttons), panels);
}
