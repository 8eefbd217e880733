package fingerprint

import (
	"errors"
	"maps"
	"strings"
	"testing"
)

// laptop is a Windows laptop with Chrome 147.
func laptop() map[string]Signal {
	raw := map[string]string{
		"gpu.model":     "ANGLE (Intel, Intel(R) Iris(R) Xe Graphics (0x00009A49) Direct3D11 vs_5_0 ps_5_0, D3D11)",
		"gpu.vendor":    "Google Inc. (Intel)|ANGLE (Intel, Intel(R) Iris(R) Xe Graphics Direct3D11 vs_5_0 ps_5_0, D3D11)",
		"gpu.api":       "webgl2|ANGLE (Intel, Intel(R) Iris(R) Xe Graphics Direct3D11 vs_5_0 ps_5_0, D3D11)",
		"gpu.params":    "16384,16384,16384,32767x32767,16,32,16,16,4095,1024,30",
		"gpu.ext":       "EXT_color_buffer_float,EXT_float_blend,OES_texture_float_linear,WEBGL_lose_context",
		"gpu.webgpu":    "intel|gen-12lp|16384,2048,4294967296,4294967292,32768,1024",
		"gpu.render":    "00112233445566ff",
		"cpu.cores":     "8",
		"mem.class":     "16",
		"cpu.arch":      "127|x86|64",
		"screen.size":   "1920x1200@1",
		"screen.dpr":    "1",
		"screen.color":  "24|srgb|standard",
		"input.touch":   "0|false",
		"input.pointer": "fine,hover",
		"audio.hw":      "48000|2",
		"media.codecs":  "h264=probably,hevc=,av1=probably,opus=probably",
		"media.kinds":   "1,1,1",
		"device.model":  "",
		"canvas.geom":   "1111111111111111",
		"canvas.text":   "2222222222222222|3333333333333333",
		"canvas.emoji":  "4444444444444444",
		"audio.sum":     "124.04347527516074",
		"text.metrics":  "112.5,20.25,8",
		"font.prefs":    "149.3125,149.3125,121.5",
		"math.class":    "1.4474840516030247,0.881373587019543",
		"font.b0":       "Bahnschrift,Leelawadee",
		"font.b1":       "MS Outlook,MT Extra,Century Gothic",
		"font.b2":       "",
		"font.b3":       "",
		"font.b4":       "",
		"font.b5":       "MS Mincho,Gulim",
		"font.b6":       "Nirmala UI",
		"font.b7":       "Marlett",
		"tz.zone":       "Europe/Berlin",
		"tz.rule":       "60,120",
		"lang.primary":  "de-DE",
		"intl":          "de-DE|latn|gregory|h23",
		"voices":        "de-DE\nMicrosoft Hedda - German (Germany)\nMicrosoft Katja - German (Germany)",
		"keyboard":      "q w a y z m ö ä ü ß ^ <",
		"os.release":    "Windows|15.0.0",
		"prefs.a11y":    "motion=no-preference,contrast=no-preference",
		"prefs.theme":   "dark",
		"privacy":       "dnt=0,gpc=0,cookies=1,storage=1",
		"ua.engine":     "blink",
		"ua.brand":      "Google Chrome",
		"ua.major":      "147",
		"features":      "pdf=1",
	}
	signals := make(map[string]Signal, len(raw))
	for key, value := range raw {
		signals[key] = Signal{Value: value}
	}
	return signals
}

// with is signals with some of them changed, as pairs of key and raw value.
func with(signals map[string]Signal, changes ...string) map[string]Signal {
	changed := maps.Clone(signals)
	for i := 0; i < len(changes); i += 2 {
		changed[changes[i]] = Signal{Value: changes[i+1]}
	}
	return changed
}

// in is signals with some of them in a state without a value.
func in(state State, signals map[string]Signal, keys ...string) map[string]Signal {
	changed := maps.Clone(signals)
	for _, key := range keys {
		changed[key] = Signal{State: state}
	}
	return changed
}

func hashOf(signals map[string]Signal) string { return Hash(EnvironmentOf(signals), signals) }

func printOf(t testing.TB, signals map[string]Signal) Print {
	t.Helper()
	p, err := Parse(hashOf(signals))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The promise: this print never changes. A change here is a new layout.
const laptopPrint = "r1bwn04200fPx4unSHuifp5NsNJ6eczRUqTNa3M9ro0w9WHjz0zmQEDakA7CQr9ft1PJmqoFlHS7ay8qHtpVInLNQFFwDyhOXov7ZKQlG-----TG8j8Fl97bQN9Dz7iS2Hwt1Tb122q3leSXuyIEAF3GqS6s4xvBen6IpucyrV8M9IMJGFSoLiMUmKL04QZ9dywHTUg6VTIzggvHEeGZ8QWzzsvNVgkErr39hIHX3taRUfwbEUgOezViXTHNUQKI"

func TestPrintIsForGood(t *testing.T) {
	if got := hashOf(laptop()); got != laptopPrint {
		t.Errorf("Hash changed:\n got %s\nwant %s", got, laptopPrint)
	}
}

func TestHeader(t *testing.T) {
	p := printOf(t, laptop())
	if got, want := p.Environment(), (Environment{Blink, Windows, Unprotected}); got != want {
		t.Errorf("environment %c, want %c", got, want)
	}
	signals := with(laptop(), "ua.engine", "gecko", "os.release", "Linux|", "protection", "rfp")
	if got, want := printOf(t, signals).Environment(), (Environment{Gecko, Linux, FirefoxRFP}); got != want {
		t.Errorf("environment %c, want %c", got, want)
	}
	empty := printOf(t, nil)
	if got, want := empty.Environment(), (Environment{EngineUnknown, PlatformUnknown, Unprotected}); got != want {
		t.Errorf("environment of nothing %c, want %c", got, want)
	}
	if got, want := empty.String()[HeaderLength:], strings.Repeat("-", PayloadLength); got != want {
		t.Errorf("nothing gives %s", got)
	}
}

func TestStates(t *testing.T) {
	i, _ := SegmentIndex("canvas.text")
	for _, state := range []State{Present, Absent, Muted, Failed} {
		signals := laptop()
		if state != Present {
			signals = in(state, signals, "canvas.text")
		}
		p := printOf(t, signals)
		if got := p.State(i); got != state {
			t.Errorf("state %v, want %v", got, state)
		}
		if state != Present && p.Segment(i) != strings.Repeat(string(rune(state)), 7) {
			t.Errorf("%v gives %q", state, p.Segment(i))
		}
	}
	if got := printOf(t, with(laptop(), "canvas.text", "not pixels")).State(i); got != Failed {
		t.Errorf("nonsense is %v, want failed", got)
	}
	if got := printOf(t, with(laptop(), "canvas.text", strings.Repeat(" ", 3))).State(i); got != Absent {
		t.Errorf("an empty value is %v, want absent", got)
	}
	if got := printOf(t, with(laptop(), "voices", strings.Repeat("v", maxRaw+1))).Segment(mustIndex(t, "voices")); got != "~~~~~~" {
		t.Errorf("too long a value gives %q", got)
	}
}

func mustIndex(t testing.TB, key string) int {
	t.Helper()
	i, ok := SegmentIndex(key)
	if !ok {
		t.Fatalf("no segment %q", key)
	}
	return i
}

func TestOrderedSegment(t *testing.T) {
	i := mustIndex(t, "ua.major")
	for major, want := range map[string]string{"1": "1", "61": "z", "62": "0", "147": "N"} {
		if got := printOf(t, with(laptop(), "ua.major", major)).Segment(i); got != want {
			t.Errorf("major %s gives %q, want %q", major, got, want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	good := laptopPrint
	replace := func(at int, c byte) string {
		b := []byte(good)
		b[at] = c
		return string(b)
	}
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"empty":             {"", ErrLayout},
		"short":             {good[:255], ErrLayout},
		"long":              {good + "0", ErrLayout},
		"another tag":       {replace(1, '2'), ErrLayout},
		"reserved in use":   {replace(reservedAt, '1'), ErrLayout},
		"header with fill":  {replace(engineAt, '-'), ErrLayout},
		"foreign character": {replace(20, '!'), ErrLayout},
		"half-muted":        {replace(20, '_'), ErrLayout},
		"half-filled":       {replace(12, '-'), ErrLayout},
		"changed digit":     {replace(20, digits[(digitValue(good[20])+1)%62]), ErrChecksum},
		"changed engine":    {replace(engineAt, 'g'), ErrChecksum},
		"changed families":  {replace(familiesAt, digits[(digitValue(good[familiesAt])+1)%62]), ErrChecksum},
		"rupt's":            {strings.Repeat("0123456789abcdef", 128), ErrLayout},
	} {
		p, err := Parse(c.text)
		if !errors.Is(err, c.want) || !p.IsZero() {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestParseAllocatesNothing(t *testing.T) {
	text := hashOf(laptop())
	if n := testing.AllocsPerRun(100, func() { _, _ = Parse(text) }); n != 0 {
		t.Errorf("Parse allocates %v times", n)
	}
}

// FuzzParse: what parses prints as it came, and nothing panics.
func FuzzParse(f *testing.F) {
	f.Add(hashOf(laptop()))
	f.Add(hashOf(nil))
	f.Add(hashOf(in(Muted, laptop(), "canvas.geom", "canvas.text", "audio.sum")))
	f.Add(strings.Repeat("a", 2048))
	f.Fuzz(func(t *testing.T, s string) {
		p, err := Parse(s)
		if err != nil {
			if !p.IsZero() {
				t.Errorf("both %v and %v", p, err)
			}
			return
		}
		if p.String() != s {
			t.Errorf("%q prints as %q", s, p)
		}
		if m := Compare(p, p); m.Differing != 0 {
			t.Errorf("differs from itself in %v", m.Differing.Keys())
		}
	})
}

// FuzzHash: whatever the signals are, the print has its length and parses.
func FuzzHash(f *testing.F) {
	f.Add("gpu.model", "Apple GPU", "ua.major", "18", byte(0))
	f.Add("cpu.cores", "-1", "canvas.text", "x|y", byte('~'))
	f.Fuzz(func(t *testing.T, key1, value1, key2, value2 string, state byte) {
		signals := with(laptop(), key1, value1, key2, value2)
		signals["gpu.render"] = Signal{State: State(state), Value: value1}
		text := Hash(Environment{Engine(state), Platform(len(value1)), Protection(len(value2))}, signals)
		if p, err := Parse(text); err != nil || p.String() != text {
			t.Errorf("%q: %v", text, err)
		}
	})
}
