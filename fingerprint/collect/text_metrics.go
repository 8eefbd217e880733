//go:build js && wasm

package collect

import "strings"

// textMetrics reads width and ascent of short texts: the shaping of the system and its
// fonts for the generic families, unlike pixels not subject to noise.
// https://html.spec.whatwg.org/multipage/canvas.html#dom-context-2d-measuretext
func textMetrics(b *browser) (string, error) {
	d, err := b.newDrawing(1, 1)
	if err != nil {
		return "", err
	}
	d.exact()
	fonts := strings.Join(metricFonts, "\n")
	return call(b.reach, "measure", d.context, metricText, fonts, "width", "actualBoundingBoxAscent").String(), nil
}

// metricFonts are large, so that rounding to whole pixels where there is no subpixel
// positioning does not hide differences. Other scripts would say more, but the first
// letter of one may load a font of 20 MB, on the thread of the page.
var metricFonts = []string{
	"72px serif", "72px sans-serif", "72px monospace", "72px cursive", "72px system-ui", "bold 72px Arial",
}

const metricText = "mmMwWLliI0fiflO&1"
