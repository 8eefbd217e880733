//go:build js && wasm

package collect

import (
	"strings"
	"syscall/js"
)

// textMetrics reads width and ascent of short texts: the shaping of the system and its
// fonts for the generic families, unlike pixels not subject to noise.
// https://html.spec.whatwg.org/multipage/canvas.html#dom-context-2d-measuretext
func textMetrics(b *browser) (string, error) {
	d, err := b.newDrawing(1, 1)
	if err != nil {
		return "", err
	}
	var measured []string
	for _, probe := range metricProbes {
		set(d.context, "font", probe.font)
		metrics := call(d.context, "measureText", probe.text)
		for _, name := range []string{"width", "actualBoundingBoxAscent"} {
			if v := get(metrics, name); v.Type() == js.TypeNumber {
				measured = append(measured, text(v))
			}
		}
	}
	return strings.Join(measured, ","), nil
}

// metricProbes are large, so that rounding to whole pixels where there is no subpixel
// positioning does not hide differences. Other scripts would say more, but the first
// letter of one may load a font of 20 MB, on the thread of the page.
var metricProbes = []struct{ font, text string }{
	{"72px serif", "mmMwWLliI0fiflO&1"},
	{"72px sans-serif", "mmMwWLliI0fiflO&1"},
	{"72px monospace", "mmMwWLliI0fiflO&1"},
	{"72px cursive", "mmMwWLliI0fiflO&1"},
	{"72px system-ui", "mmMwWLliI0fiflO&1"},
	{"bold 72px Arial", "mmMwWLliI0fiflO&1"},
}
