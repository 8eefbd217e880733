// The choices of a visitor: as which device, and how a challenge is to look.

import { h } from "./dom.js";
import { choose, options } from "./options.js";
import { elsewhere, forget } from "./pretend.js";
import { session } from "./session.js";

/** controls is the form; a choice takes effect by loading the page again, as every page attaches. */
export function controls() {
  const { pretend, mode, channel } = options();
  return h("form", { class: "controls", onsubmit: (event) => event.preventDefault() },
    pretendSwitch(pretend),
    h("p", { class: "muted", id: "pretend-why" },
      "One machine is one device to the server, in a private window too: that is the point of it. ",
      "This changes the signals before they are hashed, and forgets what the SDK kept here. Another browser works too."),
    h("p", { class: "pair" },
      h("a", { class: "button", href: second(), target: "_blank", rel: "noopener", id: "second-device" }, "Second device"),
      h("a", { class: "button", href: "/dev/inbox", target: "_blank", rel: "noopener", id: "inbox" }, "Dev inbox")),
    h("div", { class: "pair" },
      choice("mode", "Challenge opens as", mode, [["redirect", "a page"], ["modal", "a modal"]]),
      choice("channel", "Code goes by", channel, [["", "my choice"], ["email", "email"], ["text", "text message"]])));
}

function pretendSwitch(on) {
  const change = (event) => {
    forget();
    choose({ pretend: event.target.checked });
    location.reload();
  };
  return h("label", { class: "switch" },
    h("input", { type: "checkbox", role: "switch", id: "pretend", checked: on, "aria-describedby": "pretend-why", onchange: change }),
    "Pretend to be another device");
}

const choice = (name, label, value, entries) =>
  h("div", { class: "choice" },
    h("label", { for: `choose-${name}` }, label),
    h("select", { id: `choose-${name}`, name, onchange: (event) => choose({ [name]: event.target.value }) },
      entries.map(([key, title]) => h("option", { value: key, selected: key === value }, title))));

/** second is the sign-in page as another device with the same user, under this machine's other name: a storage of its own. */
function second() {
  const { mode, channel } = options();
  return elsewhere(`/signin.html#${new URLSearchParams({ pretend: "1", mode, channel, ...session() })}`);
}
