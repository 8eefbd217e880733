//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/internal/jsx"
)

// fact is something that a browser has, in one string, so that tables of them are data
// that nothing has to make: "a.b", a property of the window, "a.b=text", one with that
// value, or "property: value", a declaration of CSS that is understood.
type fact string

// holds is false where asking throws.
func (f fact) holds(b *browser) bool {
	if property, value, css := strings.Cut(string(f), ": "); css {
		return holds(b, func(b *browser) bool { return b.supports(property, value) })
	}
	path, want, valued := strings.Cut(string(f), "=")
	v := b.window.Get(path)
	if v == jsx.Undefined || v.Type() == jsx.TypeThrown {
		return false
	}
	return !valued || v.Text() == want
}

// holds is false where asking throws.
func holds(b *browser, question func(*browser) bool) bool {
	return soft(func() bool { return question(b) })
}
