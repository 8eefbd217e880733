//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/internal/jsx"
)

// fontPrefs measures text in the generic families, at the default and at the smallest
// size: the fonts and sizes that a person or a system set for pages that ask for none.
// The hidden frame shields it from the styles of the page, the zoom is divided out.
func fontPrefs(b *browser) (string, error) {
	document, err := b.frame.document()
	if err != nil {
		return "", err
	}
	zoom := get(b.window, "devicePixelRatio").Float() / unzoomed(b)
	spans := make([]jsx.Value, len(fontPrefProbes))
	for i, pref := range fontPrefProbes {
		spans[i] = b.span(document, pref)
	}
	widths := make([]string, len(spans))
	for i, span := range spans {
		width := get(call(span, "getBoundingClientRect"), "width").Float()
		widths[i] = b.format(width * zoom)
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
