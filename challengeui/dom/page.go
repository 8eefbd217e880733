//go:build js

package dom

import (
	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/jsx"
	"github.com/openrupt/openrupt/internal/wire"
)

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
func FindPage() (t Task, root jsx.Value, ok bool) {
	document := jsx.Open().Global().Get("document") // the page's challenge is there for good
	data, root := document.Call("getElementById", wire.ChallengeDataID), document.Call("getElementById", ui.RootID)
	if data == jsx.Null || root == jsx.Null {
		return t, root, false
	}
	t, ok = ReadTask(data.Get("textContent").String())
	return t, root, ok
}

// ReadTask reads a task from its JSON text.
func ReadTask(description string) (t Task, ok bool) {
	s := jsx.Open()
	defer s.Close()
	d := s.Keep(jsx.JSON(description))
	if d.Type() != jsx.TypeObject {
		return t, false
	}
	window := s.Global()
	t = Task{
		Origin: d.Get("origin").String(), ClientID: d.Get("client_id").String(), Secret: d.Get("secret").String(),
		Challenge: d.Get("challenge").String(), Session: d.Get("session").String(),
		State: ui.Restore(ui.New(), d.Get("snapshot").String()),
		Texts: ui.Pick(d.Get("lang").String(), window.Get("document.documentElement.lang").String(), window.Get("navigator.language").String()),
	}
	if now := d.Get("now"); now.Type() == jsx.TypeNumber {
		t.Skew = int64(now.Float()) - jsx.Now()
	}
	t.State.Preset = wire.Channel(d.Get("channel").String())
	if links := d.Get("links"); links.Type() == jsx.TypeObject {
		t.State.Links = ui.Links{
			Success: links.Get(ui.TargetSuccess).String(), Logout: links.Get(ui.TargetLogout).String(),
			NewAccount: links.Get(ui.TargetNewAccount).String(), Upgrade: links.Get(ui.TargetUpgrade).String(),
			Refused: links.Get("refused") == jsx.True,
		}
	}
	return t, t.ClientID != "" && t.Challenge != ""
}
