package identify

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/openrupt/openrupt/fingerprint"
)

// signals of a device, by segment key.
type signals map[string]string

func (s signals) with(changes ...string) signals {
	changed := signals{}
	for key, value := range s {
		changed[key] = value
	}
	for i := 0; i < len(changes); i += 2 {
		changed[changes[i]] = changes[i+1]
	}
	return changed
}

// muted is the value of a muted signal.
const muted = "\x00muted"

func (s signals) print(t testing.TB) fingerprint.Print {
	t.Helper()
	all := map[string]fingerprint.Signal{}
	for key, value := range s {
		all[key] = fingerprint.Signal{Value: value}
		if value == muted {
			all[key] = fingerprint.Signal{State: fingerprint.Muted}
		}
	}
	p, err := fingerprint.Parse(fingerprint.Hash(fingerprint.EnvironmentOf(all), all))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func pick[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

// device makes up the signals of a Windows machine with Chrome.
func device(r *rand.Rand) signals {
	gpu := fmt.Sprintf("ANGLE (NVIDIA, NVIDIA GeForce RTX %d Direct3D11 vs_5_0 ps_5_0, D3D11)", 2000+r.IntN(60))
	digest := func(n int) string { return fmt.Sprintf("%016x", r.IntN(n)) }
	s := signals{
		"ua.engine": "blink", "ua.brand": "Google Chrome", "ua.major": "147", "os.release": "Windows|" + pick(r, "10.0.0", "15.0.0"),
		"gpu.model": gpu, "gpu.vendor": "|" + gpu, "gpu.api": "webgl2|" + gpu, "gpu.render": digest(20), "gpu.params": digest(5),
		"cpu.cores": pick(r, "4", "8", "12", "16", "20", "24"), "mem.class": pick(r, "4", "8", "16", "32"), "cpu.arch": "127|x86|64",
		"screen.size": pick(r, "1920x1080@1", "1536x864@1.25", "1366x768@1", "2560x1440@1", "1280x720@1.5"),
		"input.touch": pick(r, "0|false", "0|false", "10|true"), "input.pointer": "fine,hover", "audio.hw": pick(r, "48000|2", "44100|2"),
		"canvas.geom": digest(8), "canvas.text": digest(40) + "|" + digest(40), "canvas.emoji": digest(8), "audio.sum": pick(r, "124.04347527516074", "124.08075643483608"),
		"tz.zone": pick(r, "Europe/Berlin", "Europe/Paris", "America/New_York", "Asia/Tokyo"), "lang.primary": pick(r, "de-DE", "en-US", "fr-FR", "ja-JP"),
		"voices": "\n" + digest(10), "keyboard": "q w a z y m ; ' [ - ` \\", "prefs.theme": pick(r, "dark", "light"),
	}
	for i := range 8 {
		s["font.b"+strconv.Itoa(i)] = pick(r, fingerprint.FontProbes[i][:4]...)
	}
	return s
}

func TestBestFindsTheDeviceAgain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	a := device(r)
	candidates := []Candidate{
		{ID: "a", Print: a.print(t), LastSeen: 1},
		{ID: "b", Print: device(r).print(t), LastSeen: 2},
		{ID: "c", Print: device(r).print(t), LastSeen: 3},
	}
	for _, c := range []struct {
		name    string
		changes []string
	}{
		{"nothing", nil},
		{"next version", []string{"ua.major", "148"}},
		{"a year of versions", []string{"ua.major", "160"}},
		{"another monitor", []string{"screen.size", "3440x1440@1", "canvas.text", "0000000000000001|0000000000000009"}},
		{"a journey", []string{"tz.zone", "Pacific/Auckland"}},
		{"Office installed", []string{"font.b1", "MS Outlook,Century Gothic,MT Extra"}},
		{"dark mode", []string{"prefs.theme", "auto"}},
		{"the other GPU", []string{"gpu.model", "Intel(R) UHD Graphics 770", "gpu.render", "00000000000000aa"}},
		{"more memory", []string{"mem.class", "2"}},
		{"canvas muted", []string{"canvas.geom", muted, "canvas.text", muted, "canvas.emoji", muted}},
	} {
		for _, same := range []bool{false, true} {
			got, ok := Best(a.with(c.changes...).print(t), nil, candidates, Options{SameAccount: same})
			if !ok || got.ID != "a" {
				t.Errorf("%s, same account %v: %+v, %v", c.name, same, got, ok)
			}
			if got.Confidence < fingerprint.DefaultThreshold || got.Exact != (c.changes == nil) {
				t.Errorf("%s: %+v", c.name, got)
			}
		}
	}
}

func TestBestKeepsDevicesApart(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	a := device(r)
	known := []Candidate{{ID: "a", Print: a.print(t)}}
	for name, other := range map[string]signals{
		"another machine":         device(r),
		"another engine":          a.with("ua.engine", "gecko"),
		"another brand":           a.with("ua.brand", "Microsoft Edge"),
		"another platform":        a.with("os.release", "macOS|15.0"),
		"an older version":        a.with("ua.major", "146"),
		"another GPU and cores":   a.with("gpu.model", "Mali-G78", "cpu.cores", "6"),
		"another touch and cores": a.with("input.touch", "5|true", "cpu.cores", "6", "screen.size", "390x844@3", "screen.dpr", "3"),
		"nothing known":           {},
		"all but the name hidden": {"ua.engine": "blink", "ua.brand": "Google Chrome", "os.release": "Windows|"},
	} {
		p := other.print(t)
		if got, ok := Best(p, nil, known, Options{Tolerance: "lenient", SameAccount: true}); ok {
			t.Errorf("%s: taken for a, %+v", name, got)
		}
		if got, ok := Best(p, &known[0].Print, known, Options{Tolerance: "lenient", SameAccount: true}); ok {
			t.Errorf("%s, with the other's last print: taken for a, %+v", name, got)
		}
	}
}

func TestEmptyPrintsAreNoDevice(t *testing.T) {
	empty := signals{}.print(t)
	if got, ok := Best(empty, &empty, []Candidate{{ID: "a", Print: empty}}, Options{}); ok {
		t.Errorf("two empty prints are %+v", got)
	}
	if got, ok := Best(fingerprint.Print{}, nil, []Candidate{{ID: "a"}}, Options{}); ok {
		t.Errorf("two zero prints are %+v", got)
	}
}

// The last print nominates a device that the score alone would not reach.
func TestLastNominates(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	a := device(r)
	changed := a.with("screen.size", "800x600@1", "tz.zone", "Asia/Seoul", "canvas.geom", "00000000000000aa").print(t)
	before := a.print(t)
	known := []Candidate{{ID: "a", Print: before}}
	if got, ok := Best(changed, nil, known, Options{Population: 1_000_000}); ok {
		t.Fatalf("without the last print: %+v", got)
	}
	got, ok := Best(changed, &before, known, Options{Population: 1_000_000})
	if !ok || got.ID != "a" || got.Exact {
		t.Errorf("with the last print: %+v, %v", got, ok)
	}
}

func TestExactWins(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	a := device(r)
	before, now := a.with("ua.major", "146").print(t), a.print(t)
	known := []Candidate{{ID: "old", Print: before, LastSeen: 9}, {ID: "same", Print: now, LastSeen: 1}}
	if got, ok := Best(now, &before, known, Options{}); !ok || got.ID != "same" || !got.Exact {
		t.Errorf("%+v, %v, want the equal print", got, ok)
	}
	known = append(known, Candidate{ID: "later", Print: now, LastSeen: 5})
	if got, _ := Best(now, nil, known, Options{}); got.ID != "later" || got.Confidence > 0.5 {
		t.Errorf("%+v, want the one seen later with at most half a confidence", got)
	}
}

// Two look-alikes of an account are not counted as a third device.
func TestLookAlikes(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	a := device(r)
	known := []Candidate{{ID: "x", Print: a.print(t)}, {ID: "y", Print: a.print(t)}}
	now := a.with("ua.major", "148").print(t)
	got, ok := Best(now, nil, known, Options{SameAccount: true})
	if !ok || got.ID != "x" || got.Confidence > 0.5 {
		t.Errorf("within an account: %+v, %v", got, ok)
	}
	if got, ok := Best(now, nil, known, Options{}); ok {
		t.Errorf("anywhere: %+v, want none of them", got)
	}
	known[1].ID = "x"
	if got, ok := Best(now, nil, known, Options{}); !ok || got.Confidence < 0.95 {
		t.Errorf("two prints of one device: %+v, %v", got, ok)
	}
}

func TestOrderMakesNoDifference(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	a := device(r)
	var known []Candidate
	for i := range 50 {
		known = append(known, Candidate{ID: strconv.Itoa(i), Print: device(r).print(t), LastSeen: int64(i % 3)})
	}
	for i := range 5 {
		known = append(known, Candidate{ID: "a" + strconv.Itoa(i), Print: a.print(t), LastSeen: 7})
	}
	now := a.with("ua.major", "149").print(t)
	want, _ := Best(now, nil, known, Options{SameAccount: true})
	for range 20 {
		r.Shuffle(len(known), func(i, j int) { known[i], known[j] = known[j], known[i] })
		if got, _ := Best(now, nil, known, Options{SameAccount: true}); got.ID != want.ID {
			t.Fatalf("%s, then %s", want.ID, got.ID)
		}
	}
}

func TestTolerance(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	a := device(r)
	known := []Candidate{{ID: "a", Print: a.print(t)}}
	now := a.with("cpu.cores", "6", "screen.size", "800x600@1", "tz.zone", "Asia/Seoul").print(t)
	accepted := map[string]int{}
	for _, tolerance := range []string{"strict", "default", "lenient"} {
		for population := 1; population < 1e12; population *= 2 {
			if _, ok := Best(now, nil, known, Options{Tolerance: tolerance, Population: population}); ok {
				accepted[tolerance]++
			}
		}
	}
	if s, d, l := accepted["strict"], accepted["default"], accepted["lenient"]; s == 0 || s >= d || d >= l {
		t.Errorf("accepted up to 2^n devices: strict %d, default %d, lenient %d", s, d, l)
	}
}

// TestStrangersTakeMore: what is enough among the devices of an account is not enough among
// as many strangers, and the curve, which is of look-ups among strangers, has no say there.
func TestStrangersTakeMore(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	rates := fingerprint.ShippedRates()
	rates.Curve = []fingerprint.Point{{Claimed: 0.5, Right: 0.1}, {Claimed: 1, Right: 0.2}}
	doubtful, err := fingerprint.NewModel(rates)
	if err != nil {
		t.Fatal(err)
	}
	a := device(r).with("tz.zone", "", "tz.rule", "", "lang.primary", "", "intl", "", "voices", "", "keyboard", "", "os.release", "",
		"prefs.a11y", "", "prefs.theme", "", "privacy", "") // settings are no evidence within an account
	known := []Candidate{{ID: "a", Print: a.print(t)}}
	now := a.with("cpu.cores", "6", "screen.size", "800x600@1").print(t)
	account, strangers := 0, 0
	for population := 1; population < 1e12; population *= 2 {
		_, same := Best(now, nil, known, Options{SameAccount: true, Population: population})
		if _, ok := Best(now, nil, known, Options{SameAccount: true, Population: population, Model: doubtful}); ok != same {
			t.Errorf("among %d: %v within an account, %v by a model with a curve", population, same, ok)
		}
		if same {
			account++
		}
		if _, ok := Best(now, nil, known, Options{Population: population}); ok {
			strangers++
		}
		if _, ok := Best(now, nil, known, Options{Population: population, Model: doubtful}); ok {
			t.Errorf("among %d: an id for a stranger by a model that is right in one of five", population)
		}
	}
	if strangers == 0 || account < strangers+7 {
		t.Errorf("accepted up to 2^n devices: %d within an account, %d among strangers, want a factor of 200", account, strangers)
	}
}

// The bands nominate what a scan of everything finds, after common changes.
func TestBandsAgainstTheScan(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	drift := [][]string{
		{"ua.major", "148"},
		{"screen.size", "3440x1440@1", "tz.zone", "Asia/Tokyo"},
		{"font.b3", "Lato", "font.b4", "Fira Code"},
		{"gpu.model", "Intel(R) UHD Graphics 770", "canvas.geom", "00000000000000aa"},
		{"mem.class", "2", "voices", "\nmore"},
	}
	var all []Candidate
	var devices []signals
	index := map[[2]uint64][]Candidate{}
	for i := range 2000 {
		d := device(r)
		c := Candidate{ID: strconv.Itoa(i), Print: d.print(t)}
		devices, all = append(devices, d), append(all, c)
		for band, key := range BandKeys(c.Print) {
			if key != 0 {
				at := [2]uint64{uint64(band), key}
				index[at] = append(index[at], c)
			}
		}
	}
	for i, d := range devices[:100] {
		now := d.with(drift[i%len(drift)]...).print(t)
		var nominated []Candidate
		for band, key := range BandKeys(now) {
			nominated = append(nominated, index[[2]uint64{uint64(band), key}]...)
		}
		slices.SortFunc(nominated, func(a, b Candidate) int { return compareText(a.ID, b.ID) })
		nominated = slices.CompactFunc(nominated, func(a, b Candidate) bool { return a.ID == b.ID })
		o := Options{Population: len(all)}
		want, wantOK := Best(now, nil, all, o)
		got, ok := Best(now, nil, nominated, o)
		if got.ID != want.ID || ok != wantOK {
			t.Errorf("device %d: bands %+v %v, scan %+v %v", i, got, ok, want, wantOK)
		}
		if len(nominated) > len(all)/2 {
			t.Errorf("device %d: %d of %d nominated", i, len(nominated), len(all))
		}
	}
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func TestBandKeys(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	d := device(r)
	all := BandKeys(d.print(t))
	for band, key := range all {
		if key == 0 {
			t.Errorf("band %d of a full print has no key", band)
		}
	}
	hidden, again := BandKeys(d.with("canvas.emoji", muted).print(t)), BandKeys(d.with("canvas.emoji", muted, "screen.size", "800x600@1").print(t))
	failed := BandKeys(d.with("canvas.emoji", "not pixels").print(t))
	for band, key := range all {
		emoji := band == 2
		if (hidden[band] != key) != emoji || hidden[band] == 0 || hidden[band] != again[band] {
			t.Errorf("band %d with emoji muted is %d, then %d; it was %d", band, hidden[band], again[band], key)
		}
		if (failed[band] == 0) != emoji || !emoji && failed[band] != key {
			t.Errorf("band %d with emoji failed is %d, was %d", band, failed[band], key)
		}
	}
	if upgraded := BandKeys(d.with("mem.class", "16").print(t))[0]; upgraded != BandKeys(d.with("mem.class", "8").print(t))[0] {
		t.Errorf("memory above 8 GiB changes a band")
	}
	if keys := BandKeys(signals{}.print(t)); keys != ([Bands]uint64{}) {
		t.Errorf("an empty print has the keys %v", keys)
	}
	if keys := BandKeys(fingerprint.Print{}); keys != ([Bands]uint64{}) {
		t.Errorf("the zero print has the keys %v", keys)
	}
}

func BenchmarkBest1000(b *testing.B) {
	r := rand.New(rand.NewPCG(19, 20))
	var known []Candidate
	for i := range 1000 {
		known = append(known, Candidate{ID: strconv.Itoa(i), Print: device(r).print(b)})
	}
	now := device(r).print(b)
	b.ReportAllocs()
	for b.Loop() {
		Best(now, nil, known, Options{})
	}
}
