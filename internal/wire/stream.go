package wire

// StreamAction is what a stream message asks the page to do.
type StreamAction string

const (
	// StreamChallenge opens the challenge page.
	StreamChallenge StreamAction = "challenge"
	// StreamLogout logs this device out.
	StreamLogout StreamAction = "logout"
)

// StreamMessage is one message of the event stream.
type StreamMessage struct {
	Action    StreamAction  `json:"action"`
	Challenge *ChallengeRef `json:"challenge,omitempty"`
	// URL is the challenge page: always sent with a challenge, absolute, without a
	// query, since clients append one as text.
	URL string `json:"url,omitempty"`
}

// ChallengeRef names a challenge.
type ChallengeRef struct {
	ID string `json:"_id"`
}
