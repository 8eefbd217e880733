//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsx"
)

// tamperingChecks look for answers that contradict each other.
var tamperingChecks = []check{
	{"getter-not-native", 6, hasForeignGetter},
	{"own-navigator-property", 4, func(b *browser) bool { return ownProperties(b, b.navigator) > 0 }},
	{"own-screen-property", 4, func(b *browser) bool { return ownProperties(b, b.screen) > 0 }},
	{"frame-differs", 5, frameDiffers},
	{"engine-user-agent", 5, func(b *browser) bool { return contradicts(b.engine, uaEngineClaim(b)) }},
	{"engine-eval", 4, evalDiffers},
	{"hints-user-agent-version", 4, func(b *browser) bool {
		return hintedMajor(b) != "" && !strings.Contains(userAgent(b), "/"+hintedMajor(b)+".")
	}},
	{"hints-user-agent-platform", 4, func(b *browser) bool { return platformsDiffer(b.hintPlatform(), uaPlatform(b)) }},
	{"platform-user-agent", 3, func(b *browser) bool {
		return platformsDiffer(get(b.navigator, "platform").String(), uaPlatform(b))
	}},
	{"platform-oscpu", 3, func(b *browser) bool {
		return platformsDiffer(get(b.navigator, "oscpu").String(), uaPlatform(b))
	}},
	{"pixels-altered", 3, func(b *browser) bool { return b.protection == protectionExtension }},
	{"timezone-offset", 4, offsetDiffers},
	{"languages-order", 2, func(b *browser) bool {
		languages := get(b.navigator, "languages")
		return count(languages, 1) == 1 && must(languages.At(0)).String() != get(b.navigator, "language").String()
	}},
	{"screen-available", 3, func(b *browser) bool {
		return get(b.screen, "availWidth").Float() > get(b.screen, "width").Float() ||
			get(b.screen, "availHeight").Float() > get(b.screen, "height").Float()
	}},
	{"phone-without-touch", 3, func(b *browser) bool { return isPhone(b) && get(b.navigator, "maxTouchPoints").Float() == 0 }},
	{"architecture-nan", 1, func(b *browser) bool {
		architecture, _ := b.hint("architecture")
		return architecture == "arm" && nanSignByte() == "255"
	}},
}

func userAgent(b *browser) string { return get(b.navigator, "userAgent").String() }

// readMembers are the accessors that signals read and the methods they rest on.
const readMembers = "Navigator.userAgent.get,Navigator.platform.get,Navigator.hardwareConcurrency.get," +
	"Navigator.deviceMemory.get,Navigator.language.get,Navigator.languages.get,Navigator.maxTouchPoints.get," +
	"Navigator.webdriver.get,Navigator.plugins.get,Screen.width.get,Screen.height.get,Screen.colorDepth.get," +
	"CanvasRenderingContext2D.getImageData.value,WebGLRenderingContext.getParameter.value," +
	"WebGL2RenderingContext.getParameter.value,HTMLCanvasElement.getContext.value," +
	"AudioBuffer.getChannelData.value,Date.getTimezoneOffset.value,Function.toString.value"

// hasForeignGetter asks for the source of what we read. The question is put by the
// toString of the hidden frame, which nobody had the time to replace.
func hasForeignGetter(b *browser) bool {
	toString := get(b.frame.window, "Function.prototype.toString")
	sources := strings.Split(call(b.reach, "sources", toString, readMembers).String(), "\x00")
	for _, source := range sources[1:] {
		if !strings.Contains(source, "[native code]") {
			return true
		}
	}
	return false
}

// ownProperties of navigator and screen: everything honest is on their prototypes.
func ownProperties(b *browser, v jsx.Value) int {
	return count(call(get(b.window, "Object"), "getOwnPropertyNames", v), 100)
}

// frameDiffers compares the page with the hidden frame, where a script that alters the
// page has not run.
func frameDiffers(b *browser) bool {
	if !b.frame.element.IsObject() {
		return false
	}
	other := get(b.frame.window, "navigator")
	for _, name := range []string{"userAgent", "platform", "hardwareConcurrency", "language", "maxTouchPoints", "vendor"} {
		if has(other, name) && !get(b.navigator, name).Equal(get(other, name)) {
			return true
		}
	}
	return false
}

// uaEngineClaim is the engine that the User-Agent claims.
func uaEngineClaim(b *browser) fingerprint.Engine {
	ua := userAgent(b)
	switch {
	case strings.Contains(ua, "like Mac OS X"): // every browser of iOS is WebKit at heart
		return fingerprint.EngineUnknown
	case strings.Contains(ua, "Firefox/"):
		return fingerprint.Gecko
	case strings.Contains(ua, "Chrome/"):
		return fingerprint.Blink
	case strings.Contains(ua, "AppleWebKit/"):
		return fingerprint.WebKit
	}
	return fingerprint.EngineUnknown
}

func contradicts(found, claimed fingerprint.Engine) bool {
	return found != fingerprint.EngineUnknown && claimed != fingerprint.EngineUnknown && found != claimed
}

// evalDiffers looks at the length of the source text of a native function, which is
// laid out differently: 33 characters in V8, 37 in the other two.
func evalDiffers(b *browser) bool {
	length := len(get(b.window, "eval").Text())
	switch b.engine {
	case fingerprint.Blink:
		return length != 33
	case fingerprint.Gecko, fingerprint.WebKit:
		return length != 37
	}
	return false
}

// hintedMajor is the version of Chromium in the client hints.
func hintedMajor(b *browser) string {
	names, versions := b.brands()
	for i, name := range names {
		if name == "Chromium" {
			return versions[i]
		}
	}
	return ""
}

// platformsDiffer compares two texts that name operating systems. Android and ChromeOS
// run on Linux and may say so; an iPad may call itself a Mac.
func platformsDiffer(one, other string) bool {
	return kernel(platformByName(one)) != kernel(platformByName(other)) && one != "" && other != ""
}

func kernel(p fingerprint.Platform) fingerprint.Platform {
	switch p {
	case fingerprint.Android, fingerprint.ChromeOS:
		return fingerprint.Linux
	case fingerprint.IOS:
		return fingerprint.MacOS
	}
	return p
}

// offsetDiffers compares the offset that Date states with the one it calculates with.
func offsetDiffers(b *browser) bool {
	date := get(b.window, "Date")
	local, utc := call(construct(date, 2024, 0, 1), "getTime"), call(date, "UTC", 2024, 0, 1)
	return int(utc.Float()-local.Float())/60000 != b.offset(2024, 0)
}
