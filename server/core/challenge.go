package core

import "github.com/openrupt/openrupt/internal/wire"

// Limits are how many devices an account may have; 0 means no such bound.
type Limits struct {
	Overall int `json:"overall"`
	Mobile  int `json:"mobile,omitempty"`
	Tablet  int `json:"tablet,omitempty"`
	Desktop int `json:"desktop,omitempty"`
	// People is how many people may use it.
	People int `json:"people,omitempty"`
}

// Challenge asks the person on a device to prove a contact of the account and to
// bring it within its limits.
type Challenge struct {
	ProjectID string
	ID        string
	// UserID is empty for a signup that nobody is known for yet.
	UserID string
	// DeviceID is empty when an action was evaluated and no device attached.
	DeviceID      string
	FingerprintID string
	// AccessID is the attach that raised it.
	AccessID string
	Type     wire.ChallengeType
	Status   wire.ChallengeStatus
	Reasons  []wire.Reason
	// Limits are those in force when it was raised.
	Limits Limits
	// Email and Phone are where its codes go, pinned when it was raised.
	Email string
	Phone string
	// SkipVerification says that no code is needed, since no contact was known.
	SkipVerification bool
	// Tries counts codes tried; CodeTries those since the last send.
	Tries     int
	CodeTries int
	// Sends counts codes sent, LastSendAt is when the last one was.
	Sends      int
	LastSendAt wire.Time

	// SeenAt is when the person first saw it.
	SeenAt      wire.Time
	VerifiedAt  wire.Time
	CompletedAt wire.Time
	ExpiresAt   wire.Time
	CreatedAt   wire.Time
	UpdatedAt   wire.Time
}

// Code is the one live code of a challenge and channel.
type Code struct {
	ProjectID   string
	ChallengeID string
	Channel     wire.Channel
	// MAC is the keyed hash of the code, made with key KeyID.
	MAC   []byte
	KeyID string
	Tries int
	// UsedAt is when it was right; zero while it may still be.
	UsedAt    wire.Time
	ExpiresAt wire.Time
	CreatedAt wire.Time
}
