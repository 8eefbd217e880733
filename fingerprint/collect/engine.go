//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/fingerprint"

// Each engine is recognised by things that only it has and that carry no promise to
// change the User-Agent along with them. One may be removed by a release or by an
// extension, so the engine with most of them wins, if it has at least three.
// Looked at in Chromium 156, Firefox 153 and WebKitGTK 2.50.
var engineFacts = []struct {
	engine fingerprint.Engine
	facts  []func(*browser) bool
}{
	{fingerprint.Blink, []func(*browser) bool{
		inNavigator("webkitTemporaryStorage"),
		inNavigator("webkitPersistentStorage"),
		inWindow("webkitRequestFileSystem"),
		inWindow("webkitMediaStream"),
		inWindow("webkitSpeechGrammar"),
		inWindow("BatteryManager"),
		vendor("Google Inc."),
	}},
	{fingerprint.Gecko, []func(*browser) bool{
		inNavigator("buildID"),
		inNavigator("oscpu"),
		inWindow("mozInnerScreenX"),
		inWindow("InternalError"),
		inWindow("CSSMozDocumentRule"),
		inWindow("CanvasCaptureMediaStream"),
		inRootStyle("MozAppearance"),
	}},
	{fingerprint.WebKit, []func(*browser) bool{
		inWindow("ApplePayError"),
		inWindow("CSSPrimitiveValue"),
		inWindow("Counter"),
		inWindow("RGBColor"),
		inWindow("WebKitMediaKeys"),
		inWindow("WebKitPoint"),
		inWindow("webkitConvertPointFromNodeToPage"),
		vendor("Apple Computer, Inc."),
	}},
}

func inNavigator(name string) func(*browser) bool {
	return func(b *browser) bool { return has(b.navigator, name) }
}

func inWindow(name string) func(*browser) bool {
	return func(b *browser) bool { return has(b.window, name) }
}

func inRootStyle(name string) func(*browser) bool {
	return func(b *browser) bool { return has(get(b.document, "documentElement.style"), name) }
}

func vendor(name string) func(*browser) bool {
	return func(b *browser) bool { return get(b.navigator, "vendor").String() == name }
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

func countFacts(b *browser, facts []func(*browser) bool) int {
	n := 0
	for _, fact := range facts {
		if holds(b, fact) {
			n++
		}
	}
	return n
}

// holds is false where asking throws.
func holds(b *browser, fact func(*browser) bool) bool {
	return soft(func() bool { return fact(b) })
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
	safari17 = []func(*browser) bool{
		inWindow("ManagedMediaSource"),
		func(b *browser) bool { return has(get(b.window, "URL"), "canParse") },
		func(b *browser) bool { return has(get(b.window, "Set.prototype"), "union") },
		func(b *browser) bool { return has(get(b.window, "HTMLElement.prototype"), "popover") },
	}
	safari26 = []func(*browser) bool{
		inNavigator("gpu"),
		func(b *browser) bool { return b.supports("anchor-name", "--a") },
		func(b *browser) bool { return b.supports("text-wrap-style", "pretty") },
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
var appleFacts = []func(*browser) bool{
	inWindow("GestureEvent"),
	inWindow("WebKitMediaKeys"),
	inWindow("WebKitPlaybackTargetAvailabilityEvent"),
	func(b *browser) bool {
		return has(get(b.window, "HTMLVideoElement.prototype"), "webkitSetPresentationMode")
	},
	func(b *browser) bool { return b.supports("font", "-apple-system-body") },
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
