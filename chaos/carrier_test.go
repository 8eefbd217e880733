package chaos

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// carrierTrial is what a carrier does wrong for a while.
type carrierTrial struct {
	name       string
	begin, end func()
	want       wire.ChallengeStatus
	// retried: the code arrives by another attempt, and the trial ends only after the first.
	retried bool
}

// tryCarrier has a code sent in each trial. It arrives once the carrier does better, or
// its challenge says that it did not.
func (w *world) tryCarrier(scenario string, s *server, ch wire.Channel, code func(to string, within time.Duration) string, trials []carrierTrial) {
	w.t.Helper()
	back := w.newClient(s)
	db := open(w.t, w.database)
	for i := range rounds(1, 3) {
		for j, c := range trials {
			n := i*len(trials) + j
			account, email, number := fmt.Sprint("person-", n), "", fmt.Sprintf("+1202555%04d", n)
			to := number
			if ch == wire.ChannelEmail {
				email = account + "@example.com"
				to, number = email, ""
			}
			asked := w.raise(back, account, number, email)
			c.begin()
			if err := asked.send(ch); err != nil {
				w.t.Fatal(err)
			}
			if c.retried {
				await(w.t, db, 1, `SELECT count(*) FROM events WHERE kind IN ('message', 'text') AND last_error <> '' AND challenge_id = ?`, asked.challenge)
			}
			within := patience
			if c.want == wire.StatusDeliveryFailed {
				within = time.Millisecond
				await(w.t, db, 1, `SELECT count(*) FROM challenges WHERE status = 'delivery_failed' AND id = ?`, asked.challenge)
			}
			c.end()
			if got := code(to, within); (got == "") != (c.want == wire.StatusDeliveryFailed) {
				w.t.Errorf("%s: code %q", c.name, got)
			}
			await(w.t, db, 1, `SELECT count(*) FROM challenges WHERE status = '`+string(c.want)+`' AND id = ?`, asked.challenge)
			figures.add(scenario, c.name, 1)
		}
	}
}

// TestTextGatewayFails: as with mail, before a gateway that is told to fail.
func TestTextGatewayFails(t *testing.T) {
	t.Parallel()
	const scenario = "text gateway fails"
	w := newWorld(t, "")
	l := newLink(t, w.texts.server.Listener.Addr().String())
	s := w.serve("RUPT_SMS_URL=http://" + l.addr())
	as := func(m manner) func() { return func() { w.texts.behave(m) } }
	well := as(nil)
	status := func(code int) func() {
		return as(func(w http.ResponseWriter, _ *http.Request, _ func()) { w.WriteHeader(code) })
	}
	w.tryCarrier(scenario, s, wire.ChannelText, func(to string, within time.Duration) string { return w.texts.code(to, "", within) }, []carrierTrial{
		{"slow", as(func(_ http.ResponseWriter, _ *http.Request, take func()) { time.Sleep(3 * time.Second); take() }), func() {}, wire.StatusDelivered, false},
		{"fails for now", status(http.StatusServiceUnavailable), well, wire.StatusDelivered, true},
		{"has too much to do", status(http.StatusTooManyRequests), well, wire.StatusDelivered, true},
		{"down", l.proxy.Stop, l.restart, wire.StatusDelivered, true},
		{"cut off", func() { l.hurt("limit_data", `{"bytes": 100}`) }, l.heal, wire.StatusDelivered, true},
		{"hangs", as(func(_ http.ResponseWriter, r *http.Request, _ func()) { <-r.Context().Done() }), well, wire.StatusDelivered, true},
		{"takes it and does not say so", as(func(_ http.ResponseWriter, _ *http.Request, take func()) { take(); panic(http.ErrAbortHandler) }), well, wire.StatusDelivered, true},
		{"refuses for good", status(http.StatusBadRequest), well, wire.StatusDeliveryFailed, false},
	})
	if n := w.texts.repeated(t); n == 0 {
		t.Error("what was taken without an answer was not sent again")
	} else {
		figures.add(scenario, "texts repeated, under one id", int64(n))
	}
	s.stop()
}
