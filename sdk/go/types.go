package rupt

import "github.com/openrupt/openrupt/internal/wire"

// The vocabulary of the server's API.
type (
	// Challenge is one challenge; contacts are masked.
	Challenge = wire.Challenge
	// ChallengePage is one page of challenges.
	ChallengePage = wire.Page[wire.Challenge]
	// Channel is the way a code goes.
	Channel = wire.Channel
	// Device is one browser of one user.
	Device = wire.Device
	// EvaluateReply is a verdict with its reasons.
	EvaluateReply = wire.EvaluateReply
	// EvaluateRequest asks for a verdict on an action.
	EvaluateRequest = wire.EvaluateRequest
	// Group is an organisation that a user belongs to.
	Group = wire.Group
	// LimitConfig overrides a project's limits.
	LimitConfig = wire.LimitConfig
	// Raw is JSON text that is passed on as it came.
	Raw = wire.Raw
	// SendReply says how long a code lives and when another may be asked for.
	SendReply = wire.SendReply
	// SendRequest asks for a code.
	SendRequest = wire.SendRequest
	// Time is a moment in milliseconds since 1970 in UTC.
	Time = wire.Time
	// User is one account of the project.
	User = wire.User
)

// Actions, verdicts and channels.
const (
	Signup = wire.ActionSignup
	Login  = wire.ActionLogin

	Allow  = wire.VerdictAllow
	Deny   = wire.VerdictDeny
	Review = wire.VerdictChallenge

	Email = wire.ChannelEmail
	Text  = wire.ChannelText
)

// UserUpdate replaces contacts, as far as given, and merges metadata by key and groups by
// id.
type UserUpdate struct {
	Email    string  `json:"email,omitempty"`
	Phone    string  `json:"phone,omitempty"`
	Metadata Raw     `json:"metadata,omitempty"`
	Groups   []Group `json:"groups,omitempty"`
}
