//go:build js

package dom

import (
	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/jsx"
)

// openDialog makes the shadow root and shows a modal dialog in it. The browser keeps
// the focus inside it and gives it back in the end.
func (m *mounted) openDialog(host jsx.Value) {
	document := m.scope.Global().Get("document")
	element := document.Call("createElement", ElementName)
	m.parent = element.Call("attachShadow", jsx.JSON(`{"mode":"open"}`))
	host.Call("appendChild", element)
	m.root = document.Call("createElement", "dialog")
	m.parent.Call("appendChild", m.root)
	m.measured(element, document)
	m.tree = ui.View(m.state, m.texts)
	patch(m.root, m.tree, nil)
	m.root.Call("showModal")

	page := document.Get("documentElement.style")
	overflow := page.Get("overflow")
	page.Set("overflow", "hidden")
	m.cleanup = append(m.cleanup, func() {
		page.Set("overflow", overflow)
		m.root.Call("close")
		element.Call("remove")
	})
}

// measured styles the dialog. The style sheet counts in rem, which are the page's, and the
// html of many has 62.5 %. Without rules of the page the element has the font size that the
// person has chosen: where that is another, each rem is times the quotient.
func (m *mounted) measured(element, document jsx.Value) {
	m.style(ui.CSS)
	window := m.scope.Global()
	size := func(of jsx.Value) float64 {
		return window.Call("parseFloat", window.Call("getComputedStyle", of).Get("fontSize")).Float()
	}
	chosen, root := size(element), size(document.Get("documentElement"))
	if chosen > 0 && root > 0 && chosen != root {
		element.Get("style").Call("setProperty", "--rem", chosen/root)
		rem := window.Get("RegExp").New(`[\d.]+rem`, "g")
		m.style(window.Get("String").New(ui.CSS).Call("replace", rem, "calc($&*var(--rem))").String())
	}
}

// style gives the shadow root a further style sheet; a constructed one needs no leave
// from the page's policy.
func (m *mounted) style(css string) {
	window := m.scope.Global()
	sheet := window.Get("CSSStyleSheet").New()
	replaced := sheet.Call("replaceSync", css)
	if replaced == jsx.Undefined && m.parent.Get("adoptedStyleSheets").Call("push", sheet).Type() == jsx.TypeNumber {
		return
	}
	style := window.Get("document").Call("createElement", "style")
	if m.o.Nonce != "" {
		style.Set("nonce", m.o.Nonce)
	}
	style.Set("textContent", css)
	m.parent.Call("appendChild", style)
}

// dress puts the project's colours on, once they are known. The server has seen to
// those of its page.
func (m *mounted) dress() {
	p := m.state.Face()
	if m.dressed || p == nil || !m.state.Modal {
		return
	}
	m.dressed = true
	m.style(p.Style)
}

// close takes the dialog away at the person's wish.
func (m *mounted) close() {
	m.unmount()
	if m.o.OnClose != nil {
		m.o.OnClose()
	}
}
