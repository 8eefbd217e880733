package fingerprint

// State says what became of a signal.
type State byte

// The states of a signal. The letters are the fill characters of the layout.
const (
	// Present: there is a value.
	Present State = 0
	// Absent: the browser does not have it. Two browsers without it agree.
	Absent State = '-'
	// Muted: the browser is known to randomise it, so it is not looked at.
	Muted State = '_'
	// Failed: it threw, timed out or made no sense this time.
	Failed State = '~'
)

// String names s: "present", "absent", "muted" or "failed".
func (s State) String() string {
	switch s {
	case Present:
		return "present"
	case Absent:
		return "absent"
	case Muted:
		return "muted"
	}
	return "failed"
}

// Signal is what a browser said about one segment.
type Signal struct {
	// State says whether Value is one.
	State State
	// Value is the raw value as text, in the form that the Raw field of its
	// [Segment] describes. Only read when State is Present.
	Value string
	// Reason is a stable word for why there is no value, such as "timeout".
	Reason string
	// Duration is the time that reading took, in milliseconds.
	Duration float64
}
