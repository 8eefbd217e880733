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

// Task is a challenge to show, as the hosted page or the SDK describes it.
type Task struct {
	// Origin is the API's; "" on the hosted page, which is served by it.
	Origin string
	// ClientID, Secret, Challenge and Session are what the backend needs. The SDK may
	// know a session already.
	ClientID, Secret, Challenge, Session string
	// State, Texts and Skew go into [Options].
	State ui.State
	Texts *ui.Texts
	Skew  int64
}

// FindPage reads the task of the hosted page, to be mounted at root; ok is false on any
// other page.
func FindPage() (t Task, root js.Value, ok bool) {
	document := js.Global().Get("document")
	data, root := document.Call("getElementById", dataID), document.Call("getElementById", ui.RootID)
	if data.IsNull() || root.IsNull() {
		return t, root, false
	}
	t, ok = ReadTask(data.Get("textContent").String())
	return t, root, ok
}

// ReadTask reads a task from its JSON text.
func ReadTask(description string) (t Task, ok bool) {
	d, err := jsx.Try(func() js.Value { return js.Global().Get("JSON").Call("parse", description) })
	if err != nil || d.Type() != js.TypeObject {
		return t, false
	}
	document, navigator := js.Global().Get("document"), js.Global().Get("navigator")
	t = Task{
		Origin: text(d, "origin"), ClientID: text(d, "client_id"), Secret: text(d, "secret"),
		Challenge: text(d, "challenge"), Session: text(d, "session"),
		State: ui.Restore(ui.New(), text(d, "snapshot")),
		Texts: ui.Pick(text(d, "lang"), text(document.Get("documentElement"), "lang"), text(navigator, "language")),
	}
	if now := d.Get("now"); now.Type() == js.TypeNumber {
		t.Skew = int64(now.Float()) - jsx.Now()
	}
	t.State.Preset = wire.Channel(text(d, "channel"))
	if links := d.Get("links"); links.Type() == js.TypeObject {
		t.State.Links = ui.Links{
			Success: text(links, ui.TargetSuccess), Logout: text(links, ui.TargetLogout),
			NewAccount: text(links, ui.TargetNewAccount), Upgrade: text(links, ui.TargetUpgrade),
			Refused: links.Get("refused").Equal(js.ValueOf(true)),
		}
	}
	return t, t.ClientID != "" && t.Challenge != ""
}

// text is a string property, or empty.
func text(v js.Value, name string) string {
	if s := v.Get(name); s.Type() == js.TypeString {
		return s.String()
	}
	return ""
}
