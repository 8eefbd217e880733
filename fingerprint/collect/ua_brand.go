//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
)

// uaBrand is the name of the browser: what it says of itself in a method of its own,
// then the client hints without their grease, then the User-Agent, where nothing else
// is said. A browser keeps its name through its releases.
func uaBrand(b *browser) (string, error) {
	if isBrave(b) {
		return "Brave", nil
	}
	names, _ := b.brands()
	if brand := mostSpecific(names); brand != "" {
		return brand, nil
	}
	switch name, _ := uaProduct(b); {
	case name == "":
		return "", errAbsent
	case strings.HasSuffix(name, "Chrome") && b.gone() == errInsecure:
		return "", errInsecure // what any brand without a word of its own calls itself
	default:
		return name, nil
	}
}

// mostSpecific is the brand that is not merely that of the engine.
func mostSpecific(names []string) string {
	brand := ""
	for _, name := range names {
		if brand == "" || brand == "Chromium" {
			brand = name
		}
	}
	return brand
}

// uaProducts are looked for in the User-Agent in this order: the later ones are also
// said by the earlier, for the sake of pages that expect them.
var uaProducts = []struct{ token, name string }{
	{"SamsungBrowser/", "Samsung Internet"}, {"OPR/", "Opera"}, {"Vivaldi/", "Vivaldi"}, {"YaBrowser/", "Yandex"},
	{"DuckDuckGo/", "DuckDuckGo"}, {"EdgiOS/", "Microsoft Edge"}, {"Edg/", "Microsoft Edge"},
	{"CriOS/", "Google Chrome"}, {"FxiOS/", "Firefox"}, {"Firefox/", "Firefox"},
	{"HeadlessChrome/", "HeadlessChrome"}, {"Chrome/", "Google Chrome"}, {"Version/", "Safari"},
}

// uaProduct is name and version of the browser by its User-Agent, or "".
func uaProduct(b *browser) (name, version string) {
	ua := get(b.navigator, "userAgent").String()
	for _, product := range uaProducts {
		if _, rest, found := strings.Cut(ua, product.token); found {
			version, _, _ = strings.Cut(rest, " ")
			return product.name, version
		}
	}
	return engineBrand(b.engine), ""
}

// engineBrand names browsers of which only the engine is known.
func engineBrand(e fingerprint.Engine) string {
	switch e {
	case fingerprint.Gecko:
		return "Firefox"
	case fingerprint.WebKit:
		return "Safari"
	}
	return ""
}
