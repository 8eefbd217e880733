package wire

// Code is a stable error code. The list is closed: a client may switch on it.
type Code string

const (
	// The request is at fault.
	CodeInvalidParameter   Code = "invalid_parameter"   // 400: a field is missing or malformed; param names it
	CodeInvalidJSON        Code = "invalid_json"        // 400: the body is not a JSON object
	CodeUnsupportedVersion Code = "unsupported_version" // 400: hashes of another SDK version
	CodeIncorrectCode      Code = "incorrect_code"      // 400: wrong, expired, used or never sent; attempts_left says how many remain
	CodeUnauthorized       Code = "unauthorized"        // 401: no credential, or one that is not known
	CodeForbidden          Code = "forbidden"           // 403: known, but not for this
	CodeOriginNotAllowed   Code = "origin_not_allowed"  // 403: the page's origin is not among the project's
	CodeNotFound           Code = "not_found"           // 404: nothing there, or another project's
	CodeMethodNotAllowed   Code = "method_not_allowed"  // 405: the path has other methods; Allow lists them
	CodeConflict           Code = "conflict"            // 409: the object is not in a state that allows it
	CodeNotVerified        Code = "not_verified"        // 409: the challenge waits for its code
	CodeLimitExceeded      Code = "limit_exceeded"      // 409: devices must be logged out first
	CodeCurrentDevice      Code = "current_device"      // 409: the device of the challenge cannot be kicked
	CodeChallengeClosed    Code = "challenge_closed"    // 409: completed, expired, failed or overridden
	CodePayloadTooLarge    Code = "payload_too_large"   // 413: the body is larger than this endpoint accepts
	CodeUnsupportedMedia   Code = "unsupported_media"   // 415: the body is not application/json
	CodeNotEnabled         Code = "not_enabled"         // 428: switched off for this project
	CodeChannelUnavailable Code = "channel_unavailable" // 409: no such destination is known
	CodeRateLimited        Code = "rate_limited"        // 429: Retry-After says when to come back
	CodeTooManyAttempts    Code = "too_many_attempts"   // 429: no tries are left, for the right code too
	CodeInternal           Code = "internal"            // 500: our fault; request_id finds it in the log

	// The browser or the network is at fault; these never come from a server.
	CodeMissingAPIURL  Code = "missing_api_url" // bundled without api_url or domain
	CodeNetwork        Code = "network"         // the server could not be reached
	CodeTimeout        Code = "timeout"         // the deadline passed
	CodeBlocked        Code = "blocked"         // an extension or a policy stopped the request
	CodeWasmBlocked    Code = "wasm_blocked"    // the page's CSP lacks 'wasm-unsafe-eval'
	CodeLoadFailed     Code = "load_failed"     // the WebAssembly module did not arrive
	CodeNoDOM          Code = "no_dom"          // called outside a browser
	CodeInvalidOptions Code = "invalid_options" // an option is missing or of the wrong type
)

// Error is what went wrong, for a program and for its author. It never repeats a
// submitted value.
type Error struct {
	Code Code `json:"code"`
	// Message says what is wrong and what to do about it.
	Message string `json:"message"`
	// Param names the field at fault.
	Param string `json:"param,omitempty"`
	// AttemptsLeft is how many codes may still be tried; with incorrect_code.
	AttemptsLeft *int `json:"attempts_left,omitempty"`
	// RetryAfter is the time, in seconds, after which to come back; with rate_limited
	// and too_many_attempts. The header Retry-After says the same.
	RetryAfter int `json:"retry_after,omitempty"`
}

// Error returns the code and the message.
func (e *Error) Error() string { return string(e.Code) + ": " + e.Message }

// ErrorReply is the body of every reply that is not a success.
type ErrorReply struct {
	Success bool `json:"success"`
	// Error says what went wrong.
	Error Error `json:"error"`
	// RequestID finds the request in the server's log.
	RequestID string `json:"request_id"`
}

// SuccessReply is the body of a call that returns nothing else.
type SuccessReply struct {
	Success bool `json:"success"`
}

// Status is the HTTP status of an error code that a server sends.
func (c Code) Status() int {
	switch c {
	case CodeInvalidParameter, CodeInvalidJSON, CodeUnsupportedVersion, CodeIncorrectCode:
		return 400
	case CodeUnauthorized:
		return 401
	case CodeForbidden, CodeOriginNotAllowed:
		return 403
	case CodeNotFound:
		return 404
	case CodeMethodNotAllowed:
		return 405
	case CodeConflict, CodeNotVerified, CodeLimitExceeded, CodeCurrentDevice, CodeChallengeClosed, CodeChannelUnavailable:
		return 409
	case CodePayloadTooLarge:
		return 413
	case CodeUnsupportedMedia:
		return 415
	case CodeNotEnabled:
		return 428
	case CodeRateLimited, CodeTooManyAttempts:
		return 429
	}
	return 500
}
