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

// InboxMessage is a message that the dev inbox holds instead of sending it.
type InboxMessage struct {
	To        string       `json:"to"`
	Channel   wire.Channel `json:"channel"`
	Challenge string       `json:"challenge"`
	Code      string       `json:"code"`
	Text      string       `json:"text"`
	At        wire.Time    `json:"at"`
}
