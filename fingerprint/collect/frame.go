//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/internal/jsx"

// frame is the hidden document of frame.js: another realm, in which scripts of the page
// have not run.
type frame struct {
	element jsx.Value // undefined where frames are not to be had: it is the page itself
	window  jsx.Value
}

// openFrame takes the frame that is in the page, or puts one into it.
func (b *browser) openFrame() {
	b.frame = &frame{window: b.window}
	attempt(func() { // the page will do
		b.frame.element = call(b.reach, "frame")
		if window := get(b.frame.element, "contentWindow"); get(window, "document.body").IsObject() {
			b.frame.window = window
		}
	})
}
