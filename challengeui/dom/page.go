//go:build js

package dom

import (
	"syscall/js"

	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/jsx"
	"github.com/openrupt/openrupt/internal/wire"
)

// dataID is the id of the element with the hosted page's data, as package hosted
// writes it.
const dataID = "rupt-challenge-data"

// Page is the hosted challenge page that the script runs in.
type Page struct {
	// Root is the element to [Mount] at.
	Root js.Value
	// ClientID and Challenge are what the backend needs.
	ClientID, Challenge string
	// State, Texts and Skew go into [Options].
	State ui.State
	Texts *ui.Texts
	Skew  int64
}

// FindPage reads the hosted page's data; ok is false on any other page.
func FindPage() (p Page, ok bool) {
	document := js.Global().Get("document")
	data, root := document.Call("getElementById", dataID), document.Call("getElementById", ui.RootID)
	if data.IsNull() || root.IsNull() {
		return p, false
	}
	d, err := jsx.Try(func() js.Value { return js.Global().Get("JSON").Call("parse", data.Get("textContent")) })
	if err != nil || d.Type() != js.TypeObject {
		return p, false
	}
	p = Page{
		Root: root, ClientID: text(d, "client_id"), Challenge: text(d, "challenge"),
		State: ui.Restore(ui.New(), text(d, "snapshot")), Texts: ui.Pick(text(d, "lang")),
	}
	if now := d.Get("now"); now.Type() == js.TypeNumber {
		p.Skew = int64(now.Float()) - jsx.Now()
	}
	p.State.Preset = wire.Channel(text(d, "channel"))
	if links := d.Get("links"); links.Type() == js.TypeObject {
		p.State.Links = ui.Links{
			Success: text(links, ui.TargetSuccess), Logout: text(links, ui.TargetLogout),
			NewAccount: text(links, ui.TargetNewAccount), Upgrade: text(links, ui.TargetUpgrade),
			Refused: links.Get("refused").Equal(js.ValueOf(true)),
		}
	}
	return p, p.ClientID != "" && p.Challenge != ""
}

// text is a string property, or empty.
func text(v js.Value, name string) string {
	if s := v.Get(name); s.Type() == js.TypeString {
		return s.String()
	}
	return ""
}
