//go:build js

package dom

import (
	"strings"
	"syscall/js"

	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/jsx"
)

// listen hears everything at the root, so that elements may come and go.
func (m *mounted) listen() {
	document := js.Global().Get("document")
	m.on(m.root, "submit", m.submitted)
	m.on(m.root, "input", m.input)
	m.on(m.root, "compositionend", m.input)
	m.on(m.root, "keydown", m.keyed)
	m.on(document, "visibilitychange", func(js.Value) {
		if document.Get("visibilityState").String() == "visible" {
			m.dispatch(ui.Refresh{})
		}
	})
	m.on(js.Global(), "online", func(js.Value) {
		if m.state.Notice == ui.NoticeOffline {
			m.dispatch(ui.Press{Do: ui.ActionRetry})
		}
	})
	if m.state.Modal {
		m.on(m.root, "cancel", func(event js.Value) {
			event.Call("preventDefault")
			m.close()
		})
	}
}

func (m *mounted) on(target js.Value, event string, f func(js.Value)) {
	m.cleanup = append(m.cleanup, jsx.Listen(target, event, f))
}

// submitted is a press of any button; Enter in the field presses its form's.
func (m *mounted) submitted(event js.Value) {
	event.Call("preventDefault")
	button := event.Get("submitter")
	if !button.Truthy() {
		button = event.Get("target").Call("querySelector", "button")
	}
	if !button.Truthy() || button.Call("getAttribute", "aria-disabled").Equal(js.ValueOf("true")) {
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
	if field := m.find("input"); !field.IsNull() {
		return field.Get("value").String()
	}
	return ""
}

// input waits for the end of a composition, which must not be disturbed.
func (m *mounted) input(event js.Value) {
	if composing := event.Get("isComposing"); composing.Type() == js.TypeBoolean && composing.Bool() {
		return
	}
	m.dispatch(ui.Typed{Code: event.Get("target").Get("value").String()})
}

// keyed closes the list of languages with Escape, before that closes the dialog.
func (m *mounted) keyed(event js.Value) {
	if event.Get("key").String() != "Escape" {
		return
	}
	if list := m.find("details[open]"); !list.IsNull() {
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
	url := js.Global().Get("URL").New(js.Global().Get("location").Get("href"))
	url.Get("searchParams").Call("set", "lang", m.texts.Tag)
	js.Global().Get("history").Call("replaceState", js.Null(), "", url)
}
