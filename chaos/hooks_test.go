package chaos

import (
	"context"
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core"
)

// TestReceiverDeadForADay: a receiver of webhooks is gone for a day, by a turned clock,
// over restarts and under load. When it is back, everything arrives, under the ids it had.
func TestReceiverDeadForADay(t *testing.T) {
	t.Parallel()
	const scenario = "webhook receiver dead for a day"
	clock, dir := &turned{}, t.TempDir()
	w := &world{t: t, secret: core.DemoAPISecret, hooks: &receiver{ids: map[string]int{}}}
	w.hooks.server = httptest.NewServer(w.hooks)
	t.Cleanup(w.hooks.server.Close)
	l := newLink(t, w.hooks.server.Listener.Addr().String())
	l.proxy.Stop()

	s, end := restarted(t, dir, clock)
	by, err := s.Core().AuthenticateServer(t.Context(), core.DemoAPISecret)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Core().AddWebhookEndpoint(t.Context(), by.Project.ID, "http://"+l.addr(), nil); err != nil {
		t.Fatal(err)
	}
	db := open(t, "sqlite:"+filepath.Join(dir, "rupt.db"))
	first := ""
	for i, wait := range []time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour} {
		sharer := w.raise(w.clientOf(func() []string { return []string{s.URL()} }), fmt.Sprint("account-", i), fmt.Sprintf("+1202555%04d", i), "")
		pass(t, s, sharer)
		if first == "" {
			first = sharer.user
		}
		await(t, db, 0, fmt.Sprintf(`SELECT count(*) FROM webhook_deliveries WHERE json_array_length(attempts) <= %d AND user_id = ?`, i), first)
		if i%2 == 1 {
			end()
			s, end = restarted(t, dir, clock)
		}
		clock.by.Add(int64(wait))
	}
	if n := len(w.hooks.ids); n > 0 {
		t.Fatalf("%d webhooks reached a dead receiver", n)
	}
	l.restart()
	webhooks, repeated := w.checkDelivered(db)
	if webhooks < 7 || repeated > 0 {
		t.Errorf("%d webhooks, %d of them more than once", webhooks, repeated)
	}
	figures.add(scenario, "webhooks", int64(webhooks))
	figures.add(scenario, "days", 1)
}

// restarted runs a development server in this process, on the data of the one before.
func restarted(t *testing.T, dir string, clock core.Clock) (s *app.App, end func()) {
	t.Helper()
	s, err := app.New(t.Context(), app.Config{Addr: "localhost:0", DataDir: dir, Dev: true, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	end = sync.OnceFunc(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("server: %v", err)
		}
	})
	t.Cleanup(end)
	return s, end
}
