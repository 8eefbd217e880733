package deviceinfo

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func deref(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

// TestGolden is the documented example, byte for byte.
func TestGolden(t *testing.T) {
	got, err := json.Marshal(Parse("Mozilla/5.0 (X11; Linux i686; rv:12.0) Gecko/20120502 Firefox/12.0 SeaMonkey/2.9.1", nil))
	want := `{"ua":"Mozilla/5.0 (X11; Linux i686; rv:12.0) Gecko/20120502 Firefox/12.0 SeaMonkey/2.9.1",` +
		`"browser":{"name":"SeaMonkey","version":"2.9.1","major":"2"},"engine":{"name":"Gecko","version":"12.0"},` +
		`"os":{"name":"Linux","version":"i686"},"device":{"vendor":null,"model":null,"type":null},"cpu":{"architecture":"ia32"}}`
	if err != nil || string(got) != want {
		t.Errorf("got  %s (%v)\nwant %s", got, err, want)
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, ua, browser, engine, os, device, arch string }{
		{"chrome on windows", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36",
			"Chrome 147.0.0.0", "Blink", "Windows 10", "- - -", "amd64"},
		{"chrome on linux", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36",
			"Chrome 147.0.0.0", "Blink", "Linux x86_64", "- - -", "amd64"},
		{"headless chrome", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/147.0.0.0 Safari/537.36",
			"Chrome Headless 147.0.0.0", "Blink", "Linux x86_64", "- - -", "amd64"},
		{"safari on mac", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15",
			"Safari 18.3", "WebKit", "Mac OS 10.15.7", "- - -", "-"},
		{"firefox on linux", "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
			"Firefox 153.0", "Gecko", "Linux x86_64", "- - -", "amd64"},
		{"edge on windows", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36 Edg/147.0.3.1",
			"Edge 147.0.3.1", "Blink", "Windows 10", "- - -", "amd64"},
		{"opera", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36 OPR/120.0.0.0",
			"Opera 120.0.0.0", "Blink", "Windows 10", "- - -", "amd64"},
		{"safari on iphone", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Mobile/15E148 Safari/604.1",
			"Mobile Safari 18.3", "WebKit", "iOS 18.3.1", "Apple iPhone mobile", "-"},
		{"chrome on ipad", "Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/123.0.6312.52 Mobile/15E148 Safari/604.1",
			"Chrome 123.0.6312.52", "WebKit", "iOS 17.4", "Apple iPad tablet", "-"},
		{"chrome on android", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36",
			"Chrome 147.0.0.0", "Blink", "Android 10", "- - mobile", "-"},
		{"chrome on a tablet", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36",
			"Chrome 147.0.0.0", "Blink", "Android 10", "- - tablet", "-"},
		{"firefox on android", "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
			"Firefox 140.0", "Gecko", "Android 14", "- - mobile", "-"},
		{"edge on android", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36 EdgA/147.0.0.0",
			"Edge 147.0.0.0", "Blink", "Android 10", "- - mobile", "-"},
		{"edge on ios", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 EdgiOS/130.0.2849.80 Mobile/15E148 Safari/605.1.15",
			"Edge 130.0.2849.80", "WebKit", "iOS 17.7", "Apple iPhone mobile", "-"},
		{"samsung", "Mozilla/5.0 (Linux; Android 13; SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
			"Samsung Internet 27.0", "Blink", "Android 13", "Samsung SM-G991B mobile", "-"},
		{"webview", "Mozilla/5.0 (Linux; Android 12; Pixel 5 Build/SP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.6099.43 Mobile Safari/537.36",
			"Chrome WebView 120.0.6099.43", "Blink", "Android 12", "Google Pixel 5 mobile", "-"},
		{"facebook", "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/433.0.0.29;FBBV/1]",
			"Facebook 433.0.0.29", "WebKit", "iOS 16.0", "Apple iPhone mobile", "-"},
		{"chromebook", "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36",
			"Chrome 147.0.0.0", "Blink", "Chrome OS 14541.0.0", "- - -", "amd64"},
		{"empty", "", "- -", "-", "- -", "- - -", "-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			i := Parse(c.ua, nil)
			check := func(what, got, want string) {
				if got != want {
					t.Errorf("%s: got %q, want %q", what, got, want)
				}
			}
			check("browser", deref(i.Browser.Name)+" "+deref(i.Browser.Version), c.browser)
			check("engine", deref(i.Engine.Name), c.engine)
			check("os", deref(i.OS.Name)+" "+deref(i.OS.Version), c.os)
			check("device", deref(i.Device.Vendor)+" "+deref(i.Device.Model)+" "+deref(i.Device.Type), c.device)
			check("cpu", deref(i.CPU.Architecture), c.arch)
		})
	}
}

func TestHintsOverruleTheFrozenHeader(t *testing.T) {
	i := Parse("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36", map[string]string{
		"sec-ch-ua-model": `"Pixel 9"`, "sec-ch-ua-mobile": "?1", "sec-ch-ua-platform": `"Android"`, "sec-ch-ua-platform-version": `"16.0.0"`,
		"sec-ch-ua-arch": `"arm"`, "sec-ch-ua-bitness": `"64"`,
	})
	got := []string{deref(i.Device.Vendor), deref(i.Device.Model), deref(i.OS.Version), deref(i.CPU.Architecture)}
	if s := strings.Join(got, " "); s != "Google Pixel 9 16.0.0 arm64" {
		t.Errorf("got %q", s)
	}
	w := Parse("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", map[string]string{"sec-ch-ua-platform": `"Windows"`, "sec-ch-ua-platform-version": `"15.0.0"`})
	if deref(w.OS.Version) != "11" {
		t.Errorf("Windows 11 is told apart by its hint alone, got %q", deref(w.OS.Version))
	}
}

func FuzzParse(f *testing.F) {
	f.Add("Mozilla/5.0 (Linux; Android 13; SM-G991B) AppleWebKit/537.36 SamsungBrowser/27.0", "Android", "16")
	f.Add("(((;;;)))", `"`, "")
	f.Fuzz(func(t *testing.T, ua, platform, version string) {
		clipped := Clip(ua)
		if len(clipped) > MaxLength || !utf8.ValidString(clipped) {
			t.Fatalf("clipped to %d bytes, valid: %v", len(clipped), utf8.ValidString(clipped))
		}
		i := Parse(clipped, map[string]string{"sec-ch-ua-platform": platform, "sec-ch-ua-platform-version": version, "sec-ch-ua-model": platform})
		if _, err := json.Marshal(i); err != nil {
			t.Fatal(err)
		}
	})
}
