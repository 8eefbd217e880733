package wire

// Tolerance says how probable it must be that a browser is a known device.
type Tolerance string

const (
	ToleranceDefault Tolerance = "default" // from .95 on
	ToleranceStrict  Tolerance = "strict"  // from .99 on
	ToleranceLenient Tolerance = "lenient" // from .85 on
)

// AttachRequest attaches this browser to an account.
type AttachRequest struct {
	// Account is the customer's own id of the user.
	Account string `json:"account,omitempty"`
	// User is the deprecated name of account.
	User string `json:"user,omitempty"`
	// Email fills the user's email if it is empty; it never replaces one.
	Email string `json:"email,omitempty"`
	// Phone, in E.164, fills the user's phone if it is empty; it never replaces one.
	Phone string `json:"phone,omitempty"`
	// Metadata is kept with the device, merged key by key.
	Metadata Raw `json:"metadata,omitempty"`
	// Groups are the organisations that the user belongs to.
	Groups []Group `json:"groups,omitempty"`
	// Fingerprint is the hash of this visit.
	Fingerprint string `json:"fingerprint,omitempty"`
	// LastFingerprint is the hash that the browser kept from its last visit.
	LastFingerprint string `json:"last_fingerprint,omitempty"`
	// LastAccess is the access that this browser was given when it last attached
	// this account.
	LastAccess string `json:"last_access,omitempty"`
	// LimitConfig overrides the project's limits for this call.
	LimitConfig *LimitConfig `json:"limit_config,omitempty"`
	// Callbacks says which callbacks the page has.
	Callbacks Callbacks `json:"callbacks,omitzero"`
	// Redirects says which redirect URLs the page has; the URLs stay in the browser.
	Redirects Redirects `json:"redirects,omitzero"`
	// LastBlockingAccess is the access that was last over the limit on this browser.
	LastBlockingAccess string `json:"last_blocking_access,omitempty"`
	// LastChallenge is the challenge that was last shown on this browser.
	LastChallenge string `json:"last_challenge,omitempty"`
	// Client names the SDK.
	Client string `json:"client,omitempty"`
	// Version is the SDK's wire version.
	Version string `json:"version,omitempty"`
	// Page is the path of the page, without query and fragment.
	Page string `json:"page,omitempty"`
	// Event is a key for what happened: sign_up, trial_started, upgrade or any other.
	Event     string    `json:"event,omitempty"`
	Tolerance Tolerance `json:"tolerance,omitempty"`
	// Signals are what the hash was made of, where the project keeps them.
	Signals Raw `json:"signals,omitempty"`
	// IP is the browser's address, when a back end attaches on its behalf.
	IP string `json:"ip,omitempty"`
	// UserAgent is the browser's, when a back end attaches on its behalf.
	UserAgent string `json:"user_agent,omitempty"`
}

// Group is an organisation that a user belongs to.
type Group struct {
	// ID is the customer's own id of the group.
	ID GroupID `json:"id"`
	// Name is shown to operators.
	Name string `json:"name,omitempty"`
	// Metadata is kept with the group.
	Metadata Raw `json:"metadata,omitempty"`
}

// GroupID is a string; a JSON number is accepted as its text.
type GroupID string

// UnmarshalJSON accepts a string or a number; null leaves the id empty.
func (g *GroupID) UnmarshalJSON(b []byte) error {
	switch {
	case len(b) == 0 || b[0] == 'n':
		*g = ""
	case b[0] == '"':
		*g = GroupID(unquote(b))
	case b[0] == '-' || '0' <= b[0] && b[0] <= '9':
		*g = GroupID(b)
	default:
		return &Error{Code: CodeInvalidParameter, Param: "groups", Message: "A group's id must be a string or a number."}
	}
	return nil
}

// LimitConfig overrides a project's limits for one call.
type LimitConfig struct {
	// OverallDeviceLimit is how many devices the account may have attached.
	OverallDeviceLimit *int `json:"overall_device_limit,omitempty"`
	// OverallLimit is the deprecated name of overall_device_limit.
	OverallLimit *int `json:"overall_limit,omitempty"`
	// PeopleLimit is how many people may use the account.
	PeopleLimit *int `json:"people_limit,omitempty"`
}

// Overall returns the device limit, by its name or its deprecated one.
func (l *LimitConfig) Overall() (limit int, ok bool) {
	switch {
	case l == nil:
		return 0, false
	case l.OverallDeviceLimit != nil:
		return *l.OverallDeviceLimit, true
	case l.OverallLimit != nil:
		return *l.OverallLimit, true
	}
	return 0, false
}

// Callbacks says which callbacks a page passed to attach.
type Callbacks struct {
	OnChallenge   bool `json:"on_challenge"`
	LimitExceeded bool `json:"limit_exceeded"`
}

// Redirects says which redirect URLs a page passed to attach.
type Redirects struct {
	NewAccount bool `json:"new_account"`
	Logout     bool `json:"logout"`
}

// AttachReply says which device this is and how the account stands.
type AttachReply struct {
	Success bool `json:"success"`
	// AttachedDevices counts the account's devices after the call, without
	// whitelisted and dormant ones.
	AttachedDevices int `json:"attached_devices"`
	// DeviceID is this browser as a device of this account; stable while matched.
	DeviceID string `json:"device_id"`
	// DefaultDeviceLimit is the project's own limit.
	DefaultDeviceLimit int `json:"default_device_limit"`
	// BlockOverUsage says that the project wants devices over the limit blocked.
	BlockOverUsage bool `json:"block_over_usage"`
	// Suspended says that an operator suspended the user.
	Suspended bool `json:"suspended"`
	// NewDevice is true the first time that this user is seen on it.
	NewDevice bool `json:"new_device"`
	// Access is the record of this attach, new every time; listen needs it.
	Access string `json:"access"`
	// Identity is the user's id.
	Identity string `json:"identity"`
	// Metadata is the device's.
	Metadata Raw `json:"metadata"`
	// VerificationStatus is "verified" or "unverified": whether this device's holder
	// has proven a contact of the account.
	VerificationStatus string `json:"verification_status"`
	// UserID is the user's id.
	UserID string `json:"user_id"`
	// Status is "attached".
	Status string `json:"status"`
	// CreatedAt is when the device was first seen.
	CreatedAt Time `json:"created_at"`
	// Warnings say what was left out of account, an email or a phone that is none, and
	// that the SDK is not of the server's version.
	Warnings []Warning `json:"warnings,omitempty"`
}

// Warning says what was wrong with a request that went through.
type Warning struct {
	// Code is that of the error that it would have been.
	Code Code `json:"code"`
	// Message says what is wrong and what to do about it.
	Message string `json:"message"`
	// Param names the field at fault.
	Param string `json:"param"`
}

// Verification statuses.
const (
	Verified   = "verified"
	Unverified = "unverified"
)

// DetachRequest logs a device out of an account.
type DetachRequest struct {
	// User is the customer's own id of the user that owns the device.
	User string `json:"user,omitempty"`
	// Account is another name of user.
	Account string `json:"account,omitempty"`
	// LastAccess is the access that this browser was given with the device.
	LastAccess string `json:"last_access,omitempty"`
}

// DetachReply says how the account stands after a detach.
type DetachReply struct {
	Success            bool   `json:"success"`
	AttachedDevices    int    `json:"attached_devices"`
	DeviceID           string `json:"device_id"`
	DefaultDeviceLimit int    `json:"default_device_limit"`
	BlockOverUsage     bool   `json:"block_over_usage"`
}

// FingerprintRequest asks which browser this is, whatever the account.
type FingerprintRequest struct {
	Fingerprint     string `json:"fingerprint"`
	LastFingerprint string `json:"last_fingerprint,omitempty"`
}

// FingerprintReply names the browser within the project.
type FingerprintReply struct {
	// FingerprintID is shared by all accounts of the project and never reassigned.
	FingerprintID string `json:"fingerprint_id"`
	// Confidence is the probability, from 0 to 1, that the id is right.
	Confidence float64 `json:"confidence"`
}
