//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsx"
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
		return strings.Join(ruler.installed(fingerprint.FontProbes[bucket]), ","), nil
	}
}

// fontText has wide and narrow letters and some that few fonts leave alone.
const fontText = "mmMwWLliI0O&1fi"

// generics are the families to fall back to. Two, since a probe may happen to be the
// font behind one of them.
var generics = [...]string{"monospace", "serif"}

// ruler measures text in fonts.
type ruler struct {
	reach, document, context jsx.Value
	widths                   [len(generics)]string
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
	if !context.IsObject() {
		return nil, errAbsent
	}
	r := &ruler{reach: b.reach, document: document, context: context}
	for i, generic := range generics {
		r.widths[i] = r.measure(generic)[0]
	}
	b.frame.ruler = r
	return r, nil
}

// measure gives the widths of the text in font families, as JavaScript writes them.
func (r *ruler) measure(families ...string) []string {
	fonts := "48px " + strings.Join(families, "\n48px ")
	return strings.Split(call(r.reach, "measure", r.context, fontText, fonts, "width").String(), ",")
}

// installed are those of the fonts with which the text is not as wide as without, for
// one of the generic families. The second is asked for only where the first is silent.
func (r *ruler) installed(fonts []string) (found []string) {
	has := make([]bool, len(fonts))
	for i, generic := range generics {
		var families []string
		var places []int
		for place, font := range fonts {
			if !has[place] {
				families, places = append(families, `"`+font+`", `+generic), append(places, place)
			}
		}
		if len(families) == 0 {
			break
		}
		for at, width := range r.measure(families...) {
			has[places[at]] = width != r.widths[i]
		}
	}
	for place, font := range fonts {
		if has[place] {
			found = append(found, font)
		}
	}
	return found
}
