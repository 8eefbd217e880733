package fingerprint

import (
	"errors"
	"math"
	"testing"
)

// TestShippedIsOfTheTable: within a month the rates of the table count, and later ones
// that fall towards chance.
func TestShippedIsOfTheTable(t *testing.T) {
	for i, name := range UnitNames() {
		r, s := SegmentRate(i), &Segments[units()[i].segment]
		if got, want := r.M(30), min(s.M, maxM); math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: %v after 30 days, want %v", name, got, want)
		}
		for _, days := range []float64{0, 10, 60, 400, 4000} {
			if m := r.M(days); m < r.U || m > 1 || m < r.M(days+1)-1e-12 {
				t.Errorf("%s: %v after %v days, %v a day later, by chance %v", name, m, days, r.M(days+1), r.U)
			}
		}
	}
}

// uncorrected is the shipped model without its curve.
func uncorrected(t *testing.T) *Model {
	t.Helper()
	rates := ShippedRates()
	rates.Curve = nil
	m, err := NewModel(rates)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestShippedRates: what is shipped keeps to the table. A signal lasts as long, chance is
// never less than there, and every kind of browser has a row of every unit.
func TestShippedRates(t *testing.T) {
	kinds := map[string]bool{}
	for _, table := range ShippedRates().Tables {
		kinds[table.Engine+table.Platform] = true
		for i, name := range UnitNames() {
			got, want := table.Units[name], SegmentRate(i)
			if got.U < want.U || got.U >= 1 || math.Abs(got.M(30)-max(want.M(30), got.U)) > 1e-9 {
				t.Errorf("%s%s %s: %+v, in the table %+v", table.Engine, table.Platform, name, got, want)
			}
		}
		if len(table.Units) != len(UnitNames()) || table.Compatible <= 0 || table.Compatible > 1 {
			t.Errorf("%s%s: %d units, %v compatible", table.Engine, table.Platform, len(table.Units), table.Compatible)
		}
	}
	for _, kind := range []string{"", "bw", "bm", "ba", "wi", "wm"} {
		if !kinds[kind] {
			t.Errorf("no rates of %q", kind)
		}
	}
}

// TestKind: to be of a kind is evidence, but no more than all the rest.
func TestKind(t *testing.T) {
	m, err := NewModel(Rates{Temperature: 1, Tables: []Table{{Compatible: 0.1}}})
	if err != nil {
		t.Fatal(err)
	}
	full, empty := printOf(t, laptop()), printOf(t, nil)
	if got := m.Compare(full, full, 0).Kind; math.Abs(got-math.Log(10)) > 1e-9 {
		t.Errorf("%v nats for being one of a tenth", got)
	}
	if got := m.Compare(empty, empty, 0); got.Kind != 0 || got.Evidence != 0 {
		t.Errorf("%+v of two that show nothing", got)
	}
	if got := m.Compare(full, empty, 0); got.Kind != 0 || got.Evidence >= 0 {
		t.Errorf("%+v of two that differ", got)
	}
}

func TestAge(t *testing.T) {
	a, b := printOf(t, laptop()), printOf(t, with(laptop(), "screen.size", "800x600@1", "tz.zone", "Asia/Tokyo"))
	m, last := Shipped(), math.Inf(-1)
	if m.Compare(a, b, 0) != m.Compare(a, b, 44) || m.Compare(a, b, 0) != Compare(a, b) {
		t.Error("within the month age makes a difference")
	}
	for _, days := range []float64{30, 60, 200, 400} {
		if c := m.Compare(a, b, days).Evidence - m.Compare(a, a, days).Evidence; c <= last {
			t.Errorf("after %v days two changes cost %v nats, no less than before", days, c)
		} else {
			last = c
		}
	}
}

func TestModelOfKinds(t *testing.T) {
	rates := Rates{Temperature: 1, Tables: []Table{
		{Units: map[string]Rate{"gpu.model": {Start: 0.9, Keep: 1, U: 0.1, Discount: 1}}},
		{Engine: "b", Platform: "w", Units: map[string]Rate{"cpu.cores": {Start: 0.9, Keep: 1, U: 0.1, Discount: 0}}},
	}}
	m, err := NewModel(rates)
	if err != nil {
		t.Fatal(err)
	}
	p, all := printOf(t, laptop()), UnitNames() // Windows and Blink
	for i, x := range m.Evidence(p, p, 0) {
		want := math.Log(9)
		if all[i] == "cpu.cores" {
			want = 0
		}
		if (all[i] == "cpu.cores" || all[i] == "gpu.model") && math.Abs(x-want) > 1e-9 {
			t.Errorf("%s: %v nats, want %v", all[i], x, want)
		}
	}
	sum := 0.0
	for _, x := range m.Evidence(p, p, 0) {
		sum += x
	}
	if got := m.Compare(p, p, 0).Evidence; math.Abs(got-sum) > 1e-9 {
		t.Errorf("%v nats in all, and %v by unit", got, sum)
	}
}

func TestRatesOutOfRange(t *testing.T) {
	one := func(r Rate) []Table { return []Table{{Units: map[string]Rate{"gpu.model": r}}} }
	good := Rate{Start: 0.9, Keep: 0.9, U: 0.1, Discount: 1}
	for name, r := range map[string]Rates{
		"no table":            {Temperature: 1},
		"compatible with all": {Temperature: 1, Tables: []Table{{Compatible: 1.1}}},
		"fewer than none":     {Temperature: 1, Tables: []Table{{Compatible: -0.1}}},
		"no table of all":     {Temperature: 1, Tables: []Table{{Engine: "b", Platform: "w"}}},
		"half a kind":         {Temperature: 1, Tables: []Table{{}, {Engine: "b"}}},
		"a kind twice":        {Temperature: 1, Tables: []Table{{}, {}}},
		"no temperature":      {Tables: one(good)},
		"no number":           {Temperature: math.NaN(), Tables: one(good)},
		"U of nothing":        {Temperature: 1, Tables: one(Rate{Start: 0.9, Keep: 0.9})},
		"M below U":           {Temperature: 1, Tables: one(Rate{Start: 0.1, Keep: 0.9, U: 0.2})},
		"more than certain":   {Temperature: 1, Tables: one(Rate{Start: 1.1, Keep: 0.9, U: 0.2})},
		"grows":               {Temperature: 1, Tables: one(Rate{Start: 0.9, Keep: 1.1, U: 0.2})},
		"against itself":      {Temperature: 1, Tables: one(Rate{Start: 0.9, Keep: 0.9, U: 0.2, Discount: -1})},
		"curve falls":         {Temperature: 1, Tables: one(good), Curve: []Point{{0.5, 0.5}, {0.6, 0.4}}},
		"curve goes back":     {Temperature: 1, Tables: one(good), Curve: []Point{{0.5, 0.5}, {0.5, 0.6}}},
		"curve above certain": {Temperature: 1, Tables: one(good), Curve: []Point{{0.5, 1.5}}},
	} {
		if _, err := NewModel(r); !errors.Is(err, ErrRates) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := NewModel(Rates{Temperature: 1, Tables: one(good), Curve: []Point{{0.5, 0.4}}}); err != nil {
		t.Error(err)
	}
}

// TestCorrect: a curve lowers, and never raises.
func TestCorrect(t *testing.T) {
	m, err := NewModel(Rates{Temperature: 1, Tables: []Table{{}}, Curve: []Point{{0.2, 0.1}, {0.5, 0.6}, {0.9, 0.8}}})
	if err != nil {
		t.Fatal(err)
	}
	for claimed, want := range map[float64]float64{0: 0, 0.05: 0.05, 0.15: 0.1, 0.35: 0.35, 0.5: 0.5, 0.7: 0.7, 0.8: 0.75, 0.9: 0.8, 1: 0.8} {
		if got := m.Correct(claimed); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v becomes %v, want %v", claimed, got, want)
		}
	}
	if got := uncorrected(t).Correct(0.7); got != 0.7 {
		t.Errorf("without a curve 0.7 becomes %v", got)
	}
}
