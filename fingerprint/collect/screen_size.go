//go:build js && wasm

package collect

import (
	"syscall/js"

	"github.com/openrupt/openrupt/fingerprint"
)

// screenSize reads screen.width and height with the scale of the page, of which the
// product is the number of physical pixels, whatever the zoom: browsers that let zoom
// change the first let it change the second in proportion. Another monitor changes it.
// https://drafts.csswg.org/cssom-view/#the-screen-interface
func screenSize(b *browser) (string, error) {
	width, height := get(b.screen, "width"), get(b.screen, "height")
	if width.Type() != js.TypeNumber || height.Type() != js.TypeNumber {
		return "", errAbsent
	}
	scale := get(b.window, "devicePixelRatio")
	if b.engine != fingerprint.Gecko {
		// Only Gecko lets the zoom change the size of the screen.
		scale = js.ValueOf(unzoomed(b))
	}
	return text(width) + "x" + text(height) + "@" + text(scale), nil
}
