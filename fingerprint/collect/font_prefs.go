//go:build js && wasm

package collect

import "strings"

// fontPrefs measures text in the generic families, at the default and at the smallest
// size: the fonts and sizes that a person or a system set for pages that ask for none.
// Text.js shields it from the styles of the page, the zoom is divided out.
func fontPrefs(b *browser) (string, error) {
	measured := b.slow("prefs")
	zoom := get(b.window, "devicePixelRatio").Float() / unzoomed(b)
	widths := make([]string, count(measured, 10))
	for i := range widths {
		widths[i] = b.format(must(measured.At(i)).Float() * zoom)
	}
	return strings.Join(widths, ","), nil
}
