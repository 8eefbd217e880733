package core

import "github.com/openrupt/openrupt/internal/wire"

// fault is an error for the caller. Messages never repeat what was submitted.
func fault(code wire.Code, message string) *wire.Error {
	return &wire.Error{Code: code, Message: message}
}

// invalid is a 400 for one field.
func invalid(param, message string) *wire.Error {
	return &wire.Error{Code: wire.CodeInvalidParameter, Param: param, Message: message}
}

// notFound does not say whether it is another project's.
func notFound(what string) *wire.Error {
	return fault(wire.CodeNotFound, "There is no such "+what+" in this project.")
}

var (
	errUnauthorized = fault(wire.CodeUnauthorized, "The client id, API secret or session is missing, unknown or no longer valid.")
	errNotSigned    = fault(wire.CodeUnauthorized, "This project requires a signed token for the account: have your back end call /token/sign and pass the result as secret.")
	errForbidden    = fault(wire.CodeForbidden, "This credential is not allowed to do that.")
	errClosed       = fault(wire.CodeChallengeClosed, "This challenge is over. Attach again to see whether there is a new one.")
	errNotVerified  = fault(wire.CodeNotVerified, "Enter the code that was sent first.")
)

// limited is a 429 that says when to come back, in seconds.
func limited(code wire.Code, message string, after wire.Time) *wire.Error {
	return &wire.Error{Code: code, Message: message, RetryAfter: max(1, int((after+999)/1000))}
}
