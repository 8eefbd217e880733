package httpapi

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

const headerRequestID = "X-Request-Id"

// observe is around everything: it names the request, logs and measures it, and turns
// a panic into an error.
func (a *api) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := a.now()
		rec := &recorder{ResponseWriter: w}
		a.headers(rec.Header())
		limitTransfer(w, r)
		if a.leaving.Load() || len(r.TransferEncoding) > 0 {
			// RFC 9112 §6.1: a body with both a length and chunks is how two servers are
			// made to disagree about where a request ends. net/http hides the length, so
			// this goes for all chunks: no client of ours sends any.
			rec.Header().Set("Connection", "close")
		}
		defer func() {
			a.recovered(rec, r, recover())
			took := a.now().Sub(start)
			a.metrics.observe(r.Method, r.Pattern, rec.status, took)
			a.log.LogAttrs(r.Context(), slog.LevelInfo, "request",
				slog.String("request_id", rec.Header().Get(headerRequestID)),
				slog.String("method", r.Method),
				// The pattern, not the path: account ids are nobody's business here.
				slog.String("route", r.Pattern),
				slog.String("query", redact(r.URL.RawQuery)),
				slog.Int("status", rec.status),
				slog.Int64("bytes", rec.bytes),
				slog.Duration("took", took),
				slog.String("ip", a.proxies.clientIP(r).String()))
		}()
		next.ServeHTTP(rec, r)
	})
}

const (
	// bodyTimeout is how long a body may take to arrive.
	bodyTimeout = 15 * time.Second
	// replyTimeout is how long a client may take to receive what is no stream: the
	// SDK at 2 kB/s, say. Streams have a deadline a frame.
	replyTimeout = 5 * time.Minute
)

// limitTransfer ends connections whose client neither sends nor takes anything. It is
// here and not where bodies are read, since net/http waits for the body that nobody
// wanted, too. A read deadline only where there is a body: a stream's connection is
// always being read, to notice that the client left.
func limitTransfer(w http.ResponseWriter, r *http.Request) {
	control, now := http.NewResponseController(w), time.Now()
	_ = control.SetWriteDeadline(now.Add(replyTimeout))
	if r.Body != nil && r.Body != http.NoBody {
		_ = control.SetReadDeadline(now.Add(bodyTimeout))
	}
}

// headers are on every reply; handlers may replace them.
func (a *api) headers(h http.Header) {
	h.Set(headerRequestID, newRequestID())
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if strings.HasPrefix(a.origin, "https://") {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

func newRequestID() string {
	var b [12]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// recovered reports a panic; net/http's own way to abort a reply stays one.
func (a *api) recovered(w *recorder, r *http.Request, p any) {
	if p == nil {
		return
	}
	if p == http.ErrAbortHandler {
		panic(p)
	}
	a.log.ErrorContext(r.Context(), "panic",
		"request_id", w.Header().Get(headerRequestID), "route", r.Pattern, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
	if w.status == 0 {
		writeError(w, asWire(errPanic))
	}
}

var errPanic = &wire.Error{Code: wire.CodeInternal, Message: internalMessage}

// loggable are the query parameters whose values are logged. The others may be
// credentials, codes or people's names, whatever they are called.
var loggable = []string{"channel", "end_date", "lang", "limit", "page", "start_date", "version"}

// redact returns the query with every value hidden that is not loggable.
func redact(query string) string {
	values, _ := url.ParseQuery(query)
	for name := range values {
		if !slices.Contains(loggable, name) {
			values[name] = []string{"[redacted]"}
		}
	}
	return strings.ReplaceAll(values.Encode(), "%5Bredacted%5D", "[redacted]")
}

// recorder remembers what was sent.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

var _ interface{ Unwrap() http.ResponseWriter } = (*recorder)(nil)
