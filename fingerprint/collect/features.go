//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/internal/jsx"
)

// features reads what vendors add or leave out and what no setting changes: the
// flavour of a browser within its engine. What only secure pages have is not asked for.
func features(b *browser) (string, error) {
	found := make([]string, len(featureProbes))
	for i, probe := range featureProbes {
		found[i] = probe.name + "=" + yesNo(holds(b, probe.fact))
	}
	return strings.Join(found, ","), nil
}

var featureProbes = []struct {
	name string
	fact func(*browser) bool
}{
	{"chrome", inWindow("chrome")},
	{"safari", inWindow("safari")},
	{"gcrweb", inWindow("__gCrWeb")}, // Chrome and its kin on iOS
	{"yandex", inWindow("yandex")},
	{"samsung", inWindow("samsungAr")},
	{"opr", inWindow("opr")},
	{"applepay", inWindow("ApplePaySession")},
	{"pcm", inAnchor("attributionSourceId")}, // private click measurement
	{"pdf", func(b *browser) bool { return get(b.navigator, "pdfViewerEnabled") == jsx.True }},
	{"webrtc", inWindow("RTCPeerConnection")},
	{"speech", inWindow("webkitSpeechRecognition")},
}

func inAnchor(name string) func(*browser) bool {
	return func(b *browser) bool { return has(get(b.window, "HTMLAnchorElement.prototype"), name) }
}
