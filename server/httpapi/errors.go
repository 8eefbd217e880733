package httpapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/openrupt/openrupt/internal/wire"
)

// internalMessage is all that a caller learns about a fault of ours.
const internalMessage = "Something went wrong on our side. The request id finds it in the server's log."

// asWire returns the error that a caller may see. Anything that core did not mean
// for callers is internal, and its text stays here.
func asWire(err error) *wire.Error {
	var e *wire.Error
	if errors.As(err, &e) {
		return e
	}
	return &wire.Error{Code: wire.CodeInternal, Message: internalMessage}
}

// writeError sends the one shape that every reply has that is not a success.
func writeError(w http.ResponseWriter, e *wire.Error) {
	if e.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(e.RetryAfter))
	}
	writeJSON(w, e.Code.Status(), wire.ErrorReply{Error: *e, RequestID: w.Header().Get(headerRequestID)})
}

// writeJSON sends v. Replies are about one person or one moment: no cache keeps them.
func writeJSON(w http.ResponseWriter, status int, v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		// Only opaque JSON from the store can do this.
		status = http.StatusInternalServerError
		b.Reset()
		_ = enc.Encode(wire.ErrorReply{
			Error:     wire.Error{Code: wire.CodeInternal, Message: internalMessage},
			RequestID: w.Header().Get(headerRequestID),
		})
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}
