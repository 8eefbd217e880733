import { film, films } from "./catalogue.js";
import { $, h } from "./dom.js";
import { record } from "./events.js";
import { open } from "./page.js";
import { poster } from "./poster.js";

const watch = ({ id }) => `/watch.html?film=${id}`;

const card = (f) =>
  h("li", {},
    h("a", { class: "card", href: watch(f) },
      h("span", { class: "frame" }, poster(f)),
      h("span", { class: "card-title" }, f.title),
      h("span", { class: "muted" }, `${f.year} · ${f.tags.join(", ")}`)));

function draw() {
  const tonight = film("salt-meridian");
  $("hero-art").append(poster(tonight));
  $("hero-title").textContent = tonight.title;
  $("hero-line").textContent = tonight.line;
  $("hero-facts").textContent = `${tonight.year} · ${tonight.length} · ${tonight.tags.join(", ")}`;
  $("hero-watch").href = watch(tonight);
  $("row-new").append(...films.slice(1, 5).map(card));
  $("row-more").append(...films.slice(5).map(card));
}

/** The challenge page sends people back here with the challenge's id, which proves nothing by itself. */
function welcomeBack() {
  const id = new URLSearchParams(location.search).get("challenge_id");
  if (!id) return;
  record("challenge passed", { challenge_id: id });
  $("welcome").hidden = false;
  history.replaceState(null, "", "/");
}

draw();
welcomeBack();
open();
