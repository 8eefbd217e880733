//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/internal/jsx"

// textMetrics reads width and ascent of short texts: the shaping of the system and its
// fonts for the generic families, unlike pixels not subject to noise. Other scripts
// would say more, but the first letter of one may load a font of 20 MB, on the thread of
// the page. https://html.spec.whatwg.org/multipage/canvas.html#dom-context-2d-measuretext
func textMetrics(b *browser) (string, error) {
	metrics := b.slow("metrics")
	if metrics.Type() != jsx.TypeString {
		return "", errAbsent
	}
	return metrics.String(), nil
}
