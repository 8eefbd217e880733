//go:build js && wasm

package collect

import (
	"errors"

	"github.com/openrupt/openrupt/internal/jsx"
)

// frame is a hidden document of its own: another realm and other styles than those of
// the page. Where frames are not to be had, it is the page itself.
type frame struct {
	element jsx.Value // undefined where it is the page
	window  jsx.Value
	ruler   *ruler
}

// errFrameGone: the page removed what it did not put there.
var errFrameGone = errors.New("frame removed")

// document is asked for each time: Gecko swaps the first one of a frame for another.
func (f *frame) document() (jsx.Value, error) {
	if f.element.IsObject() && get(f.element, "isConnected") != jsx.True {
		return jsx.Undefined, errFrameGone
	}
	document := get(f.window, "document")
	if !get(document, "body").IsObject() {
		return jsx.Undefined, errFrameGone
	}
	return document, nil
}

// openFrame puts an empty frame into the page. An empty frame is there at once; one
// with a srcdoc has to load, which takes longer than all we do in it. The style is
// set property by property: a policy for styles forbids the attribute, not this.
func (b *browser) openFrame() {
	b.frame = &frame{window: b.window}
	attempt(func() { // the page will do
		element := call(b.reach, "span", b.document, "iframe", frameStyle, "important", "")
		call(element, "setAttribute", "aria-hidden", "true")
		call(element, "setAttribute", "tabindex", "-1")
		call(get(b.document, "body"), "appendChild", element)
		b.frame.element = element
		if window := get(element, "contentWindow"); get(window, "document.body").IsObject() {
			b.frame.window = window
		}
	})
}

// frameStyle hides the frame without taking away its layout, which display would.
const frameStyle = "display:block;zoom:1;position:absolute;top:-9999px;left:0;width:600px;height:100px;" +
	"border:0;visibility:hidden;pointer-events:none"

// closeFrame leaves the page as it was.
func (b *browser) closeFrame() {
	if b.frame.element.IsObject() {
		attempt(func() { call(b.frame.element, "remove") })
	}
}

// span adds one line of text to a document.
func (b *browser) span(document jsx.Value, pref fontPref) jsx.Value {
	styles := "position:absolute;white-space:nowrap;visibility:hidden;font-family:" + pref.family + ";font-size:" + pref.size
	span := call(b.reach, "span", document, "span", styles, "", fontText)
	call(get(document, "body"), "appendChild", span)
	return span
}
