package core

import (
	"fmt"
	"strings"
	"time"
)

// LimitTable is the table of the numbers that rules use, in Markdown, for the
// documentation.
func LimitTable() string {
	var b strings.Builder
	b.WriteString("| what | how much |\n|---|---|\n")
	for _, row := range [][2]string{
		{"a code", fmt.Sprintf("%d digits; %s by email, %s by text message; one that works at a time", codeDigits, span(codeTTLEmail), span(codeTTLText))},
		{"tries of a code", fmt.Sprintf("%d, counted before comparing", triesPerCode)},
		{"tries in a challenge", fmt.Sprintf("%d, then it has failed", triesPerChallenge)},
		{"sends in a challenge", fmt.Sprintf("%d; %s after the first, then twice as long each time", sendsPerChallenge, span(sendCooldown))},
		{"sends to a destination", fmt.Sprintf("%d in 10 minutes", sendsPerDestination10m)},
		{"a challenge", span(challengeTTL) + ", then it has expired"},
		{"a challenge session", span(sessionTTL)},
		{"a signed token", span(tokenTTL)},
		{"an identification", span(identificationTTL) + ", once"},
		{"a device that passed", "left alone for " + span(grace) + " (`grace_seconds`)"},
		{"a skipped or postponed challenge", "not raised again for " + span(quiet)},
		{"a device not seen", "detached after " + span(autoDetachAfter) + " (`auto_detach_seconds`)"},
		{"a closed stream", "counts as open for " + span(streamLinger)},
		{"detaching by a device's id alone", fmt.Sprintf("%d an hour from an address", detachesByIDPerIPHour)},
		{"wrong admin keys at the dashboard", fmt.Sprintf("%d in 10 minutes from an address", operatorTriesPerIP10m)},
		{"a sign-in to the dashboard", span(operatorSessionTTL) + ", or " + span(operatorIdle) + " unused"},
		{"metadata", fmt.Sprintf("%d fields and %d bytes of JSON", maxMetadataKeys, maxMetadataBytes)},
		{"groups of a user", fmt.Sprint(maxGroups)},
		{"an account id", fmt.Sprintf("%d bytes", maxAccount)},
	} {
		fmt.Fprintf(&b, "| %s | %s |\n", row[0], row[1])
	}
	for _, row := range new(Budgets).rows() {
		fmt.Fprintf(&b, "| %s | %d an hour, %d a day (`budgets.%s`) |\n", row.what, row.fallback.Hour, row.fallback.Day, row.name)
	}
	return b.String()
}

// span is a duration in words.
func span(d time.Duration) string {
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}} {
		if n := d / unit.length; n > 0 && d%unit.length == 0 {
			if n == 1 {
				return "1 " + unit.name
			}
			return fmt.Sprintf("%d %ss", n, unit.name)
		}
	}
	return d.String()
}
