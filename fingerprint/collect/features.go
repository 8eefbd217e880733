//go:build js && wasm

package collect

import "strings"

// features reads what vendors add or leave out and what no setting changes: the
// flavour of a browser within its engine. What only secure pages have is not asked for.
func features(b *browser) (string, error) {
	found := make([]string, len(featureProbes))
	for i, probe := range featureProbes {
		found[i] = probe.name + "=" + yesNo(probe.fact.holds(b))
	}
	return strings.Join(found, ","), nil
}

var featureProbes = []struct {
	name string
	fact fact
}{
	{"chrome", "chrome"},
	{"safari", "safari"},
	{"gcrweb", "__gCrWeb"}, // Chrome and its kin on iOS
	{"yandex", "yandex"},
	{"samsung", "samsungAr"},
	{"opr", "opr"},
	{"applepay", "ApplePaySession"},
	{"pcm", "HTMLAnchorElement.prototype.attributionSourceId"}, // private click measurement
	{"pdf", "navigator.pdfViewerEnabled=true"},
	{"webrtc", "RTCPeerConnection"},
	{"speech", "webkitSpeechRecognition"},
}
