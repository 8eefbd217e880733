//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/fingerprint"

// Each engine is recognised by things that only it has and that carry no promise to
// change the User-Agent along with them. One may be removed by a release or by an
// extension, so the engine with most of them wins, if it has at least three.
// Looked at in Chromium 156, Firefox 153 and WebKitGTK 2.50.
var engineFacts = []struct {
	engine fingerprint.Engine
	facts  []fact
}{
	{fingerprint.Blink, []fact{
		"navigator.webkitTemporaryStorage",
		"navigator.webkitPersistentStorage",
		"webkitRequestFileSystem",
		"webkitMediaStream",
		"webkitSpeechGrammar",
		"BatteryManager",
		"navigator.vendor=Google Inc.",
	}},
	{fingerprint.Gecko, []fact{
		"navigator.buildID",
		"navigator.oscpu",
		"mozInnerScreenX",
		"InternalError",
		"CSSMozDocumentRule",
		"CanvasCaptureMediaStream",
		"document.documentElement.style.MozAppearance",
	}},
	{fingerprint.WebKit, []fact{
		"ApplePayError",
		"CSSPrimitiveValue",
		"Counter",
		"RGBColor",
		"WebKitMediaKeys",
		"WebKitPoint",
		"webkitConvertPointFromNodeToPage",
		"navigator.vendor=Apple Computer, Inc.",
	}},
}

func findEngine(b *browser) fingerprint.Engine {
	best, most := fingerprint.EngineUnknown, 2
	for _, candidate := range engineFacts {
		if n := countFacts(b, candidate.facts); n > most {
			best, most = candidate.engine, n
		}
	}
	return best
}

func countFacts(b *browser, facts []fact) int {
	n := 0
	for _, fact := range facts {
		if fact.holds(b) {
			n++
		}
	}
	return n
}

// version says from which release on the engine behaves as the mute table needs to
// know. Like the engine itself it is found by features: a spoofed User-Agent must not
// decide what we trust.
type version struct {
	webkit17 bool // Apple's, which randomises canvas and audio in private windows
	webkit26 bool // and everywhere, and hides the cores
}

// safari17 and safari26 are what those releases brought.
var (
	safari17 = []fact{
		"ManagedMediaSource",
		"URL.canParse",
		"Set.prototype.union",
		"HTMLElement.prototype.popover",
	}
	safari26 = []fact{
		"navigator.gpu",
		"anchor-name: --a",
		"text-wrap-style: pretty",
	}
)

func findVersion(b *browser) version {
	if b.engine != fingerprint.WebKit || !isApple(b) {
		return version{}
	}
	return version{
		webkit17: countFacts(b, safari17) >= 2,
		webkit26: countFacts(b, safari26) >= 2,
	}
}

// appleFacts are parts of WebKit that rest on Apple's systems. WebKitGTK and WPE have
// none of them, nor do they randomise anything.
var appleFacts = []fact{
	"GestureEvent",
	"WebKitMediaKeys",
	"WebKitPlaybackTargetAvailabilityEvent",
	"HTMLVideoElement.prototype.webkitSetPresentationMode",
	"font: -apple-system-body",
}

// isApple is in doubt true: muting too much costs confidence, muting too little would
// make one device look like another every day.
func isApple(b *browser) bool {
	return b.platform != fingerprint.Linux || countFacts(b, appleFacts) > 0
}

// engineName is how the signal "ua.engine" calls an engine, or "".
func engineName(e fingerprint.Engine) string {
	switch e {
	case fingerprint.Blink:
		return "blink"
	case fingerprint.Gecko:
		return "gecko"
	case fingerprint.WebKit:
		return "webkit"
	}
	return ""
}
