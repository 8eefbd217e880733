//go:build js && wasm

package collect

import (
	"strconv"

	"github.com/openrupt/openrupt/internal/jsx"
)

// fontBucket says which probes of a bucket are installed: text in "probe, generic" is
// wider or narrower than in the generic family alone only if the probe is there. The
// text is measured by a canvas, in a hidden frame if an @font-face of the page has one of
// the names. Fonts come with systems and suites and stay.
func fontBucket(bucket int) func(*browser) (string, error) {
	return func(b *browser) (string, error) {
		installed := b.slow("font.b" + strconv.Itoa(bucket))
		if installed.Type() != jsx.TypeString {
			return "", errAbsent
		}
		return installed.String(), nil
	}
}
