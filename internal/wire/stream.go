package wire

// StreamAction is what a stream message asks the page to do.
type StreamAction string

const (
	StreamChallenge StreamAction = "challenge" // open the challenge page
	StreamLogout    StreamAction = "logout"    // log this device out
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
