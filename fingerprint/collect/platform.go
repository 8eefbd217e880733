//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
)

// findPlatform is the operating system by client hints and navigator.platform. The
// User-Agent is asked last: it is what people change.
func findPlatform(b *browser) fingerprint.Platform {
	if p := platformByName(soft(b.hintPlatform)); p != fingerprint.PlatformUnknown {
		return p
	}
	p := platformByName(soft(func() string { return get(b.navigator, "platform").String() }))
	switch {
	// An iPad that asks for desktop pages calls itself a Mac; no Mac has touch.
	case p == fingerprint.MacOS && soft(func() bool { return get(b.navigator, "maxTouchPoints").Float() > 1 }):
		return fingerprint.IOS
	// Android's navigator.platform is that of its kernel, as is that of ChromeOS.
	case p == fingerprint.Linux || p == fingerprint.PlatformUnknown:
		if ua := platformByName(soft(func() string { return uaPlatform(b) })); ua != fingerprint.PlatformUnknown {
			return ua
		}
	}
	return p
}

// platformNames are matched in this order: "Darwin" ends in "win", "CrOS" says X11.
var platformNames = []struct {
	part     string
	platform fingerprint.Platform
}{
	{"Android", fingerprint.Android},
	{"iPhone", fingerprint.IOS}, {"iPad", fingerprint.IOS}, {"iPod", fingerprint.IOS}, {"iOS", fingerprint.IOS},
	{"CrOS", fingerprint.ChromeOS}, {"Chrome OS", fingerprint.ChromeOS}, {"Chromium OS", fingerprint.ChromeOS},
	{"Mac", fingerprint.MacOS},
	{"Win", fingerprint.Windows},
	{"Linux", fingerprint.Linux}, {"X11", fingerprint.Linux}, {"BSD", fingerprint.Linux},
}

func platformByName(name string) fingerprint.Platform {
	for _, n := range platformNames {
		if strings.Contains(name, n.part) {
			return n.platform
		}
	}
	return fingerprint.PlatformUnknown
}

// uaPlatform is the first parenthesis of the User-Agent.
func uaPlatform(b *browser) string {
	_, rest, _ := strings.Cut(get(b.navigator, "userAgent").String(), "(")
	inside, _, _ := strings.Cut(rest, ")")
	return inside
}

// platformWord is how the signal "os.release" calls a platform, or "".
func platformWord(p fingerprint.Platform) string {
	switch p {
	case fingerprint.Windows:
		return "windows"
	case fingerprint.MacOS:
		return "macos"
	case fingerprint.Linux:
		return "linux"
	case fingerprint.ChromeOS:
		return "chromeos"
	case fingerprint.Android:
		return "android"
	case fingerprint.IOS:
		return "ios"
	}
	return ""
}
