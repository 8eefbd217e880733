package core

import (
	"slices"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// transitions are all the ways in which a challenge's status may change. What is not
// here does not happen. A status without a row is final.
var transitions = []struct {
	from wire.ChallengeStatus
	to   []wire.ChallengeStatus
}{
	{wire.StatusInitiated, []wire.ChallengeStatus{wire.StatusPending, wire.StatusDelivered, wire.StatusDeliveryFailed, wire.StatusVerified, wire.StatusCompleted,
		wire.StatusFailed, wire.StatusOverridden, wire.StatusPostponed, wire.StatusSkipped, wire.StatusAdminNotified, wire.StatusExpired}},
	{wire.StatusPending, []wire.ChallengeStatus{wire.StatusDelivered, wire.StatusDeliveryFailed, wire.StatusVerified, wire.StatusCompleted,
		wire.StatusFailed, wire.StatusOverridden, wire.StatusPostponed, wire.StatusSkipped, wire.StatusAdminNotified, wire.StatusExpired}},
	{wire.StatusDelivered, []wire.ChallengeStatus{wire.StatusDelivered, wire.StatusDeliveryFailed, wire.StatusVerified,
		wire.StatusFailed, wire.StatusOverridden, wire.StatusPostponed, wire.StatusSkipped, wire.StatusAdminNotified, wire.StatusExpired}},
	{wire.StatusDeliveryFailed, []wire.ChallengeStatus{wire.StatusDelivered, wire.StatusDeliveryFailed, wire.StatusVerified,
		wire.StatusFailed, wire.StatusOverridden, wire.StatusPostponed, wire.StatusSkipped, wire.StatusAdminNotified, wire.StatusExpired}},
	{wire.StatusVerified, []wire.ChallengeStatus{wire.StatusVerified, wire.StatusCompleted, wire.StatusOverridden, wire.StatusExpired}},
	{wire.StatusAdminNotified, []wire.ChallengeStatus{wire.StatusDelivered, wire.StatusDeliveryFailed, wire.StatusVerified, wire.StatusCompleted,
		wire.StatusFailed, wire.StatusOverridden, wire.StatusExpired}},
}

// openStatuses are those that may still change.
var openStatuses = func() []wire.ChallengeStatus {
	var list []wire.ChallengeStatus
	for _, t := range transitions {
		list = append(list, t.from)
	}
	return list
}()

// next returns where a challenge may go from a status.
func next(from wire.ChallengeStatus) []wire.ChallengeStatus {
	for _, t := range transitions {
		if t.from == from {
			return t.to
		}
	}
	return nil
}

// TransitionTable is the table of transitions in Markdown, for the documentation.
func TransitionTable() string {
	var b strings.Builder
	b.WriteString("| from | to |\n|---|---|\n")
	for _, t := range transitions {
		to := make([]string, len(t.to))
		for i, s := range t.to {
			to[i] = "`" + string(s) + "`"
		}
		b.WriteString("| `" + string(t.from) + "` | " + strings.Join(to, ", ") + " |\n")
	}
	return b.String()
}

// isOpen says whether the challenge may still be settled.
func (c *Challenge) isOpen(now wire.Time) bool {
	return now < c.ExpiresAt && slices.Contains(openStatuses, c.Status)
}

// status is the challenge's, with the hour that passed since it was written.
func (c *Challenge) status(now wire.Time) wire.ChallengeStatus {
	if now >= c.ExpiresAt && slices.Contains(openStatuses, c.Status) {
		return wire.StatusExpired
	}
	return c.Status
}

// move changes the status if the table allows it, and says whether it did.
func (c *Challenge) move(to wire.ChallengeStatus, now wire.Time) bool {
	if !slices.Contains(next(c.Status), to) {
		return false
	}
	c.Status, c.UpdatedAt = to, now
	switch to {
	case wire.StatusVerified:
		c.VerifiedAt = now
		c.ExpiresAt = max(c.ExpiresAt, now+ms(sessionTTL)) // so that the session can be used
	case wire.StatusCompleted:
		c.CompletedAt = now
	}
	return true
}
