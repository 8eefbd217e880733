package httpapi

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
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

// loggable are the query parameters whose values are logged, and what values those have
// when nobody put something else there. The others may be credentials, codes or people's
// names.
var loggable = map[string]*regexp.Regexp{
	"channel":    regexp.MustCompile(`^(email|text|sms)$`),
	"end_date":   loggableDate,
	"lang":       regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z]{2,4})*$`),
	"limit":      regexp.MustCompile(`^[0-9]{1,3}$`),
	"page":       regexp.MustCompile(`^[0-9]{1,4}$`),
	"start_date": loggableDate,
	"version":    regexp.MustCompile(`^[0-9]{1,2}(\.[0-9]{1,3}){2}$`),
}

var loggableDate = regexp.MustCompile(`^\d{4}-\d\d-\d\d(T[0-9:.]{5,12}(Z|[+-]\d\d:\d\d)?)?$`)

// named are the other parameters of endpoints and pages. What has no name here is not
// even logged by its name: somebody may have left out what belongs before it.
var named = []string{
	"access", "action", "auth", "challenge", "code", "dev", "device", "email", "endpoint", "failed", "fingerprint", "ip", "last_fingerprint",
	"logout", "metadata", "new_account", "per", "phone", "success", "upgrade", "user", "whitelisted",
}

// redact returns the query with every value hidden that is not loggable.
func redact(query string) string {
	values, _ := url.ParseQuery(query)
	shown := url.Values{}
	for name, list := range values {
		pattern := loggable[name]
		switch {
		case pattern != nil && len(list) == 1 && pattern.MatchString(list[0]):
			shown[name] = list
		case pattern != nil || slices.Contains(named, name):
			shown[name] = []string{"[redacted]"}
		default:
			shown["other"] = []string{"[redacted]"}
		}
	}
	return strings.ReplaceAll(shown.Encode(), "%5Bredacted%5D", "[redacted]")
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
