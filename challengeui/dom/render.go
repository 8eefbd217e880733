//go:build js

package dom

import (
	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/jsx"
)

// render brings the document up to date and sees to the focus.
func (m *mounted) render() {
	if m.adopting() {
		return
	}
	had := m.focused()
	tree := ui.View(m.state, m.texts)
	patch(m.root, tree, m.tree)
	m.tree = tree
	// Only another title is set: a browser that translates the page has set its own.
	if title := ui.Title(m.state, m.texts); !m.state.Modal && title != m.title {
		m.title = title
		m.root.Get("ownerDocument").Set("title", title)
	}
	screen, _ := tree.Get("data-screen")
	m.focus(screen, had)
}

// adopting says that what the server rendered stays until the challenge is here.
func (m *mounted) adopting() bool {
	return !m.state.Modal && m.state.Screen == ui.ScreenLoading && m.state.Notice == ui.NoticeNone
}

// focus moves to a new screen's field or heading, which is then read out, and back to
// the field when its code was refused. It never lets the focus get lost.
func (m *mounted) focus(screen string, had jsx.Value) {
	moved, field := screen != m.shown, m.find("input")
	refused := m.state.Notice != m.noticed && m.state.Notice.Bad()
	m.shown, m.noticed = screen, m.state.Notice
	switch {
	case field != jsx.Null && (moved || refused):
		field.Call("focus")
	case moved || had != jsx.Null && m.focused() == jsx.Null:
		if h := m.find("[tabindex='-1']"); h != jsx.Null {
			h.Call("focus")
		}
	}
}

// focused is the element of the tree that has the focus, or null.
func (m *mounted) focused() jsx.Value {
	active := m.root.Call("getRootNode").Get("activeElement")
	if active.IsObject() && m.root.Call("contains", active) == jsx.True {
		return active
	}
	return jsx.Null
}

func (m *mounted) find(selector string) jsx.Value { return m.root.Call("querySelector", selector) }
