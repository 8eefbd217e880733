//go:build js

package dom

import (
	"syscall/js"

	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/jsx"
)

// openDialog makes the shadow root and shows a modal dialog in it. The browser keeps
// the focus inside it and gives it back in the end.
func (m *mounted) openDialog(host js.Value) {
	document := js.Global().Get("document")
	element := document.Call("createElement", ElementName)
	m.parent = element.Call("attachShadow", map[string]any{"mode": "open"})
	m.style()
	host.Call("appendChild", element)
	m.root = document.Call("createElement", "dialog")
	m.parent.Call("appendChild", m.root)
	patch(m.root, ui.View(m.state, m.texts))
	m.root.Call("showModal")

	page := document.Get("documentElement").Get("style")
	overflow := page.Get("overflow")
	page.Set("overflow", "hidden")
	m.cleanup = append(m.cleanup, func() {
		page.Set("overflow", overflow)
		m.root.Call("close")
		element.Call("remove")
	})
}

// style gives the shadow root its style sheet; a constructed one needs no leave from
// the page's policy.
func (m *mounted) style() {
	_, err := jsx.Try(func() js.Value {
		sheet := js.Global().Get("CSSStyleSheet").New()
		sheet.Call("replaceSync", ui.CSS)
		m.parent.Set("adoptedStyleSheets", []any{sheet})
		return sheet
	})
	if err == nil {
		return
	}
	style := js.Global().Get("document").Call("createElement", "style")
	if m.o.Nonce != "" {
		style.Set("nonce", m.o.Nonce)
	}
	style.Set("textContent", ui.CSS)
	m.parent.Call("appendChild", style)
}

// close takes the dialog away at the person's wish.
func (m *mounted) close() {
	m.unmount()
	if m.o.OnClose != nil {
		m.o.OnClose()
	}
}
