package rupt

import "github.com/openrupt/openrupt/internal/wire"

// The vocabulary of the server's API.
type (
	// Action is what a visitor is about to do.
	Action = wire.Action
	// Challenge is one challenge; contacts are masked.
	Challenge = wire.Challenge
	// ChallengePage is one page of challenges.
	ChallengePage = wire.Page[wire.Challenge]
	// ChallengeStatus is where a challenge stands.
	ChallengeStatus = wire.ChallengeStatus
	// ChallengeType is why a challenge exists.
	ChallengeType = wire.ChallengeType
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
	// Hashes are what getHash resolved to in the browser: the hash, and perhaps the one
	// before.
	Hashes = wire.Hashes
	// LimitConfig overrides a project's limits.
	LimitConfig = wire.LimitConfig
	// Raw is JSON text that is passed on as it came.
	Raw = wire.Raw
	// Reason says what was noticed about a login or a signup.
	Reason = wire.Reason
	// SendReply says how long a code lives and when another may be asked for.
	SendReply = wire.SendReply
	// SendRequest asks for a code.
	SendRequest = wire.SendRequest
	// Time is a moment in milliseconds since 1970 in UTC.
	Time = wire.Time
	// User is one account of the project.
	User = wire.User
	// UserUpdate replaces contacts, as far as given ("" removes one), and merges metadata
	// by key and groups by id.
	UserUpdate = wire.UserUpdate
	// Verdict is what to do about an action.
	Verdict = wire.Verdict
)

// Actions, verdicts and channels, the types of challenges, and the status of a passed one.
const (
	Signup = wire.ActionSignup
	Login  = wire.ActionLogin

	Allow  = wire.VerdictAllow
	Deny   = wire.VerdictDeny
	Review = wire.VerdictChallenge // open the challenge that the reply names

	Email = wire.ChannelEmail
	Text  = wire.ChannelText

	TypeAccountSharing = wire.TypeAccountSharing
	TypeLogin          = wire.TypeLogin
	TypeSignup         = wire.TypeSignup
	TypeRepeatTrial    = wire.TypeRepeatTrial

	StatusCompleted = wire.StatusCompleted
)
