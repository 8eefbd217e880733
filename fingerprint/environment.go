package fingerprint

import "strings"

// Engine is the class of the layout engine, found by its features.
type Engine byte

// The engines. The letters are written into the header of a print.
const (
	EngineUnknown Engine = 'u'
	Blink         Engine = 'b'
	Gecko         Engine = 'g'
	WebKit        Engine = 'w'
)

// Platform is the class of the operating system.
type Platform byte

// The platforms. The letters are written into the header of a print.
const (
	PlatformUnknown Platform = 'u'
	Windows         Platform = 'w'
	MacOS           Platform = 'm'
	Linux           Platform = 'l'
	ChromeOS        Platform = 'c'
	Android         Platform = 'a'
	IOS             Platform = 'i'
)

// Protection is the mode in which a browser hides or randomises signals.
type Protection byte

// The protections. The letters are written into the header of a print.
const (
	Unprotected Protection = 'n'
	Brave       Protection = 'b' // farbling
	FirefoxFPP  Protection = 'f' // Firefox's fingerprinting protection
	FirefoxRFP  Protection = 'r' // privacy.resistFingerprinting
	SafariATFP  Protection = 's' // advanced tracking and fingerprinting protection
	Tor         Protection = 't'
	Extension   Protection = 'e' // something unknown alters what it is asked
)

// Environment is what a print says about its browser in clear, so that prints of
// different engines or platforms are told apart without looking at segments.
type Environment struct {
	Engine     Engine
	Platform   Platform
	Protection Protection
}

// EnvironmentOf reads the environment from the signals "ua.engine", "os.release"
// and "protection". The last is no segment; its words are "brave", "fpp", "rfp",
// "safari-atfp", "tor" and "extension".
func EnvironmentOf(signals map[string]Signal) Environment {
	return EnvironmentIn(inMap(signals))
}

// EnvironmentIn is EnvironmentOf for signals that are in no map.
func EnvironmentIn(signals Lookup) Environment {
	engine, _ := signals("ua.engine")
	release, _ := signals("os.release")
	protection, _ := signals("protection")
	family, _, _ := strings.Cut(release.Value, "|")
	return Environment{
		Engine:     engineOf(engine.Value),
		Platform:   platformOf(family),
		Protection: ProtectionOf(protection.Value),
	}
}

func engineOf(name string) Engine {
	switch fold(name) {
	case "blink":
		return Blink
	case "gecko":
		return Gecko
	case "webkit":
		return WebKit
	}
	return EngineUnknown
}

func platformOf(family string) Platform {
	switch osFamily(family) {
	case "windows":
		return Windows
	case "macos":
		return MacOS
	case "linux":
		return Linux
	case "chromeos":
		return ChromeOS
	case "android":
		return Android
	case "ios":
		return IOS
	}
	return PlatformUnknown
}

// ProtectionOf reads a word of the signal "protection", as [EnvironmentOf] lists them.
func ProtectionOf(name string) Protection {
	switch fold(name) {
	case "brave":
		return Brave
	case "fpp":
		return FirefoxFPP
	case "rfp":
		return FirefoxRFP
	case "safari-atfp":
		return SafariATFP
	case "tor":
		return Tor
	case "extension":
		return Extension
	}
	return Unprotected
}

// letters fills what was left out, so that the zero Environment is valid.
func (e Environment) letters() [3]byte {
	l := [3]byte{byte(e.Engine), byte(e.Platform), byte(e.Protection)}
	for i, unset := range [3]byte{byte(EngineUnknown), byte(PlatformUnknown), byte(Unprotected)} {
		if !isDigit(l[i]) {
			l[i] = unset
		}
	}
	return l
}
