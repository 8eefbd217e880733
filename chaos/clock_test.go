package chaos

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core"
)

// turned is a clock that jumps.
type turned struct{ by atomic.Int64 }

// Now is the machine's time, and what it was turned by.
func (c *turned) Now() time.Time { return time.Now().Add(time.Duration(c.by.Load())) }

// TestClockJumps turns a server's clock a day forwards and an hour back. What has run out
// stays so, a code is taken once on either side, and everything new works. The clock is
// one that is handed to the server: libfaketime does not reach programs in Go, which ask
// the kernel without a library.
func TestClockJumps(t *testing.T) {
	t.Parallel()
	clock := &turned{}
	s := apptest.Start(t, func(c *app.Config) { c.Clock = clock })
	w := &world{t: t, secret: core.DemoAPISecret}
	back := w.clientOf(func() []string { return []string{s.URL()} })
	old := w.raise(back, "before", "+12025550101", "")
	expired := sendToInbox(t, s, old)

	clock.by.Add(int64(24 * time.Hour))
	if entered(t, old, expired) {
		t.Error("a code of yesterday was taken")
	}
	pass(t, s, w.raise(back, "tomorrow", "+12025550102", ""))
	pending := w.raise(back, "back again", "+12025550103", "")
	code := sendToInbox(t, s, pending)

	clock.by.Add(-int64(time.Hour))
	if entered(t, old, expired) {
		t.Error("a code of yesterday was taken after the clock went back")
	}
	if !entered(t, pending, code) || entered(t, pending, code) {
		t.Error("a code from before the clock went back is not taken once")
	}
	pass(t, s, w.raise(back, "an hour ago", "+12025550104", ""))
	figures.add("clock jumps", "a day forwards", 1)
	figures.add("clock jumps", "an hour back", 1)
}

// sendToInbox returns the code of a challenge, from the inbox of a development server.
func sendToInbox(t *testing.T, server *app.App, s *sharer) string {
	t.Helper()
	if err := s.send(wire.ChannelText); err != nil {
		t.Fatal(err)
	}
	for begun := time.Now(); time.Since(begun) < patience; time.Sleep(5 * time.Millisecond) {
		messages, err := server.Core().Inbox(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range messages {
			if m.Challenge == s.challenge {
				return m.Code
			}
		}
	}
	t.Fatal("no code came")
	return ""
}

// entered says whether a code is taken.
func entered(t *testing.T, s *sharer, code string) bool {
	t.Helper()
	return s.client.once(t.Context(), http.MethodPost, s.at(wire.PathChallengeVerify), &wire.VerifyRequest{Code: code}).ok()
}

// pass settles a challenge from its code to the end.
func pass(t *testing.T, server *app.App, s *sharer) {
	t.Helper()
	if !entered(t, s, sendToInbox(t, server, s)) {
		t.Fatalf("%s: a fresh code is not taken", s.account)
	}
	for _, path := range []string{strings.Replace(wire.PathChallengeKick, "{device}", s.first, 1), wire.PathChallengeComplete} {
		if a := s.client.once(t.Context(), http.MethodPost, s.at(path), nil); !a.ok() {
			t.Fatalf("%s: %s: %d %s", s.account, path, a.status, a.text)
		}
	}
}
