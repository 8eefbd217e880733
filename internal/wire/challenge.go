package wire

// ChallengeStatus is where a challenge stands. Only completed means that it was
// passed.
type ChallengeStatus string

const (
	StatusInitiated      ChallengeStatus = "initiated"       // raised
	StatusPending        ChallengeStatus = "pending"         // seen
	StatusDelivered      ChallengeStatus = "delivered"       // a code was handed to the carrier
	StatusDeliveryFailed ChallengeStatus = "delivery_failed" // the carrier refused it
	StatusVerified       ChallengeStatus = "verified"        // the right code was entered
	StatusCompleted      ChallengeStatus = "completed"       // passed
	StatusFailed         ChallengeStatus = "failed"          // no tries left
	StatusOverridden     ChallengeStatus = "overridden"      // a newer one took its place
	StatusPostponed      ChallengeStatus = "postponed"       // put off, where the project allows it
	StatusSkipped        ChallengeStatus = "skipped"         // skipped, where the project allows it
	StatusAdminNotified  ChallengeStatus = "admin_notified"  // handed to an administrator
	StatusExpired        ChallengeStatus = "expired"         // its hour passed
)

// ChallengeType is why a challenge exists.
type ChallengeType string

const (
	TypeAccountSharing ChallengeType = "account_sharing" // the account is used by more devices or people than it is for
	TypeLogin          ChallengeType = "login"           // a login was evaluated
	TypeSignup         ChallengeType = "signup"          // a signup was evaluated
	TypeRepeatTrial    ChallengeType = "repeat_trial"    // the browser had a trial before
	TypeNotifyAdmins   ChallengeType = "notify_admins"   // an administrator decides; this server raises none of these
)

// Channel is the way a code goes.
type Channel string

const (
	ChannelEmail Channel = "email" // by mail
	ChannelText  Channel = "text"  // by text message
	ChannelSMS   Channel = "sms"   // accepted as another name of text
)

// Challenge is one challenge as its holder may see it: contacts are masked.
type Challenge struct {
	ID   string         `json:"_id"`
	User *ChallengeUser `json:"user"`
	// Limit is omitted in lists.
	Limit  *ChallengeLimit `json:"limit,omitempty"`
	Status ChallengeStatus `json:"status"`
	Type   ChallengeType   `json:"type"`
	// Reasons are what raised it.
	Reasons []Reason `json:"reasons"`
	// Channels are the ways that a code can go; omitted in lists.
	Channels    []Channel `json:"channels,omitzero"`
	CreatedAt   Time      `json:"createdAt"`
	UpdatedAt   Time      `json:"updatedAt"`
	CompletedAt Time      `json:"completedAt,omitzero"`

	// Project is what the challenge page shows of the project; only to its holder.
	Project *ChallengeProject `json:"project,omitempty"`
	// Session is a challenge session, given without a code only where the project
	// allows verification to be skipped.
	Session string `json:"session,omitempty"`
}

// ChallengeUser is the user of a challenge, with masked contacts.
type ChallengeUser struct {
	ID string `json:"_id"`
	// ExternalID is the customer's own id of the user. Only back ends see it.
	ExternalID string `json:"external_id,omitempty"`
	// Email is masked: ab*****@rupt.dev. Empty when none is known.
	Email string `json:"email,omitempty"`
	// Phone is masked: ******34. Empty when none is known.
	Phone string `json:"phone,omitempty"`
}

// ChallengeLimit says how many devices must still be logged out.
type ChallengeLimit struct {
	IsExceeded bool `json:"is_exceeded"`
	Overall    int  `json:"overall"`
	Mobile     int  `json:"mobile"`
	Tablet     int  `json:"tablet"`
	Desktop    int  `json:"desktop"`
}

// ChallengeProject is a project's face on the challenge page, and what its holder
// may do there.
type ChallengeProject struct {
	Name string `json:"name"`
	// LogoURL is an http(s) URL, or a picture as a data: URL.
	LogoURL string `json:"logo_url,omitempty"`
	// Theme are the project's colours; absent where it has none of its own.
	Theme *Theme `json:"theme,omitempty"`
	// Style is the theme as rules of CSS, which are shorter to apply than to make.
	Style string `json:"style,omitempty"`
	// Texts are the project's own words, in place of ours.
	Texts []OwnText `json:"texts,omitempty"`
	// CanSkip says that the project lets its holder skip the challenge.
	CanSkip bool `json:"can_skip,omitempty"`
	// CanPostpone says that the project lets its holder put the challenge off.
	CanPostpone bool `json:"can_postpone,omitempty"`
	// CanNotify says that its holder may ask an administrator instead.
	CanNotify bool `json:"can_notify,omitempty"`
	// SkipVerification says that no code is asked for, since no contact is known.
	SkipVerification bool `json:"skip_verification,omitempty"`
}

// SendRequest asks for a code.
type SendRequest struct {
	Channel Channel `json:"channel"`
	// Language is that of the message, as a BCP 47 tag. Default: en.
	Language string `json:"language,omitempty"`
	// Device is accepted and ignored: a challenge has one device.
	Device string `json:"device,omitempty"`
}

// SendReply says how long the code lives and when another may be asked for.
type SendReply struct {
	Success   bool `json:"success"`
	ExpiresAt Time `json:"expires_at"`
	// RetryAfter is the time, in seconds, after which another code may be asked for.
	RetryAfter int `json:"retry_after"`
	// SendsLeft is how many more codes this challenge may send.
	SendsLeft int `json:"sends_left"`
}

// VerifyRequest tries a code.
type VerifyRequest struct {
	Code string `json:"code"`
}

// VerifyReply is sent for the right code only.
type VerifyReply struct {
	Success bool `json:"success"`
	// Session is the credential for the rest of this challenge, for 15 minutes; only
	// for the person being challenged.
	Session string `json:"session,omitempty"`
}

// Page is one page of a list.
type Page[T any] struct {
	Data []T `json:"data"`
	// Page counts from 1.
	Page int `json:"page"`
	// Limit is how many there are on a full page.
	Limit int `json:"limit"`
	// Total is how many there are on all pages.
	Total int `json:"total"`
}
