package deviceinfo

import (
	"strings"

	"github.com/mssola/useragent"

	"github.com/openrupt/openrupt/internal/wire"
)

// system names the operating system. A Linux tells no version, so the machine that it
// does tell takes its place.
func system(ua string, p *useragent.UserAgent) wire.OS {
	os := p.OSInfo()
	switch {
	case strings.Contains(ua, "iPhone") || strings.Contains(ua, "iPad") || strings.Contains(ua, "iPod"):
		return named("iOS", strings.ReplaceAll(after(ua, " OS "), "_", "."))
	case strings.Contains(ua, "Mac OS X"):
		return named("Mac OS", strings.ReplaceAll(after(ua, "Mac OS X "), "_", "."))
	case strings.Contains(ua, "Android"):
		return named("Android", after(ua, "Android "))
	case strings.Contains(ua, "CrOS "):
		_, rest, _ := strings.Cut(ua, "CrOS ")
		_, version, _ := strings.Cut(rest, " ")
		return named("Chrome OS", after(" "+version, " "))
	case strings.Contains(ua, "Linux"):
		return named("Linux", after(ua, "Linux "))
	}
	return named(os.Name, os.Version)
}

func named(name, version string) wire.OS { return wire.OS{Name: known(name), Version: known(version)} }

// architectures are tokens of the header and what they mean, the narrower first.
var architectures = []struct{ token, name string }{
	{"x86_64", "amd64"}, {"Win64; x64", "amd64"}, {"WOW64", "amd64"}, {"amd64", "amd64"},
	{"i686", "ia32"}, {"i386", "ia32"},
	{"aarch64", "arm64"}, {"ARM64", "arm64"}, {"armv8", "arm64"}, {"armv7", "armhf"},
}

func architecture(ua string) string {
	for _, a := range architectures {
		if strings.Contains(ua, a.token) {
			return a.name
		}
	}
	return ""
}

// applyHints lets client hints, which are quoted strings, overrule the header, since
// Chromium froze in it the versions of Windows, macOS and Android and every model.
func applyHints(info *wire.DeviceInfo, hints map[string]string) {
	hint := func(name string) string { return Clip(strings.Trim(hints[name], `" `)) }
	if m := hint("sec-ch-ua-model"); m != "" {
		info.Device.Model, info.Device.Vendor = known(m), known(vendor(m))
	}
	if hint("sec-ch-ua-mobile") == "?1" && info.Device.Type == nil {
		info.Device.Type = known(Mobile)
	}
	switch platform, version := hint("sec-ch-ua-platform"), hint("sec-ch-ua-platform-version"); {
	case platform == "" || version == "":
	case platform == "Windows":
		info.OS = named("Windows", windows(version))
	case platform == "macOS":
		info.OS = named("Mac OS", version)
	case platform == "Android":
		info.OS = named("Android", version)
	}
	switch hint("sec-ch-ua-arch") + hint("sec-ch-ua-bitness") {
	case "x8664":
		info.CPU.Architecture = known("amd64")
	case "x8632":
		info.CPU.Architecture = known("ia32")
	case "arm64":
		info.CPU.Architecture = known("arm64")
	}
}

// windows turns the hint, which counts API contracts, into the product's version.
func windows(version string) string {
	switch m := major(version); {
	case m == "0":
		return "8" // and before
	case len(m) == 1 || m == "10" || m == "11" || m == "12":
		return "10"
	}
	return "11"
}
