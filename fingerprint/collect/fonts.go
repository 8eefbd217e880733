//go:build js && wasm

package collect

import (
	"strings"
	"syscall/js"

	"github.com/openrupt/openrupt/fingerprint"
)

// fontBucket says which probes of a bucket are installed: text in "probe, generic" is
// wider or narrower than in the generic family alone only if the probe is there. The
// text is measured by a canvas of the hidden frame, where no @font-face of the page
// is in force. Fonts come with systems and suites and stay.
func fontBucket(bucket int) func(*browser) (string, error) {
	return func(b *browser) (string, error) {
		ruler, err := b.ruler()
		if err != nil {
			return "", err
		}
		var installed []string
		for _, probe := range fingerprint.FontProbes[bucket] {
			if ruler.installed(probe) {
				installed = append(installed, probe)
			}
		}
		return strings.Join(installed, ","), nil
	}
}

// fontText has wide and narrow letters and some that few fonts leave alone.
const fontText = "mmMwWLliI0O&1fi"

// generics are the families to fall back to. Two, since a probe may happen to be the
// font behind one of them.
var generics = [...]string{"monospace", "serif"}

// ruler measures text in fonts.
type ruler struct {
	document, context js.Value
	widths            [len(generics)]float64
}

// ruler is made at first use and again for another document.
func (b *browser) ruler() (*ruler, error) {
	document, err := b.frame.document()
	if err != nil {
		return nil, err
	}
	if r := b.frame.ruler; r != nil && r.document.Equal(document) {
		return r, nil
	}
	context := call(call(document, "createElement", "canvas"), "getContext", "2d")
	if !isObject(context) {
		return nil, errAbsent
	}
	r := &ruler{document: document, context: context}
	for i, generic := range generics {
		r.widths[i] = r.width(generic)
	}
	b.frame.ruler = r
	return r, nil
}

func (r *ruler) width(family string) float64 {
	set(r.context, "font", "48px "+family)
	return number(get(call(r.context, "measureText", fontText), "width"))
}

func (r *ruler) installed(font string) bool {
	for i, generic := range generics {
		if r.width(`"`+font+`", `+generic) != r.widths[i] {
			return true
		}
	}
	return false
}
