package fingerprint

import (
	"strings"
	"testing"
)

// encodings are raw values of real browsers, by segment, with the canonical values
// of both parts. Rows that give the same must give the same print.
var encodings = []struct{ key, raw, first, second string }{
	{"cpu.cores", "8", "8", ""},
	{"cpu.cores", "128", "64", ""},
	{"cpu.cores", "0", "", ""},
	{"cpu.cores", "-4", "", ""},
	{"cpu.cores", "undefined", "", ""},

	{"mem.class", "8", "8000000", ""},
	{"mem.class", "16", "8000000", "16000000"},
	{"mem.class", "32", "8000000", "32000000"},
	{"mem.class", "4", "4000000", ""},
	{"mem.class", "0.25", "250000", ""},
	{"mem.class", "0", "", ""},
	{"mem.class", "NaN", "", ""},

	{"cpu.arch", "127|x86|64", "127", "x86|64"},
	{"cpu.arch", "255||", "255", ""},
	{"cpu.arch", "255", "255", ""},
	{"cpu.arch", "|arm|64", "", "arm|64"},
	{"cpu.arch", "900|", "", ""},

	{"screen.size", "1920x1080@1", "1920x1080", ""},
	{"screen.size", "1080x1920@1", "1920x1080", ""},
	{"screen.size", "1280x720@1.5", "1920x1080", ""},
	{"screen.size", "1745x982@1.100000023841858", "1920x1080", ""},
	{"screen.size", "390x844@3", "2536x1168", ""},
	{"screen.size", "0x0@1", "", ""},
	{"screen.size", "1920x1080", "", ""},
	{"screen.size", "999999999999x1@1", "", ""},
	{"screen.size", "1x1@0", "", ""},

	{"screen.dpr", "1", "4", ""},
	{"screen.dpr", "1.5", "6", ""},
	{"screen.dpr", "2.625", "11", ""},
	{"screen.dpr", "0.01", "1", ""},
	{"screen.dpr", "-1", "", ""},

	{"input.touch", "0|false", "0|false", ""},
	{"input.touch", "1|true", "1|true", ""},
	{"input.touch", "5|true", "2-5|true", ""},
	{"input.touch", "10|true", "6-10|true", ""},
	{"input.touch", "256|true", "11+|true", ""},
	{"input.touch", "many", "", ""},

	{"media.kinds", "1,1,0", "1,1,0", ""},
	{"media.kinds", "4, 2,1", "2,2,1", ""},
	{"media.kinds", "1,x", "", ""},

	{"audio.hw", "48000|2", "48000|2", ""},
	{"audio.hw", "48000|", "", ""},

	{"device.model", "Pixel 8 Pro", "pixel 8 pro", ""},
	{"device.model", "", "", ""},

	{"input.pointer", "hover,fine", "fine,hover", ""},
	{"input.pointer", "fine, hover, fine", "fine,hover", ""},

	{"canvas.geom", "0123456789abcdef", "0123456789abcdef", ""},
	{"canvas.geom", "data:image/png;base64,AAAA", "", ""},
	{"canvas.text", "0123456789abcdef|fedcba9876543210", "0123456789abcdef", "fedcba9876543210"},
	{"canvas.text", "0123456789abcdef|", "0123456789abcdef", ""},

	{"audio.sum", "124.04347527516074", "124043475", ""},
	{"audio.sum", "124.0434752", "124043475", ""},
	{"audio.sum", "35.73832903057337", "35738329", ""},
	{"audio.sum", "Infinity", "", ""},
	{"audio.sum", "1e-7", "", ""},

	{"text.metrics", "12.5,-3.25", "800,-208", ""},
	{"text.metrics", "12.5,", "", ""},
	{"font.prefs", "149.4,9.234375", "1195,73", ""},
	{"font.prefs", "149.49,9.24", "1195,73", ""},

	{"math.class", "1.3,NaN, -0", "1.3,nan,-0", ""},

	{"tz.zone", "Europe/Berlin", "europe/berlin", ""},
	{"tz.zone", "Asia/Calcutta", "asia/kolkata", ""},
	{"tz.zone", "Asia/Kolkata", "asia/kolkata", ""},
	{"tz.zone", "Europe/Kiev", "europe/kyiv", ""},
	{"tz.zone", "America/Buenos_Aires", "america/argentina/buenos_aires", ""},
	{"tz.zone", "UTC", "etc/utc", ""},
	{"tz.zone", "Etc/GMT+5", "etc/gmt+5", ""},
	{"tz.zone", "<script>", "", ""},
	{"tz.zone", strings.Repeat("a", 65), "", ""},

	{"tz.rule", "60,120", "60+dst", ""},
	{"tz.rule", "660,600", "600+dst", ""},
	{"tz.rule", "330,330", "330", ""},
	{"tz.rule", "-300,-240", "-300+dst", ""},
	{"tz.rule", "60", "", ""},
	{"tz.rule", "9999,9999", "", ""},

	{"lang.primary", "en-US", "en", "us"},
	{"lang.primary", "de", "de", ""},
	{"lang.primary", "zh-Hant-TW", "zh-hant", "tw"},
	{"lang.primary", "es-419", "es", "419"},
	{"lang.primary", "en_GB", "en", "gb"},
	{"lang.primary", "en-US-u-hc-h12", "en", "us"},
	{"lang.primary", "de-1996-AT", "de", "at"},
	{"lang.primary", "x", "", ""},

	{"voices", "en-US\nSamantha\nAlex", "alex,samantha", "en-us"},
	{"voices", "\nAlex", "alex", ""},
	{"voices", "", "", ""},

	{"keyboard", "q w a z y m ; ' [ - ` \\", "q w a z y m ; ' [ - ` \\", ""},
	{"keyboard", "q w a", "", ""},

	{"os.release", "Windows|15.0.0", "windows", "11"},
	{"os.release", "Windows|10.0.0", "windows", "10"},
	{"os.release", "Windows|0.3.0", "windows", "older"},
	{"os.release", "Windows|NT 10.0", "windows", "nt 10"},
	{"os.release", "macOS|14.5.0", "macos", "14"},
	{"os.release", "Mac OS X|", "macos", ""},
	{"os.release", "Android|14", "android", "14"},
	{"os.release", "Chrome OS|16093.68.0", "chromeos", "16093"},
	{"os.release", "iPadOS|17.5", "ios", "17"},
	{"os.release", "Linux x86_64|", "linux", ""},

	{"ua.major", "147", "147", ""},
	{"ua.major", "147.0.7231.4", "147", ""},
	{"ua.major", "beta", "", ""},

	{"ua.brand", "Google  Chrome", "google chrome", ""},
	{"features", "b=1,a=2,b=1", "a=2,b=1", ""},

	{"font.b4", "Fira Code,DejaVu Sans Mono", "fonts,DejaVu Sans Mono,Fira Code", ""},
	{"font.b4", "dejavu sans mono,Comic Sans MS,Fira Code", "fonts,DejaVu Sans Mono,Fira Code", ""},
	{"font.b4", "", "fonts", ""},
}

func TestEncodings(t *testing.T) {
	for _, e := range encodings {
		i, ok := SegmentIndex(e.key)
		if !ok {
			t.Fatalf("no segment %q", e.key)
		}
		if got, want := Segments[i].encode(e.raw), [2]string{e.first, e.second}; got != want {
			t.Errorf("%s of %q is %q, want %q", e.key, e.raw, got, want)
		}
	}
}

// FuzzEncoders: whatever a page passes as a signal, every encoder returns, within
// bounds, and only fills a second part where the segment has one.
func FuzzEncoders(f *testing.F) {
	for _, e := range encodings {
		f.Add(e.raw)
	}
	for _, r := range renderers {
		f.Add(r.raw)
	}
	f.Add("((((((((,,,,|||||@@@x")
	f.Add("\xff\xfe(\x00")
	f.Fuzz(func(t *testing.T, raw string) {
		if len(raw) > maxRaw {
			return
		}
		for i := range Segments {
			s := &Segments[i]
			values := s.encode(raw)
			if len(values[0])+len(values[1]) > 4*len(raw)+1024 {
				t.Errorf("%s of %d bytes has %d", s.Key, len(raw), len(values[0])+len(values[1]))
			}
			if s.Split == 0 && values[1] != "" {
				t.Errorf("%s has a second part %q", s.Key, values[1])
			}
			if values != s.encode(raw) {
				t.Errorf("%s of %q is not the same twice", s.Key, raw)
			}
		}
	})
}

func FuzzFixed(f *testing.F) {
	for _, s := range []string{"0", "-1.5", "124.04347527516074", "1e9", "999999999.9999999", "--1", "1.2.3", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := micro(s)
		if limit := int64(1e9 * million); ok && max(n, -n) > limit {
			t.Errorf("micro(%q) = %d", s, n)
		}
	})
}

func TestSteps(t *testing.T) {
	for _, c := range []struct{ value, step, want int64 }{
		{0, 8, 0}, {3, 8, 0}, {4, 8, 1}, {12, 8, 2}, {-3, 8, 0}, {-4, 8, 0}, {-5, 8, -1}, {-12, 8, -1},
	} {
		if got := steps(c.value, c.step); got != c.want {
			t.Errorf("steps(%d, %d) = %d, want %d", c.value, c.step, got, c.want)
		}
	}
}
