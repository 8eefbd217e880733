package deviceinfo

import (
	"strings"

	"github.com/mssola/useragent"
)

// brands are the tokens by which browsers name themselves that mssola/useragent takes
// for the browser they are built upon. The first match wins.
var brands = []struct{ token, name string }{
	{"EdgA/", "Edge"},
	{"EdgiOS/", "Edge"},
	{"Edg/", "Edge"},
	{"Edge/", "Edge"},
	{"OPR/", "Opera"},
	{"OPT/", "Opera Touch"},
	{"SamsungBrowser/", "Samsung Internet"},
	{"YaBrowser/", "Yandex"},
	{"Vivaldi/", "Vivaldi"},
	{"UCBrowser/", "UCBrowser"},
	{"HuaweiBrowser/", "Huawei Browser"},
	{"MiuiBrowser/", "MIUI Browser"},
	{"DuckDuckGo/", "DuckDuckGo"},
	{"FBAV/", "Facebook"},
	{"Instagram ", "Instagram"},
	{"SeaMonkey/", "SeaMonkey"},
	{"FxiOS/", "Firefox"},
	{"CriOS/", "Chrome"},
	{"HeadlessChrome/", "Chrome Headless"},
}

func brand(ua string, p *useragent.UserAgent) (name, version string) {
	for _, b := range brands {
		if strings.Contains(ua, b.token) {
			return b.name, after(ua, b.token)
		}
	}
	if strings.Contains(ua, "; wv)") {
		return "Chrome WebView", after(ua, "Chrome/")
	}
	name, version = p.Browser()
	if name == "Safari" && strings.Contains(ua, "Mobile/") {
		name = "Mobile Safari"
	}
	return name, version
}
