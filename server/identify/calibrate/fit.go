package calibrate

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/openrupt/openrupt/fingerprint"
)

// leastDevices is what a calibration takes: half of them test what the other half
// taught, and a rate of one in a hundred has to be seen.
const leastDevices = 800

// Calibration is a fitted model and what it is worth.
type Calibration struct {
	Rates fingerprint.Rates
	// Fitted and Tested are how many devices each of the two halves has.
	Fitted, Tested int
	Pairs          int
	// Shipped and New are the reliability of both models on devices that the fit has
	// not seen.
	Shipped, New Measure
}

// Measure is the reliability of a model.
type Measure struct {
	Bins [binCount]Bin
	// ECE is the expected calibration error, Loss the mean of −ln of how probable the
	// truth was held to be: a model that knows more has less, and so has one that is
	// more honest.
	ECE, Loss float64
	// Over is by how many standard deviations the worst bin claims more than is true.
	Over float64
}

// TooFew says that there is not enough to learn from.
type TooFew struct{ Pairs, Devices int }

func (e *TooFew) Error() string {
	return fmt.Sprintf("too little data: %d labelled pairs of %d devices; it takes %d devices that came back after an hour or more", e.Pairs, e.Devices, leastDevices)
}

// Fit fits a model. The error is a [*TooFew] if there is too little data. Whether the
// result is any better is for [Calibration.Better] to say. Equal pairs and seeds give
// equal results, in any order.
func Fit(pairs []Pair, seed uint64) (*Calibration, error) {
	devices := byDevice(pairs, rand.New(rand.NewPCG(seed, 0)))
	if len(devices) < leastDevices {
		return nil, &TooFew{len(pairs), len(devices)}
	}
	half := len(devices) / 2
	c := &Calibration{Fitted: half, Tested: len(devices) - half, Pairs: len(pairs)}
	var err error
	if c.Rates, err = fitAll(devices[:half], unitFit{youngest: 1, fit: (*counts).fitUnit}); err != nil {
		return nil, err
	}
	own, err := fingerprint.NewModel(c.Rates)
	if err != nil {
		return nil, err
	}
	test := firsts(devices[half:])
	c.New, c.Shipped = MeasureOf(Judge(test, own), own), MeasureOf(Judge(test, fingerprint.Shipped()), fingerprint.Shipped())
	return c, nil
}

// fitAll fits rates to all of the devices, and temperature and curve to what rates of one
// half say of the other.
func fitAll(devices [][]Pair, how unitFit) (fingerprint.Rates, error) {
	verdicts, err := crossed(devices, how)
	if err != nil {
		return fingerprint.Rates{}, err
	}
	rates, err := fitRates(devices, how)
	rates.Temperature = fitTemperature(verdicts)
	rates.Curve = fitCurve(verdicts, rates.Temperature)
	return rates, err
}

// crossed judges each half of the devices by rates that were fitted to the other:
// rates look better on what they were fitted to, and temperature and curve must not
// believe that.
func crossed(devices [][]Pair, how unitFit) (verdicts []Verdict, err error) {
	half := len(devices) / 2
	for _, part := range [][2][][]Pair{{devices[:half], devices[half:]}, {devices[half:], devices[:half]}} {
		rates, err := fitRates(part[0], how)
		if err != nil {
			return nil, err
		}
		m, err := fingerprint.NewModel(rates)
		if err != nil {
			return nil, err
		}
		verdicts = append(verdicts, Judge(firsts(part[1]), m)...)
	}
	return verdicts, nil
}

// firsts is one pair of each device, which is any, since they are in random order.
func firsts(devices [][]Pair) []Pair {
	list := make([]Pair, len(devices))
	for i, pairs := range devices {
		list[i] = pairs[0]
	}
	return list
}

// fitRates fits everything but temperature and curve.
func fitRates(devices [][]Pair, fit unitFit) (fingerprint.Rates, error) {
	all, kinds := count(devices)
	names := fingerprint.UnitNames()
	units := all.fitUnits(fit, fingerprint.SegmentRate)
	rates := fingerprint.Rates{Temperature: 1, Youngest: fit.youngest, Tables: []fingerprint.Table{{Units: units}}}
	others := 0.0
	for _, k := range kindsOf(kinds) {
		c := kinds[k]
		share := c.share(all)
		others += share * c.devices / all.devices
		if c.devices >= ownTable {
			own := c.fitUnits(fit, func(unit int) fingerprint.Rate { return units[names[unit]] })
			rates.Tables = append(rates.Tables, fingerprint.Table{Engine: string(k[:1]), Platform: string(k[1:]), Compatible: max(share, leastShare), Units: own})
		}
	}
	rates.Tables[0].Compatible = max(others, leastShare)
	return rates, discount(rates, devices)
}

// share is how many of all devices could be taken for one of this kind.
func (c *counts) share(all *counts) float64 {
	if c.compatible.all == 0 {
		return 0
	}
	return c.compatible.agree / c.compatible.all * c.devices / all.devices
}

// MeasureOf is the reliability of the answers of a model.
func MeasureOf(verdicts []Verdict, m *fingerprint.Model) (result Measure) {
	result.Bins, result.ECE = Reliability(verdicts, func(v *Verdict) float64 { return v.Claim(m) })
	for i := range verdicts {
		result.Loss += verdicts[i].loss(verdicts[i].Claim(m)) / float64(len(verdicts))
	}
	for _, b := range result.Bins {
		if b.Count > 0 {
			n := float64(b.Count)
			spread := math.Sqrt(n*b.Claimed*(1-b.Claimed)) + 0.5
			result.Over = max(result.Over, n*(b.Claimed-b.Right)/spread)
		}
	}
	return result
}

// overBound is how far a bin may be off by chance: of fifteen bins that are right, one
// in some hundred calibrations has one that is further off.
const overBound = 3

// Better says why the model is no better than the shipped one; nil if it is. Worse than
// no calibration is one that claims too much.
func (c *Calibration) Better() error {
	switch {
	case c.New.Over > overBound:
		return fmt.Errorf("the fit claims too much: on devices that it has not seen a bin is %.1f standard deviations below what it claims", c.New.Over)
	case c.New.Loss >= c.Shipped.Loss:
		return fmt.Errorf("the fit is no better than what is shipped: on devices that it has not seen its loss is %.4f, and %.4f without it", c.New.Loss, c.Shipped.Loss)
	}
	return nil
}
