package challengeui

import (
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// Ids of elements that others refer to; unique within one tree.
const (
	idHeading = "challenge-heading"
	idText    = "challenge-text"
	idAlert   = "challenge-alert"
	idCode    = "challenge-code"
	idWait    = "challenge-wait"
)

// ID of the element that a page's own tree is rooted in.
const RootID = "rupt-challenge"

// View is the whole of what is shown, for a page or, if s.Modal, for a dialog.
func View(s State, t *Texts) *Node {
	v := newView(s, t)
	screen := v.screen()
	container := part("div", "challenge-container",
		v.header(), v.backButton(), screen.icon, v.heading(screen), v.subheading(screen), v.notices(),
		el("div", "challenge-body", screen.body...), v.refused())
	if s.Modal {
		return v.root("dialog", container.add(v.footer())).with("aria-labelledby", idHeading)
	}
	return v.root("main", container, v.footer())
}

// Title is the document's title; it begins with what went wrong, for those who hear
// it first.
func Title(s State, t *Texts) string {
	v := newView(s, t)
	heading := plain(v.screen().heading)
	if s.Notice.Bad() {
		heading = v.notice() + " " + heading
	}
	if v.name() == "" {
		return heading
	}
	return strings.Replace(strings.Replace(t.Title, "{project}", v.name(), 1), "{heading}", heading, 1)
}

// view is a state in a language. Each screen is a method in a file of its own.
type view struct {
	s State
	t *Texts
}

func newView(s State, t *Texts) view {
	v := view{s, t}
	if p := v.face(); p != nil {
		v.t = t.worded(p.Texts)
	}
	return v
}

// screen is what differs between screens.
type screen struct {
	icon    *Node
	heading []*Node
	text    []*Node
	body    []*Node
}

func (v view) screen() screen {
	switch {
	case v.s.Screen == ScreenUnknown:
		return v.unknown()
	case v.s.Screen == ScreenSuspended:
		return v.suspended()
	case v.s.Challenge == nil:
		return v.loading()
	}
	switch v.s.Screen {
	case ScreenChoose:
		return v.choose()
	case ScreenChannel:
		return v.channel()
	case ScreenCode:
		return v.code()
	case ScreenDevices:
		return v.devices()
	case ScreenDone:
		return v.done()
	case ScreenClosed:
		return v.closed()
	}
	return v.loading()
}

// root carries language, direction and the names that style sheets use.
func (v view) root(tag string, children ...*Node) *Node {
	return part(tag, "challenge-page").with("id", RootID).with("lang", v.t.Tag).with("dir", v.t.Dir).
		with("data-screen", v.s.Screen.name()).add(children...)
}

func (v view) heading(s screen) *Node {
	tag := "h1"
	if v.s.Modal {
		tag = "h2"
	}
	return part(tag, "challenge-heading", s.heading...).with("id", idHeading).with("tabindex", "-1")
}

func (v view) subheading(s screen) *Node {
	if s.text == nil {
		return nil
	}
	return part("p", "challenge-subheading", s.text...).with("id", idText)
}

// header shows whose challenge it is.
func (v view) header() *Node {
	h := el("header", "challenge-header")
	if p := v.face(); p != nil && p.LogoURL != "" {
		h.add(part("img", "project-logo").with("src", p.LogoURL).with("alt", "").with("width", "40").with("height", "40"))
	}
	if name := v.name(); name != "" {
		h.add(part("span", "project-name", text(name)))
	}
	if v.s.Modal {
		h.add(form(button("close-button", ActionClose, icon("close")).with("aria-label", v.t.Close)))
	}
	return h
}

// face is the project's, nil when unknown.
func (v view) face() *wire.ChallengeProject { return v.s.Face() }

// name is the project's own, or empty.
func (v view) name() string {
	if p := v.face(); p != nil {
		return p.Name
	}
	return ""
}

// project is the project's name within a sentence.
func (v view) project() string {
	if name := v.name(); name != "" {
		return name
	}
	return v.t.ThisSite
}

// say is a text about the project.
func (v view) say(format string) []*Node {
	return fill(format, "project", name(v.project()))
}

// to is a text with the masked contact of a channel, which reads from left to right
// in every language.
func (v view) to(format string, channel wire.Channel) []*Node {
	return fill(format, "to", el("bdi", "destination", text(v.s.destination(channel))).with("dir", "ltr"))
}

func (v view) backButton() *Node {
	if v.s.Screen != ScreenCode && (v.s.Screen != ScreenChannel || !v.s.asksFirst()) {
		return nil
	}
	if v.s.Screen == ScreenCode && !v.s.asksFirst() && !v.s.choice() {
		return nil
	}
	return form(button("back-button", ActionBack, icon("back"), text(v.t.Back)))
}

// refused explains a link that is not offered.
func (v view) refused() *Node {
	if !v.s.Links.Refused {
		return nil
	}
	return el("p", "challenge-refused", v.say(v.t.Refused)...)
}

// form makes its buttons work without a script.
func form(children ...*Node) *Node {
	return el("form", "").with("method", "post").with("novalidate", "").add(children...)
}

// button submits its action.
func button(class, action string, children ...*Node) *Node {
	return part("button", class).with("type", "submit").with("name", ActionField).with("value", action).add(children...)
}

// busy marks buttons while a command runs. They are not disabled, since that would
// take the focus away; Update ignores them.
func (v view) busy(n *Node, on bool) *Node {
	if v.s.Busy != Nothing && on {
		n.with("aria-disabled", "true")
	}
	return n
}

// plain is the text of nodes.
func plain(nodes []*Node) string {
	s := ""
	for _, n := range nodes {
		s += n.Text + plain(n.Children)
	}
	return s
}
