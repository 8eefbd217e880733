package fingerprint

// evidence is what a unit adds to the log-odds, in nats.
type evidence struct {
	agree  float64 // ≥ 0
	differ float64 // ≤ 0
}

// bunching takes off what differences say. The model takes changes as independent,
// but they come together, and to some devices much more often than to others.
// The value had the least calibration error before weights were fitted to it.
const bunching = 0.7

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
