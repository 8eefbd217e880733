//go:build js && wasm

package collect

import (
	"math"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsx"
)

// screenDPR reads devicePixelRatio without the zoom of the page: the scale of the
// display. Zoom shows in the ratio of outer to inner width of a desktop window.
// https://drafts.csswg.org/cssom-view/#dom-window-devicepixelratio
func screenDPR(b *browser) (string, error) {
	if get(b.window, "devicePixelRatio").Type() != jsx.TypeNumber {
		return "", errAbsent
	}
	return b.format(unzoomed(b)), nil
}

// zoomSteps are the levels that browsers offer.
var zoomSteps = []float64{0.25, 0.3, 0.33, 0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.2, 1.25, 1.33, 1.5, 1.7, 1.75, 2, 2.4, 2.5, 3, 4, 5}

// unzoomed is devicePixelRatio at 100 %. Borders make outer and inner width differ a
// little without zoom, and docked tools a lot, so a ratio counts as zoom only if it is
// close to a step and leaves a scale that displays are set to: a multiple of a quarter.
func unzoomed(b *browser) float64 {
	dpr := get(b.window, "devicePixelRatio").Float()
	inner, outer := get(b.window, "innerWidth").Float(), get(b.window, "outerWidth").Float()
	if inner <= 0 || outer <= 0 || isPhone(b) {
		return dpr
	}
	for _, zoom := range zoomSteps {
		quarters := dpr / zoom * 4
		if near(outer/inner, zoom, 0.02*zoom) && near(quarters, math.Round(quarters), 0.06) && quarters > 3.9 {
			return math.Round(quarters) / 4
		}
	}
	return dpr
}

func near(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance }

// isPhone: on phones and tablets zoom moves the view and outer width means nothing.
func isPhone(b *browser) bool {
	return b.platform == fingerprint.Android || b.platform == fingerprint.IOS
}
