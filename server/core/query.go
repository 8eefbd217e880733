package core

import "github.com/openrupt/openrupt/internal/wire"

// ChallengeQuery selects challenges by createdAt, newest first.
type ChallengeQuery struct {
	// Page counts from 1.
	Page int
	// Limit is the number of challenges a page, from 1 to 100.
	Limit int
	// Start and End bound createdAt, inclusive; zero means unbounded.
	Start, End wire.Time
}

// AccessQuery selects the accesses of a user, a device or both, newest first.
type AccessQuery struct {
	// UserID and DeviceID are our ids; one may be empty.
	UserID, DeviceID string
	// Page counts from 1; Per is the number of accesses a page.
	Page, Per int
}

// InboxMessage is a message that the dev inbox holds instead of sending it.
type InboxMessage struct {
	To        string       `json:"to"`
	Channel   wire.Channel `json:"channel"`
	Challenge string       `json:"challenge"`
	Code      string       `json:"code"`
	Text      string       `json:"text"`
	At        wire.Time    `json:"at"`
}
