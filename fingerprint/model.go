package fingerprint

import (
	"errors"
	"math"
	"sync"
)

// Model says what a comparison is worth.
type Model struct {
	temperature, youngest float64
	curve                 []Point
	// tables are by engine and platform; the one of all others is at the zero key.
	tables map[[2]byte]*weights
}

// ages are the days at which weights are worked out. Between two of them the lower
// counts.
var ages = [...]float64{0, 1, 3, 7, 14, 30, 45, 60, 90, 120, 180, 270, 365, 545, 730}

// weights are the evidence of each unit at each age, and of being of the kind.
type weights struct {
	units [len(ages)][]evidence
	kind  float64
}

// shipped is behind a function, not in a variable that has one: that would link all of
// comparing into the browser, which never compares.
var (
	shippedOnce sync.Once
	shipped     *Model
)

// Shipped is the model of [ShippedRates].
func Shipped() *Model {
	shippedOnce.Do(func() {
		m, err := NewModel(ShippedRates())
		if err != nil {
			panic(err)
		}
		shipped = m
	})
	return shipped
}

// ShippedRates are those of [Segments], with what internal/cmd/fit-rates found on made-up
// devices: by how much more often two devices agree that are of one kind, what groups of
// segments say twice, and what a confidence is worth.
func ShippedRates() Rates {
	rates := Rates{Temperature: shippedTemperature, Youngest: 30, Curve: shippedCurve[:]}
	for k, kind := range shippedKinds {
		t := Table{Engine: kind.engine, Platform: kind.platform, Compatible: kind.compatible, Units: map[string]Rate{}}
		for i := range shippedUnits {
			u := &shippedUnits[i]
			r := SegmentRate(i).RaisedTo(u.chance[k])
			r.Discount = u.discount
			t.Units[u.name] = r
		}
		rates.Tables = append(rates.Tables, t)
	}
	return rates
}

type shippedKind struct {
	engine, platform string
	compatible       float64
}

// shippedUnit is a row of the table; chance is by kind.
type shippedUnit struct {
	name     string
	discount float64
	chance   [len(shippedKinds)]float64
}

// ErrRates says that rates make no model.
var ErrRates = errors.New("fingerprint: rates out of range")

// NewModel makes a model, or returns [ErrRates].
func NewModel(r Rates) (*Model, error) {
	if !(r.Temperature >= 0.1 && r.Temperature <= 100) || !(r.Youngest >= 0 && r.Youngest <= 365) || !rising(r.Curve) {
		return nil, ErrRates
	}
	m := &Model{temperature: r.Temperature, youngest: r.Youngest, curve: r.Curve, tables: map[[2]byte]*weights{}}
	var others map[string]Rate
	for _, t := range r.Tables {
		if t.Engine == "" && t.Platform == "" {
			others = t.Units
		}
	}
	for _, t := range r.Tables {
		key, ok := t.key()
		if !ok || m.tables[key] != nil {
			return nil, ErrRates
		}
		w, err := newWeights(t, others)
		if err != nil {
			return nil, err
		}
		m.tables[key] = w
	}
	if m.tables[[2]byte{}] == nil {
		return nil, ErrRates
	}
	return m, nil
}

func rising(curve []Point) bool {
	last := Point{-1, 0}
	for _, p := range curve {
		if !(p.Claimed > last.Claimed && p.Claimed <= 1 && p.Right >= last.Right && p.Right <= 1) {
			return false
		}
		last = p
	}
	return true
}

func (t Table) key() (key [2]byte, ok bool) {
	if t.Engine == "" && t.Platform == "" {
		return key, true
	}
	if len(t.Engine) != 1 || len(t.Platform) != 1 {
		return key, false
	}
	return [2]byte{t.Engine[0], t.Platform[0]}, true
}

func newWeights(t Table, others map[string]Rate) (*weights, error) {
	var w weights
	switch {
	case t.Compatible == 0: // not said
	case !(t.Compatible > 0 && t.Compatible <= 1):
		return nil, ErrRates
	default:
		w.kind = -math.Log(t.Compatible)
	}
	for i, name := range UnitNames() {
		r, ok := t.Units[name]
		if !ok {
			if r, ok = others[name]; !ok {
				r = SegmentRate(i)
			}
		}
		if !r.valid() {
			return nil, ErrRates
		}
		for age, days := range ages {
			w.units[age] = append(w.units[age], r.evidence(days))
		}
	}
	return &w, nil
}

func (r Rate) valid() bool {
	return r.U > 0 && r.U < 1 && r.Start >= r.U && r.Start <= 1 && r.Keep >= 0 && r.Keep <= 1 && r.Discount >= 0 && r.Discount <= 10
}

// evidence is the Fellegi-Sunter weight after so many days. Agreeing is never held
// against a device, nor differing in its favour.
func (r Rate) evidence(days float64) evidence {
	m := min(r.M(days), maxM)
	return evidence{
		agree:  r.Discount * max(0, math.Log(m/r.U)),
		differ: r.Discount * bunching * min(0, math.Log((1-m)/(1-r.U))),
	}
}

// Compare compares a print with one that was seen so many days before, skipping what
// is muted or failed on either side. The header is not compared.
func (m *Model) Compare(a, b Print, days float64) Match {
	if a.IsZero() || b.IsZero() {
		return Match{}
	}
	w := m.weightsOf(a)
	match := weigh(a.text, b.text, w.units[ageOf(max(days, m.youngest))])
	match.Kind = min(w.kind, max(match.Evidence, 0))
	match.Evidence += match.Kind
	return match
}

// Evidence is what each unit of [UnitNames] adds to the Evidence of [Model.Compare]. The
// rest of it is for the kind of browser.
func (m *Model) Evidence(a, b Print, days float64) []float64 {
	w := m.weightsOf(a).units[ageOf(max(days, m.youngest))]
	all := make([]float64, len(w))
	for i, u := range units() {
		x, y := a.text[u.start:u.end], b.text[u.start:u.end]
		switch {
		case skipped(x[0]) || skipped(y[0]):
		case x != y:
			all[i] = w[i].differ
		case x[0] != byte(Absent):
			all[i] = w[i].agree
		}
	}
	return all
}

// weightsOf are those of the kind of browser that a print is of.
func (m *Model) weightsOf(p Print) *weights {
	if w := m.tables[[2]byte{p.text[engineAt], p.text[platformAt]}]; w != nil {
		return w
	}
	return m.tables[[2]byte{}]
}

// ageOf is the place in ages of the greatest that is not above days.
func ageOf(days float64) int {
	i := len(ages) - 1
	for i > 0 && ages[i] > days {
		i--
	}
	return i
}

// Temperature is what LogOdds divides by.
func (m *Model) Temperature() float64 { return m.temperature }

// LogOdds turns evidence into calibrated log-odds: divided by the temperature.
func (m *Model) LogOdds(evidence float64) float64 { return evidence / m.temperature }

// Correct lowers a confidence to what answers that claimed as much were worth.
func (m *Model) Correct(confidence float64) float64 {
	for i, b := range m.curve {
		switch {
		case confidence > b.Claimed:
			continue
		case i == 0:
			return min(confidence, b.Right)
		}
		a := m.curve[i-1]
		return min(confidence, a.Right+(b.Right-a.Right)*(confidence-a.Claimed)/(b.Claimed-a.Claimed))
	}
	if n := len(m.curve); n > 0 {
		return min(confidence, m.curve[n-1].Right)
	}
	return confidence
}

// Confidence is the probability that a comparison is of one device, if it was one of
// so many candidates, any of which was as likely before looking. A count below 1 is
// taken as 1. Two prints of which nothing can be compared give at most a half.
func (m *Model) Confidence(match Match, candidates int) float64 {
	return m.Correct(1 / (1 + float64(max(candidates, 1))*math.Exp(-m.LogOdds(match.Evidence))))
}
