//go:build js && wasm

package collect

import (
	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsx"
)

// screenSize reads screen.width and height with the scale of the page, of which the
// product is the number of physical pixels, whatever the zoom: browsers that let zoom
// change the first let it change the second in proportion. Another monitor changes it.
// https://drafts.csswg.org/cssom-view/#the-screen-interface
func screenSize(b *browser) (string, error) {
	width, height := get(b.screen, "width"), get(b.screen, "height")
	if width.Type() != jsx.TypeNumber || height.Type() != jsx.TypeNumber {
		return "", errAbsent
	}
	scale := get(b.window, "devicePixelRatio").Text()
	if b.engine != fingerprint.Gecko {
		// Only Gecko lets the zoom change the size of the screen.
		scale = b.format(unzoomed(b))
	}
	return width.Text() + "x" + height.Text() + "@" + scale, nil
}
