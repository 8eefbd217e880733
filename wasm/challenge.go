//go:build js

package main

import (
	"syscall/js"

	"github.com/openrupt/openrupt/attach"
	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/challengeui/dom"
)

// modal shows challenges over the page.
type modal struct{ nonce string }

func (m modal) Open(d attach.Dialog) {
	state := ui.New()
	state.Modal = true
	state.Preset = d.Channel
	state.Links = ui.Links{
		Success:    d.Redirects.Success,
		Logout:     d.Redirects.Logout,
		NewAccount: d.Redirects.NewAccount,
		Upgrade:    d.Redirects.Upgrade,
	}
	document := js.Global().Get("document")
	dom.Mount(document.Get("body"), dom.Options{
		Backend: d.Challenge,
		State:   state,
		Texts:   ui.Pick(d.Lang, document.Get("documentElement").Get("lang").String(), js.Global().Get("navigator").Get("language").String()),
		Nonce:   m.nonce,
		Go:      page{}.Go,
	})
}

// enhance takes over the challenge page of our server, if this is it.
func enhance(client *attach.Client, nonce string) {
	p, ok := dom.FindPage()
	if !ok {
		return
	}
	dom.Mount(p.Root, dom.Options{
		Backend: attach.NewChallenge(client, p.ClientID, p.Challenge),
		State:   p.State,
		Texts:   p.Texts,
		Skew:    p.Skew,
		Nonce:   nonce,
		Go:      page{}.Go,
	})
}
