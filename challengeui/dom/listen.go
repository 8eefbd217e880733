//go:build js

package dom

import (
	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/jsx"
	"strings"
)

// listen hears everything at the root, so that elements may come and go.
func (m *mounted) listen() {
	window := m.scope.Global()
	document := window.Get("document")
	m.on(m.root, "click", m.clicked)
	m.on(m.root, "submit", m.submitted)
	m.on(m.root, "input", m.input)
	m.on(m.root, "compositionend", m.input)
	m.on(m.root, "keydown", m.keyed)
	m.on(document, "visibilitychange", func(event jsx.Value) {
		if event.Get("target.visibilityState").String() == "visible" {
			m.dispatch(ui.Refresh{})
		}
	})
	m.on(window, "online", func(jsx.Value) {
		if m.state.Notice == ui.NoticeOffline {
			m.dispatch(ui.Press{Do: ui.ActionRetry})
		}
	})
	if m.state.Modal {
		m.on(m.root, "cancel", func(event jsx.Value) {
			event.Call("preventDefault")
			m.close()
		})
	}
}

func (m *mounted) on(target jsx.Value, event string, f func(jsx.Value)) {
	m.cleanup = append(m.cleanup, jsx.Listen(target, event, func(e jsx.Value) {
		m.enter(func() { f(e) })
	}))
}

// clicked is a press of any button; Enter in the field presses its form's. No form is
// submitted, which a sandboxed frame may not.
func (m *mounted) clicked(event jsx.Value) {
	if button := event.Get("target").Call("closest", "button"); button.IsObject() {
		event.Call("preventDefault")
		m.pressed(button)
	}
}

// submitted is a form that something else than a press submits, such as a password manager.
func (m *mounted) submitted(event jsx.Value) {
	event.Call("preventDefault")
	m.pressed(event.Get("target").Call("querySelector", "button"))
}

func (m *mounted) pressed(button jsx.Value) {
	if !button.IsObject() || button.Call("getAttribute", "aria-disabled").String() == "true" {
		return
	}
	do := button.Get("value").String()
	if tag, ok := strings.CutPrefix(do, ui.ActionLang); ok {
		m.speak(tag)
		return
	}
	if do == ui.ActionClose {
		m.close()
		return
	}
	m.dispatch(ui.Press{Do: do, Code: m.typed()})
}

// typed is the content of the field.
func (m *mounted) typed() string {
	if field := m.find("input"); field != jsx.Null {
		return field.Get("value").String()
	}
	return ""
}

// input waits for the end of a composition, which must not be disturbed.
func (m *mounted) input(event jsx.Value) {
	if event.Get("isComposing") == jsx.True {
		return
	}
	m.dispatch(ui.Typed{Code: event.Get("target.value").String()})
}

// keyed closes the list of languages with Escape, before that closes the dialog.
func (m *mounted) keyed(event jsx.Value) {
	if event.Get("key").String() != "Escape" {
		return
	}
	if list := m.find("details[open]"); list != jsx.Null {
		event.Call("preventDefault")
		list.Set("open", false)
		list.Call("querySelector", "summary").Call("focus")
	}
}

// speak changes the language. A page remembers it in its address.
func (m *mounted) speak(tag string) {
	m.texts = ui.Pick(tag)
	m.render()
	list := m.find("details")
	list.Set("open", false)
	list.Call("querySelector", "summary").Call("focus")
	if m.state.Modal {
		return
	}
	window := m.root.Scope().Global()
	page := window.Get("document.documentElement")
	page.Set("lang", m.texts.Tag)
	page.Set("dir", m.texts.Dir)
	url := window.Get("URL").New(window.Get("location.href"))
	url.Get("searchParams").Call("set", "lang", m.texts.Tag)
	window.Get("history").Call("replaceState", jsx.Null, "", url)
}
