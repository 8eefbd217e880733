//go:build js && wasm

package collect

import (
	"strings"
	"syscall/js"
)

// fontPrefs measures text in the generic families, at the default and at the smallest
// size: the fonts and sizes that a person or a system set for pages that ask for none.
// The hidden frame shields it from the styles of the page, the zoom is divided out.
func fontPrefs(b *browser) (string, error) {
	document, err := b.frame.document()
	if err != nil {
		return "", err
	}
	zoom := number(get(b.window, "devicePixelRatio")) / unzoomed(b)
	spans := make([]js.Value, len(fontPrefProbes))
	for i, pref := range fontPrefProbes {
		spans[i] = span(document, pref)
	}
	widths := make([]string, len(spans))
	for i, span := range spans {
		width := number(get(call(span, "getBoundingClientRect"), "width"))
		widths[i] = text(js.ValueOf(width * zoom))
	}
	for _, span := range spans {
		call(span, "remove")
	}
	return strings.Join(widths, ","), nil
}

type fontPref struct{ family, size string }

var fontPrefProbes = []fontPref{
	{"", ""}, {"-apple-system-body", ""}, {"serif", ""}, {"sans-serif", ""},
	{"monospace", ""}, {"", "1px"}, {"system-ui", ""},
}
