// Package deviceinfo reads a User-Agent header, and the client hints where a browser
// sends them, into what people are shown of a device.
//
// The header is parsed by mssola/useragent. What that gets wrong is corrected before
// and after: brands that build upon Chrome, Safari or a WebView and name themselves
// last (brand.go), and versions that browsers froze, which client hints still tell.
package deviceinfo

import (
	"strings"
	"unicode/utf8"

	"github.com/mssola/useragent"

	"github.com/openrupt/openrupt/internal/wire"
)

// MaxLength is how many bytes of a header are looked at: real ones have some 120 to
// 300, and the parser's time grows with the length.
const MaxLength = 512

// Types of device; a desktop has none.
const (
	Mobile = "mobile"
	Tablet = "tablet"
)

// Clip returns the part of a header that is kept and looked at.
func Clip(ua string) string {
	if len(ua) > MaxLength {
		ua = ua[:MaxLength]
	}
	return strings.ToValidUTF8(strings.Map(printable, ua), "")
}

func printable(r rune) rune {
	if r < ' ' || r == 0x7f || r == utf8.RuneError {
		return -1
	}
	return r
}

// Parse reads a header, already clipped, and client hints by lower-case name. It never
// fails: what is not known is null.
func Parse(ua string, hints map[string]string) wire.DeviceInfo {
	info := wire.DeviceInfo{UA: ua}
	if ua == "" {
		applyHints(&info, hints)
		return info
	}
	p := useragent.New(ua)
	name, version := brand(ua, p)
	info.Browser = wire.Browser{Name: known(name), Version: known(version), Major: known(major(version))}
	engine, engineVersion := engine(ua, p)
	info.Engine = wire.Engine{Name: known(engine), Version: known(engineVersion)}
	info.OS = system(ua, p)
	info.CPU.Architecture = known(architecture(ua))
	info.Device = model(ua)
	applyHints(&info, hints)
	return info
}

// known is nil for what is not.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func major(version string) string {
	m, _, _ := strings.Cut(version, ".")
	return m
}

// engine names Blink where Chrome's engine still calls itself AppleWebKit.
func engine(ua string, p *useragent.UserAgent) (name, version string) {
	name, version = p.Engine()
	switch {
	case strings.Contains(ua, " Gecko/") && strings.Contains(ua, "rv:"):
		return "Gecko", after(ua, "rv:")
	case name == "AppleWebKit" && strings.Contains(ua, "Chrome/"):
		return "Blink", after(ua, "Chrome/")
	case name == "AppleWebKit":
		return "WebKit", version
	}
	return name, version
}

// after returns the version that follows a token: digits, letters and dots.
func after(ua, token string) string {
	_, rest, found := strings.Cut(ua, token)
	if !found {
		return ""
	}
	end := strings.IndexFunc(rest, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '.' && r != '_'
	})
	if end >= 0 {
		rest = rest[:end]
	}
	return strings.Trim(rest, "._")
}
