package deviceinfo

import (
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// model says what the device is. Desktops have no type, model or vendor.
func model(ua string) wire.Model {
	for _, m := range []string{"iPhone", "iPad", "iPod"} {
		if strings.Contains(ua, m) {
			return wire.Model{Vendor: known("Apple"), Model: known(m), Type: known(appleType(m))}
		}
	}
	switch {
	case strings.Contains(ua, "Android"):
		name := androidModel(ua)
		return wire.Model{Vendor: known(vendor(name)), Model: known(name), Type: known(androidType(ua))}
	case strings.Contains(ua, "Tablet") && !strings.Contains(ua, "Tablet PC"):
		return wire.Model{Type: known(Tablet)}
	case strings.Contains(ua, "Mobi"):
		return wire.Model{Type: known(Mobile)}
	}
	return wire.Model{}
}

func appleType(model string) string {
	if model == "iPad" {
		return Tablet
	}
	return Mobile
}

// androidType follows the platform's own rule: phones say Mobile, tablets do not.
func androidType(ua string) string {
	if strings.Contains(ua, "Mobile") {
		return Mobile
	}
	return Tablet
}

// androidModel is the last part of "(Linux; Android 13; SM-G991B Build/TP1A)". Chrome
// says K and Firefox nothing, so that nobody can tell.
func androidModel(ua string) string {
	_, rest, _ := strings.Cut(ua, "(")
	comment, _, _ := strings.Cut(rest, ")")
	parts := strings.Split(comment, ";")
	name := ""
	for i, p := range parts {
		if strings.HasPrefix(strings.TrimSpace(p), "Android") && i+1 < len(parts) {
			name = strings.TrimSpace(parts[i+1])
		}
	}
	name, _, _ = strings.Cut(name, " Build/")
	if name == "K" || name == "Mobile" || name == "Tablet" || name == "wv" || strings.HasPrefix(name, "rv:") {
		return ""
	}
	return name
}

// vendors are prefixes of models.
var vendors = []struct{ prefix, name string }{
	{"iPhone", "Apple"}, {"iPad", "Apple"}, {"SM-", "Samsung"}, {"GT-", "Samsung"}, {"Pixel", "Google"}, {"Nexus", "Google"},
	{"Redmi", "Xiaomi"}, {"Mi ", "Xiaomi"}, {"POCO", "Xiaomi"}, {"M2", "Xiaomi"},
	{"HUAWEI", "Huawei"}, {"Honor", "Honor"}, {"moto", "Motorola"}, {"XT", "Motorola"}, {"ONEPLUS", "OnePlus"},
	{"CPH", "OPPO"}, {"RMX", "Realme"}, {"vivo", "vivo"}, {"KF", "Amazon"}, {"LM-", "LG"}, {"Nokia", "Nokia"},
}

func vendor(model string) string {
	for _, v := range vendors {
		if strings.HasPrefix(model, v.prefix) {
			return v.name
		}
	}
	return ""
}
