package core

// Outcome is how an attempt at a delivery went, as it is counted.
type Outcome string

const (
	// OutcomeDelivered: it was taken.
	OutcomeDelivered Outcome = "delivered"
	// OutcomeRetry: it was not, and is tried again.
	OutcomeRetry Outcome = "retry"
	// OutcomeFailed: it was given up.
	OutcomeFailed Outcome = "failed"
	// OutcomeBounced: it had been taken, and the carrier says that it did not arrive.
	OutcomeBounced Outcome = "bounced"
)

// outcomeOf is the outcome of an attempt after which the delivery is in this state.
func outcomeOf(s EventState) Outcome {
	switch s {
	case EventDone:
		return OutcomeDelivered
	case EventFailed:
		return OutcomeFailed
	}
	return OutcomeRetry
}
