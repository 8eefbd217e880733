//go:build js && wasm

package collect

import "syscall/js"

// frame is a hidden document of its own: another realm and other styles than those of
// the page. Where frames are not to be had, it is the page itself.
type frame struct {
	element          js.Value
	window, document js.Value
	ruler            *ruler
}

// openFrame puts an empty frame into the page. An empty frame is there at once; one
// with a srcdoc has to load, which takes longer than all we do in it. The style is
// set property by property: a policy for styles forbids the attribute, not this.
func (b *browser) openFrame() {
	b.frame = &frame{window: b.window, document: b.document}
	defer func() { _ = recover() }() // the page will do
	element := call(b.document, "createElement", "iframe")
	call(element, "setAttribute", "aria-hidden", "true")
	call(element, "setAttribute", "tabindex", "-1")
	style := get(element, "style")
	for _, property := range frameStyle {
		call(style, "setProperty", property[0], property[1], "important")
	}
	call(get(b.document, "body"), "appendChild", element)
	b.frame.element = element
	window := get(element, "contentWindow")
	if document := get(window, "document"); isObject(get(document, "body")) {
		b.frame.window, b.frame.document = window, document
	}
}

// frameStyle hides the frame without taking away its layout, which display would.
var frameStyle = [][2]string{
	{"position", "absolute"}, {"top", "-9999px"}, {"left", "0"}, {"width", "600px"}, {"height", "100px"},
	{"border", "0"}, {"visibility", "hidden"}, {"pointer-events", "none"},
}

// closeFrame leaves the page as it was.
func (b *browser) closeFrame() {
	defer func() { _ = recover() }()
	if isObject(b.frame.element) {
		call(b.frame.element, "remove")
	}
	b.frame = nil
}

// span adds one line of text to body.
func (f *frame) span(body js.Value, pref fontPref) js.Value {
	span := call(f.document, "createElement", "span")
	set(span, "textContent", fontText)
	style := get(span, "style")
	call(style, "setProperty", "position", "absolute")
	call(style, "setProperty", "white-space", "nowrap")
	call(style, "setProperty", "visibility", "hidden")
	if pref.family != "" {
		call(style, "setProperty", "font-family", pref.family)
	}
	if pref.size != "" {
		call(style, "setProperty", "font-size", pref.size)
	}
	call(body, "appendChild", span)
	return span
}
