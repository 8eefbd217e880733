package rupt

import (
	"net/http"
	"strconv"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// Code is a stable error code.
type Code = wire.Code

// Error is a server's refusal. Code is stable, Message is not.
type Error struct {
	// Status is the HTTP status.
	Status int
	// Code is one of the documented list.
	Code Code
	// Message says what is wrong and what to do.
	Message string
	// Param names the field at fault.
	Param string
	// RequestID finds the request in the server's log.
	RequestID string
	// AttemptsLeft is how many codes may still be tried, with incorrect_code; else -1.
	AttemptsLeft int
	// RetryAfter says when to come back, with status 429.
	RetryAfter time.Duration
}

// Error returns status, code, the field at fault and the message.
func (e *Error) Error() string {
	text := "rupt: " + strconv.Itoa(e.Status) + " " + string(e.Code) + ": "
	if e.Param != "" {
		text += e.Param + ": "
	}
	return text + e.Message
}

func newError(response *http.Response, reply *wire.ErrorReply) *Error {
	e := &Error{
		Status:       response.StatusCode,
		Code:         reply.Error.Code,
		Message:      reply.Error.Message,
		Param:        reply.Error.Param,
		RequestID:    reply.RequestID,
		AttemptsLeft: -1,
		RetryAfter:   time.Duration(reply.Error.RetryAfter) * time.Second,
	}
	if e.Message == "" {
		e.Message = "no explanation"
	}
	if reply.Error.AttemptsLeft != nil {
		e.AttemptsLeft = *reply.Error.AttemptsLeft
	}
	if n, err := strconv.Atoi(response.Header.Get("Retry-After")); err == nil {
		e.RetryAfter = time.Duration(n) * time.Second
	}
	return e
}
