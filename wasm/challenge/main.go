//go:build js

// Command challenge shows challenges, as a WebAssembly module of its own that only
// those who are challenged download: over a page, when the SDK asks for that, and on
// the challenge page of the server, whose form it takes over.
package main

import (
	"github.com/openrupt/openrupt/attach/api"
	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/challengeui/dom"
	"github.com/openrupt/openrupt/internal/jsx"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/wasm/host"
)

func main() {
	h := host.Take()
	s := &shower{Host: h, api: api.Client{HTTP: host.NewHTTP(), Timer: host.Timer{}}}
	if task, root, ok := dom.FindPage(); ok {
		task.Origin = h.Origin
		s.show(root, task)
	}
	h.Serve(s.open)
}

// shower shows challenges.
type shower struct {
	host.Host
	api api.Client
	// over is the challenge that is over the page, and away takes it from there.
	over string
	away func()
}

// open is the one function that the loader calls: to show a challenge over the page.
func (s *shower) open(c host.Call) (wire.Raw, *wire.Error) {
	task, ok := dom.ReadTask(c.Options)
	if !ok {
		return nil, &wire.Error{Code: wire.CodeInternal, Message: "The SDK described no challenge."}
	}
	task.State.Modal = true
	scope := jsx.Open()
	defer scope.Close()
	if scope.Global().Get("HTMLDialogElement.prototype.showModal").Type() != jsx.TypeFunction {
		return nil, &wire.Error{Code: wire.CodeInternal, Message: "The browser has no modal dialogs."} // it opens as a page
	}
	document := scope.Global().Get("document")
	if document.Call("querySelector", dom.ElementName).IsObject() && s.away != nil {
		if s.over == task.Challenge {
			return wire.Raw("null"), nil // the page has attached again meanwhile
		}
		s.away()
	}
	s.over, s.away = task.Challenge, s.show(document.Get("body"), task)
	return wire.Raw("null"), nil
}

// show mounts a challenge at an element. The tab keeps its session and where the person
// stands, so that a reload goes on from there.
func (s *shower) show(element jsx.Value, task dom.Task) (away func()) {
	tab := jsx.Storage("sessionStorage")
	place := wire.KeyChallengePlace + ":" + task.Challenge
	if snapshot := tab.Get(place); snapshot != "" {
		task.State = ui.Reload(task.State, snapshot)
	}
	challenge := &api.Challenge{
		Client:   s.api,
		Origin:   task.Origin,
		Basic:    api.Basic(task.ClientID, task.Secret),
		ID:       task.Challenge,
		Sessions: &api.Sessions{Kept: tab},
	}
	if task.Session != "" {
		challenge.Sessions.Set(task.Challenge, task.Session)
	}
	return dom.Mount(element, dom.Options{
		Backend: challenge,
		State:   task.State,
		Texts:   task.Texts,
		Skew:    task.Skew,
		Nonce:   s.Nonce,
		Keep:    func(snapshot string) { tab.Set(place, snapshot) },
		Go:      host.Go,
	})
}
