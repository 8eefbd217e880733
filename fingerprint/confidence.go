package fingerprint

import "math"

// evidence is what a unit adds to the log-odds, in nats.
type evidence struct {
	agree  float64 // > 0
	differ float64 // < 0
}

// bunching takes off what differences say. The model takes changes as independent,
// but they come together, and to some devices much more often than to others.
// The value has the least calibration error in internal/cmd/bench-fingerprint.
const bunching = 0.7

// evidence is the Fellegi-Sunter weight of a share of s, after its discount.
func (s *Segment) evidence(share float64) evidence {
	m := min(s.M, maxM)
	share *= s.Discount
	return evidence{
		agree:  share * math.Log(m/s.U),
		differ: bunching * share * math.Log((1-m)/(1-s.U)),
	}
}

// temperature divides the evidence: signals that are taken as independent
// overstate what they say together. Fitted by internal/cmd/bench-fingerprint.
const temperature = 1.85

// LogOdds turns evidence into calibrated log-odds: divided by the temperature.
func LogOdds(evidence float64) float64 { return evidence / temperature }

// Confidence is the probability that a comparison is of one device, if it was
// one of so many candidates, any of which was as likely before looking. A count
// below 1 is taken as 1. Two prints of which nothing can be compared give at most
// a half.
func (m Match) Confidence(candidates int) float64 {
	return 1 / (1 + float64(max(candidates, 1))*math.Exp(-LogOdds(m.Evidence)))
}

// The least confidence at which two prints count as one device.
const (
	StrictThreshold  = 0.99
	DefaultThreshold = 0.95
	LenientThreshold = 0.85
)

// Threshold is the least confidence for a tolerance: "strict" or "lenient";
// everything else is the default.
func Threshold(tolerance string) float64 {
	switch tolerance {
	case "strict":
		return StrictThreshold
	case "lenient":
		return LenientThreshold
	}
	return DefaultThreshold
}
