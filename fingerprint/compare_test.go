package fingerprint

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestCompareEqual(t *testing.T) {
	p := printOf(t, laptop())
	m := Compare(p, p)
	if m.Similarity != 1 || m.Comparable != PayloadLength || m.Differing != 0 || m.Agreeing.Len() != len(Segments) {
		t.Errorf("%+v, want all of it alike", m)
	}
	if nats := Shipped().LogOdds(m.Evidence); nats < 25 || nats > 40 {
		t.Errorf("log-odds of %v, want about 32", nats)
	}
}

func TestCompareChanges(t *testing.T) {
	a := printOf(t, laptop())
	for _, c := range []struct {
		name      string
		changes   []string
		differing []string
		cost      int // characters
	}{
		{"zoom", []string{"screen.size", "1745x1091@1.100000023841858"}, nil, 0},
		{"rotation", []string{"screen.size", "1200x1920@1"}, nil, 0},
		{"driver", []string{"gpu.model", "ANGLE (Intel, Intel(R) Iris(R) Xe Graphics Direct3D11 vs_5_0 ps_5_0, D3D11-31.0.101.5186)"}, nil, 0},
		{"summer", []string{"tz.rule", "60,120"}, nil, 0},
		{"next version", []string{"ua.major", "148"}, []string{"ua.major"}, 1},
		{"before Chrome 147", []string{"mem.class", "8"}, []string{"mem.class"}, 1},
		{"scale factor", []string{"canvas.text", "2222222222222222|9999999999999999"}, []string{"canvas.text"}, 3},
		{"region", []string{"lang.primary", "de-AT"}, []string{"lang.primary"}, 5},
		{"one font suite", []string{"font.b1", ""}, []string{"font.b1"}, 4},
		{"monitor", []string{"screen.size", "2560x1440@1.25", "screen.dpr", "1.25"}, []string{"screen.size", "screen.dpr"}, 11},
		{"journey", []string{"tz.zone", "Asia/Tokyo", "tz.rule", "540,540"}, []string{"tz.zone", "tz.rule"}, 13},
		{"dark mode", []string{"prefs.theme", "light"}, []string{"prefs.theme"}, 3},
	} {
		m := Compare(a, printOf(t, with(laptop(), c.changes...)))
		if got := m.Differing.Keys(); !slices.Equal(got, c.differing) {
			t.Errorf("%s: %v differ, want %v", c.name, got, c.differing)
		}
		if want := 1 - float64(c.cost)/PayloadLength; m.Similarity != want {
			t.Errorf("%s: similarity %v, want %v", c.name, m.Similarity, want)
		}
		if m.Similarity < 0.93 || m.Confidence(100) < DefaultThreshold {
			t.Errorf("%s: similarity %v, confidence %v: no longer the same device", c.name, m.Similarity, m.Confidence(100))
		}
	}
}

func TestCompareSkipsWhatHasNoValue(t *testing.T) {
	a := printOf(t, laptop())
	for _, state := range []State{Muted, Failed} {
		b := printOf(t, in(state, with(laptop(), "cpu.cores", "4"), "canvas.geom", "screen.size"))
		m := Compare(a, b)
		if m.Comparable != PayloadLength-14 || m != Compare(b, a) {
			t.Errorf("%v: %d comparable characters, want %d both ways", state, m.Comparable, PayloadLength-14)
		}
		if want := 1 - 10.0/float64(PayloadLength-14); m.Similarity != want {
			t.Errorf("%v: similarity %v, want %v", state, m.Similarity, want)
		}
	}
}

func TestAbsenceIsAValueButNoEvidence(t *testing.T) {
	a, b := printOf(t, nil), printOf(t, laptop())
	m := Compare(a, a)
	if m.Similarity != 1 || m.Evidence != 0 {
		t.Errorf("two empty prints: %+v, want alike and nothing proven", m)
	}
	if c := uncorrected(t).Confidence(m, 1); c != 0.5 {
		t.Errorf("two empty prints: confidence %v, want 0.5", c)
	}
	if c := m.Confidence(1); c > 0.5 {
		t.Errorf("two empty prints: confidence %v after the curve, want less", c)
	}
	if m := Compare(a, b); m.Similarity > 0.05 || m.Confidence(1) > 1e-6 {
		t.Errorf("empty and full: %+v", m)
	}
}

func TestNothingToCompare(t *testing.T) {
	p := printOf(t, laptop())
	muted := signalsIn(Muted)
	for name, m := range map[string]Match{
		"zero":  Compare(Print{}, p),
		"both":  Compare(Print{}, Print{}),
		"muted": Compare(printOf(t, muted), p),
	} {
		if m != (Match{}) || m.Confidence(0) > 0.5 {
			t.Errorf("%s: %+v, want nothing", name, m)
		}
	}
}

func signalsIn(state State) map[string]Signal {
	signals := map[string]Signal{}
	for i := range Segments {
		signals[Segments[i].Key] = Signal{State: state}
	}
	return signals
}

// A protected browser that agrees in everything it shows proves little.
func TestMutedMeansLessConfident(t *testing.T) {
	few := []string{"lang.primary", "tz.zone", "os.release", "ua.engine", "ua.brand"}
	signals := signalsIn(Muted)
	for _, key := range few {
		signals[key] = laptop()[key]
	}
	p := printOf(t, signals)
	if c := Compare(p, p).Confidence(1000); c > LenientThreshold {
		t.Errorf("confidence %v from five common signals among a thousand devices", c)
	}
}

func TestConfidence(t *testing.T) {
	p := printOf(t, laptop())
	same := Compare(p, p)
	last := 1.0
	for _, n := range []int{-1, 1, 10, 1000, 1_000_000} {
		c := same.Confidence(n)
		if c > last || c < 0 {
			t.Errorf("confidence among %d is %v, more than %v among fewer", n, c, last)
		}
		last = c
	}
	if c := same.Confidence(1000); c < StrictThreshold {
		t.Errorf("confidence of the same print among a thousand: %v", c)
	}
	if c := (Match{Evidence: math.Inf(-1)}).Confidence(1); c != 0 {
		t.Errorf("no evidence at all gives %v", c)
	}
}

func TestThreshold(t *testing.T) {
	for tolerance, want := range map[string]float64{"strict": .99, "default": .95, "": .95, "lenient": .85, "other": .95} {
		if got := Threshold(tolerance); got != want {
			t.Errorf("threshold of %q is %v, want %v", tolerance, got, want)
		}
	}
}

func TestForeignSimilarity(t *testing.T) {
	a := strings.Repeat("0123456789abcdef", 128)
	for _, c := range []struct {
		name, a, b string
		want       float64
	}{
		{"equal", a, a, 1},
		{"one digit", a, "f" + a[1:], 1 - 1.0/2048},
		{"another length", a, a[:32], 0},
		{"another alphabet", a[:32], strings.Repeat("z", 32), 0},
		{"empty", "", "", 0},
		{"equal, whatever it is", "visitor-1", "visitor-1", 1},
		{"too long", strings.Repeat("a", 5000), strings.Repeat("b", 5000), 0},
	} {
		if got := ForeignSimilarity(c.a, c.b); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestCompareAllocatesNothing(t *testing.T) {
	a, b := printOf(t, laptop()), printOf(t, with(laptop(), "cpu.cores", "4"))
	if n := testing.AllocsPerRun(100, func() { Compare(a, b) }); n != 0 {
		t.Errorf("Compare allocates %v times", n)
	}
}

func BenchmarkHash(b *testing.B) {
	signals := laptop()
	env := EnvironmentOf(signals)
	b.ReportAllocs()
	for b.Loop() {
		Hash(env, signals)
	}
}

func BenchmarkParse(b *testing.B) {
	text := hashOf(laptop())
	b.ReportAllocs()
	for b.Loop() {
		_, _ = Parse(text)
	}
}

func BenchmarkCompare(b *testing.B) {
	p, q := printOf(b, laptop()), printOf(b, with(laptop(), "cpu.cores", "4", "tz.zone", "Asia/Tokyo"))
	b.ReportAllocs()
	for b.Loop() {
		Compare(p, q)
	}
}

func BenchmarkForeignSimilarity(b *testing.B) {
	a := strings.Repeat("0123456789abcdef", 128)
	c := strings.Repeat("0123056789abcdef", 128)
	for b.Loop() {
		ForeignSimilarity(a, c)
	}
}
