package challengeui

// footer is the language selector: a disclosure, which needs no script.
func (v view) footer() *Node {
	list := el("ul", "language-list").with("role", "list")
	for _, l := range Languages {
		b := button("language-option", ActionLang+l.Tag, text(l.Name)).with("lang", l.Tag).with("dir", l.Dir)
		if l.Tag == v.t.Tag {
			b.with("aria-current", "true")
		}
		list.add(el("li", "", b))
	}
	return el("footer", "challenge-footer",
		el("details", "language-selector",
			part("summary", "language-selector-button",
				icon("globe"), el("span", "hidden", text(v.t.Language+": ")), text(v.t.Name)),
			form(list)))
}
