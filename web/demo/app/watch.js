import { film, films } from "./catalogue.js";
import { $, h } from "./dom.js";
import { open } from "./page.js";
import { poster } from "./poster.js";

const now = film(new URLSearchParams(location.search).get("film"));

function draw() {
  document.title = `${now.title} – Nightjar`;
  $("screen").prepend(poster(now));
  $("film-title").textContent = now.title;
  $("film-facts").textContent = `${now.year} · ${now.length} · ${now.tags.join(", ")}`;
  $("film-line").textContent = now.line;
  const others = films.filter((f) => f !== now).slice(0, 4);
  $("next").append(...others.map((f) =>
    h("li", {}, h("a", { class: "card", href: `/watch.html?film=${f.id}` }, h("span", { class: "frame" }, poster(f)), h("span", { class: "card-title" }, f.title)))));
}

function player() {
  const button = $("play");
  const bar = $("progress");
  let timer;
  button.addEventListener("click", () => {
    const playing = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(playing));
    button.textContent = playing ? "Pause" : "Play";
    clearInterval(timer);
    if (playing) timer = setInterval(() => (bar.value = (bar.value + 0.2) % 100), 200);
  });
}

draw();
player();
open();
