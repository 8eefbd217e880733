package calibrate

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/population"
)

// simulated is what devices did of which everything is known: they change three times
// as often as the shipped rates have it.
func simulated(t testing.TB, n int, seed uint64) []Pair {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 7))
	return drifted(t, n, seed, r, 3, func() int { return 1 + r.IntN(20) })
}

func drifted(t testing.TB, n int, seed uint64, r *rand.Rand, pace float64, weeks func() int) []Pair {
	t.Helper()
	events, err := population.Events()
	if err != nil {
		t.Fatal(err)
	}
	for i := range events {
		if events[i].How != "next" {
			events[i].Weekly *= pace
		}
	}
	var pairs []Pair
	for i, p := range population.Drift(population.Synthetic(n, r), events, r, weeks) {
		pairs = append(pairs, Pair{Device: fmt.Sprint(seed, i), Current: p.After, Last: p.Before, Days: p.Days})
	}
	return pairs
}

func fit(t testing.TB, pairs []Pair) (*Calibration, *fingerprint.Model) {
	t.Helper()
	c, err := Fit(pairs, 1)
	if err != nil {
		t.Fatal(err)
	}
	m, err := fingerprint.NewModel(c.Rates)
	if err != nil {
		t.Fatal(err)
	}
	return c, m
}

// TestFit: on devices that the fit has never seen, it is nearer to the truth than what
// is shipped, and claims no more than is true.
func TestFit(t *testing.T) {
	c, own := fit(t, simulated(t, 2400, 1))
	if err := c.Better(); err != nil {
		t.Error(err)
	}
	others := simulated(t, 1600, 2)
	before, after := MeasureOf(Judge(others, fingerprint.Shipped()), fingerprint.Shipped()), MeasureOf(Judge(others, own), own)
	t.Logf("ECE %.4f shipped, %.4f calibrated; over %.1f, %.1f", before.ECE, after.ECE, before.Over, after.Over)
	if after.ECE >= before.ECE || after.Loss >= before.Loss || after.Over > overBound {
		t.Errorf("ECE %.4f shipped, %.4f calibrated; worst bin %.1f deviations over", before.ECE, after.ECE, after.Over)
	}
}

// TestFitFollowsAge: what changes by itself agrees less the longer a device was away,
// as often as it does in devices that the fit has not seen.
func TestFitFollowsAge(t *testing.T) {
	c, _ := fit(t, simulated(t, 1600, 3))
	others := simulated(t, 3000, 4)
	for i, name := range fingerprint.UnitNames() {
		rate := c.Rates.Tables[0].Units[name]
		if name != "screen.size" && name != "canvas.text" && name != "media.kinds" && name != "cpu.arch" {
			continue
		}
		for _, span := range [][2]float64{{0, 30}, {60, 90}, {110, 140}} {
			var seen tally
			for _, p := range others {
				if p.Days > span[0] && p.Days <= span[1] && p.compatible() {
					seen.add(p.Current, p.Last, i, 1)
				}
			}
			truth, got := seen.agree/seen.all, rate.M((span[0]+span[1])/2)
			if got < truth-0.07 || got > truth+0.07 {
				t.Errorf("%s after %v days: %.3f, in truth %.3f of %.0f", name, span, got, truth, seen.all)
			}
		}
		if young, old := rate.M(7), rate.M(140); name == "cpu.arch" && old < young-0.02 || name == "media.kinds" && old > young-0.1 {
			t.Errorf("%s: %.3f after a week, %.3f after twenty", name, young, old)
		}
	}
}

// TestMade: what is shipped is fitted to devices that are made up. On others it knows
// more than the table of segments alone, is honest, and keeps what the table says of how long
// signals last.
func TestMade(t *testing.T) {
	eightWeeks := func(seed uint64) []Pair {
		return drifted(t, 1600, seed, rand.New(rand.NewPCG(seed, 7)), 1, func() int { return 8 })
	}
	rates, err := Made(eightWeeks(10), 1)
	if err != nil {
		t.Fatal(err)
	}
	own, err := fingerprint.NewModel(rates)
	if err != nil {
		t.Fatal(err)
	}
	table, err := fingerprint.NewModel(fingerprint.Rates{Temperature: 1.85, Youngest: 30, Tables: []fingerprint.Table{{}}})
	if err != nil {
		t.Fatal(err)
	}
	others := eightWeeks(11)
	before, after := MeasureOf(Judge(others, table), table), MeasureOf(Judge(others, own), own)
	if after.Loss >= before.Loss || after.ECE >= before.ECE {
		t.Errorf("ECE %.4f by the table, %.4f fitted; loss %.4f, %.4f", before.ECE, after.ECE, before.Loss, after.Loss)
	}
	for _, kind := range rates.Tables {
		for i, name := range fingerprint.UnitNames() {
			if got, want := kind.Units[name], fingerprint.SegmentRate(i); got.U < want.U || got.M(30) < want.M(30)-1e-9 {
				t.Errorf("%s%s %s: %+v, in the table %+v", kind.Engine, kind.Platform, name, got, want)
			}
		}
	}
}

// TestGroupsCountOnce: of segments that always change together, the factor of their group
// takes off what they say twice, and a group that changes alone keeps what it says.
func TestGroupsCountOnce(t *testing.T) {
	const twice, once = 0, 1
	var list []example
	r := rand.New(rand.NewPCG(12, 12))
	for range 20000 {
		e := example{same: r.IntN(2) == 0}
		for _, g := range []int{twice, once} { // right in four of five: ln 4 of evidence
			e.evidence[g] = math.Log(4)
			if e.same != (r.IntN(5) > 0) {
				e.evidence[g] *= -1
			}
		}
		e.evidence[twice] *= 2 // two segments that are always alike
		list = append(list, e)
	}
	if f := learn(list); f[twice] < 0.45 || f[twice] > 0.55 || f[once] < 0.9 || f[once] > 1.1 || f[2] != 1 {
		t.Errorf("%.3f", f)
	}
}

// TestFitRefuses: too little data is said to be too little.
func TestFitRefuses(t *testing.T) {
	few := simulated(t, 100, 5)
	for i := range 2000 {
		few = append(few, few[i%100]) // many pairs, still a hundred devices
	}
	var tooFew *TooFew
	if _, err := Fit(few, 1); !errors.As(err, &tooFew) || tooFew.Devices != 100 || !strings.Contains(err.Error(), "2100 labelled pairs of 100 devices") {
		t.Error(err)
	}
	if _, err := Fit(nil, 1); !errors.As(err, &tooFew) {
		t.Error(err)
	}
}

// TestFitOfLies: where labels are wrong, confidence is lower, or the fit is refused;
// never is it higher than what is true.
func TestFitOfLies(t *testing.T) {
	pairs := simulated(t, 1600, 6)
	for i := 0; i+4 < len(pairs); i += 4 { // of every fourth device the last print is another's
		pairs[i].Last = pairs[(i+4)%len(pairs)].Last
	}
	c, own := fit(t, pairs)
	if c.New.Over > overBound && c.Better() == nil {
		t.Errorf("%.1f deviations over, and accepted", c.New.Over)
	}
	others := simulated(t, 1000, 7)
	if got := MeasureOf(Judge(others, own), own); got.Over > overBound {
		t.Errorf("%.1f deviations over on true pairs", got.Over)
	}
}

func TestBetter(t *testing.T) {
	for _, c := range []struct {
		shipped, fitted Measure
		want            string
	}{
		{Measure{Loss: 0.3}, Measure{Loss: 0.2, Over: 2}, ""},
		{Measure{Loss: 0.3}, Measure{Loss: 0.3}, "no better"},
		{Measure{Loss: 0.3}, Measure{Loss: 0.2, Over: 3.1}, "claims too much"},
	} {
		err := (&Calibration{Shipped: c.shipped, New: c.fitted}).Better()
		if (err != nil) != (c.want != "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// TestFile: what is written is read, in any order of the pairs the same.
func TestFile(t *testing.T) {
	pairs := simulated(t, 800, 8)
	c, own := fit(t, pairs)
	var text, again bytes.Buffer
	if err := c.Write(&text); err != nil {
		t.Fatal(err)
	}
	rand.New(rand.NewPCG(9, 9)).Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	d, _ := fit(t, pairs)
	if err := d.Write(&again); err != nil || text.String() != again.String() {
		t.Error("the order of the pairs made a difference", err)
	}
	read, err := Read(&text)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pairs[:50] {
		a, b := own.Compare(p.Current, p.Last, p.Days), read.Compare(p.Current, p.Last, p.Days)
		if a != b || own.Confidence(a, 100) != read.Confidence(b, 100) {
			t.Errorf("%+v, read %+v", a, b)
		}
	}
	var table bytes.Buffer
	if err := c.Print(&table); err != nil || !strings.Contains(table.String(), "800 labelled pairs; fitted to 400 devices, tested on 400 others") || !strings.Contains(table.String(), "ECE") {
		t.Error(table.String(), err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"layout":"r1","rates":{"temperature":1,"youngest_days":1,"tables":[{"units":{"gpu.model":{"start":0.9,"keep":0.9,"u":0.1,"discount":1}}}]}}`)
	f.Add(`{"layout":"r2"}`)
	f.Add(`{"layout":"r1","rates":{"temperature":1,"tables":[{"units":{"gpu.model":{"start":2}}}]}}`)
	p := population.Synthetic(1, rand.New(rand.NewPCG(1, 1)))[0].Print()
	f.Fuzz(func(t *testing.T, text string) {
		m, err := Read(strings.NewReader(text))
		if err != nil {
			return
		}
		if c := m.Confidence(m.Compare(p, p, 3), 10); !(c >= 0 && c <= 1) {
			t.Errorf("confidence %v by %s", c, text)
		}
	})
}
