package fingerprint

// evidence is what a unit adds to the log-odds, in nats.
type evidence struct {
	agree  float64 // ≥ 0
	differ float64 // ≤ 0
}

// bunching takes off what differences say. The model takes changes as independent,
// but they come together, and to some devices much more often than to others.
// The value has the least calibration error in internal/cmd/bench-fingerprint.
const bunching = 0.7

// temperature is that of the shipped model, fitted by internal/cmd/bench-fingerprint.
const temperature = 1.85

// Confidence is that of [Shipped].
func (m Match) Confidence(candidates int) float64 { return Shipped().Confidence(m, candidates) }

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
