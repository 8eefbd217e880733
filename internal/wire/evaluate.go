package wire

// Action is what a visitor is about to do.
type Action string

const (
	ActionSignup Action = "signup" // make an account
	ActionLogin  Action = "login"  // use one
)

// Verdict is what to do about an action.
type Verdict string

const (
	VerdictAllow     Verdict = "allow"     // let it happen
	VerdictDeny      Verdict = "deny"      // refuse it
	VerdictChallenge Verdict = "challenge" // ask for a proof first; challenge_id says which
)

// EvaluateRequest asks for a verdict on an action.
type EvaluateRequest struct {
	Action Action `json:"action"`
	// User is the customer's own id of the user; required for login.
	User string `json:"user,omitempty"`
	// IP is the visitor's address; required from servers.
	IP string `json:"ip,omitempty"`
	// Fingerprint is the hash of this visit, or the whole [current, last] of getHash.
	Fingerprint Hashes `json:"fingerprint,omitempty"`
	// LastFingerprint is the hash of the visit before.
	LastFingerprint string `json:"last_fingerprint,omitempty"`
	// Version is the wire version of the SDK that made the hashes; required from
	// servers when hashes are given.
	Version string `json:"version,omitempty"`
	// Email is the visitor's.
	Email string `json:"email,omitempty"`
	// Phone is the visitor's, in E.164.
	Phone string `json:"phone,omitempty"`
	// Metadata is passed on to the reply; metadata.email is filled in.
	Metadata Raw `json:"metadata,omitempty"`
	// Signals are what getSignals returned, or the two of them that are looked at:
	// automation and tampering.
	Signals Raw `json:"signals,omitempty"`
	// UserAgent is the visitor's, when a back end asks.
	UserAgent string `json:"user_agent,omitempty"`
}

// EvaluateReply is the verdict with its reasons.
type EvaluateReply struct {
	// FingerprintID names the browser within the project; null when no hash was given.
	FingerprintID *string `json:"fingerprint_id"`
	// ChallengeID is set with the verdict challenge, and null with the others.
	ChallengeID *string `json:"challenge_id"`
	Verdict     Verdict `json:"verdict"`
	// Reasons are what was noticed; never null.
	Reasons []Reason `json:"reasons"`
	// Metadata is the request's, with its email filled in.
	Metadata Raw `json:"metadata"`
	// Confidence is the probability, from 0 to 1, that fingerprint_id is right.
	Confidence float64 `json:"confidence"`
}

// Hashes is a current hash and, perhaps, the one before: in JSON a string or an
// array of up to two strings, the second of which may be null.
type Hashes []string

// Current returns the hash of this visit, or "".
func (h Hashes) Current() string {
	if len(h) > 0 {
		return h[0]
	}
	return ""
}

// Last returns the hash of the visit before, or "".
func (h Hashes) Last() string {
	if len(h) > 1 {
		return h[1]
	}
	return ""
}

// UnmarshalJSON accepts a string, an array of at most two strings or nulls, or null.
func (h *Hashes) UnmarshalJSON(b []byte) error {
	*h = nil
	switch b[0] {
	case 'n':
		return nil
	case '"':
		*h = Hashes{unquote(b)}
		return nil
	case '[':
		for _, item := range elements(b) {
			if len(*h) == 2 || item[0] != '"' && item[0] != 'n' {
				return errHashes
			}
			*h = append(*h, unquote(item))
		}
		return nil
	}
	return errHashes
}

var errHashes = &Error{Code: CodeInvalidParameter, Param: "fingerprint", Message: "Give fingerprint as one hash, or as [current, last] the way getHash() returns it."}

// Reason says what was noticed about an attach or an action.
type Reason string

const (
	ReasonNewFingerprint      Reason = "new_fingerprint"       // the user has devices, and this browser is none of them
	ReasonNewIP               Reason = "new_ip"                // the user was active lately, and never from this address
	ReasonLimitExceeded       Reason = "limit_exceeded"        // a device more than the account is for
	ReasonConcurrency         Reason = "concurrency"           // another device of the same type is in use at another address
	ReasonPeopleLimitExceeded Reason = "people_limit_exceeded" // more people seem to use the account than it is for
	ReasonImpossibleTravel    Reason = "impossible_travel"     // another device was in use too far away to have come from there
	ReasonMultipleAccounts    Reason = "multiple_accounts"     // the browser belongs to other accounts as well
	ReasonDisposableEmail     Reason = "disposable_email"      // the address is made to be thrown away
	ReasonInvalidEmail        Reason = "invalid_email"         // no mail can reach an address of this form
	ReasonBot                 Reason = "bot"                   // a program drives the browser
	ReasonTampered            Reason = "tampered"              // the browser's answers were made up
	ReasonSuspended           Reason = "suspended"             // an operator suspended the user
	ReasonVelocity            Reason = "velocity"              // the same was done too often lately
	ReasonRepeatTrial         Reason = "repeat_trial"          // the browser had a trial before
)
