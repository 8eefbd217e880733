//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/fingerprint"

// The words of the signal "protection", as package fingerprint reads them.
const (
	protectionNone      = "none"
	protectionBrave     = "brave"
	protectionFPP       = "fpp"
	protectionRFP       = "rfp"
	protectionSafari    = "safari-atfp"
	protectionTor       = "tor"
	protectionExtension = "extension"
)

// findProtection names the mode in which this browser hides itself, from what it does
// to known pixels and from what only that mode has.
func findProtection(b *browser) string {
	switch {
	case isBrave(b):
		return protectionBrave
	case b.engine == fingerprint.Gecko:
		return geckoProtection(b)
	case !b.noise.flat && !b.noise.varied:
		return protectionNone
	case b.version.webkit17:
		return protectionSafari
	}
	return protectionExtension
}

// isBrave: Brave says so itself, in a method that it asks pages to use.
func isBrave(b *browser) bool {
	return soft(func() bool { return hasMethod(get(b.navigator, "brave"), "isBrave") })
}

// geckoProtection tells Firefox's modes apart. resistFingerprinting answers any read
// with random pixels and rounds clocks to 100 ms; the milder protection leaves flat
// areas alone. The Tor Browser is the one that has no WebRTC either.
func geckoProtection(b *browser) string {
	switch {
	case b.noise.flat && !has(b.window, "RTCPeerConnection"):
		return protectionTor
	case b.noise.flat:
		return protectionRFP
	case b.noise.varied:
		return protectionFPP
	}
	return protectionNone
}
