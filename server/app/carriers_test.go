package app_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/courier"
)

// carrier is a courier.Sender by a function.
type carrier func(context.Context, courier.Letter) error

func (c carrier) Send(ctx context.Context, l courier.Letter) error { return c(ctx, l) }

// TestHangingCarrierHoldsUpNoOther: however many text messages wait for a gateway that
// never answers, mails go out, and the other way round.
func TestHangingCarrierHoldsUpNoOther(t *testing.T) {
	for name, hangs := range map[string]wire.Channel{"texts": wire.ChannelText, "mails": wire.ChannelEmail} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			begun, arrived, release := make(chan string, 100), make(chan string, 1), make(chan struct{})
			stuck := carrier(func(_ context.Context, l courier.Letter) error {
				begun <- l.To
				<-release
				return nil
			})
			well := carrier(func(_ context.Context, l courier.Letter) error {
				arrived <- l.To
				return nil
			})
			s := apptest.Start(t, func(c *app.Config) {
				c.Text, c.Email = stuck, well
				if hangs == wire.ChannelEmail {
					c.Text, c.Email = well, stuck
				}
			})
			t.Cleanup(func() { close(release) })
			for i := range 20 {
				sendCode(t, s, i, hangs)
			}
			for range 8 { // as many as are tried at once
				wait(t, begun)
			}
			other := wire.ChannelEmail
			if hangs == other {
				other = wire.ChannelText
			}
			sendCode(t, s, 20, other)
			wait(t, arrived)
		})
	}
}

// sendCode has the second device of an account challenged, and a code on its way.
func sendCode(t *testing.T, s *app.App, n int, ch wire.Channel) {
	t.Helper()
	by, err := s.Core().AuthenticateServer(t.Context(), core.DemoAPISecret)
	if err != nil {
		t.Fatal(err)
	}
	one := 1
	for device := range 2 {
		_, err := s.Core().Attach(t.Context(), by, &wire.AttachRequest{
			Account: fmt.Sprint("user-", n), Email: fmt.Sprintf("user-%d@example.com", n), Phone: fmt.Sprintf("+1202555%04d", n),
			Fingerprint: fmt.Sprintf("machine-%d-%d", n, device), LimitConfig: &wire.LimitConfig{OverallDeviceLimit: &one},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	page, err := s.Core().Challenges(t.Context(), by, core.ChallengeQuery{Page: 1, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Core().Send(t.Context(), by, page.Data[0].ID, &wire.SendRequest{Channel: ch}); err != nil {
		t.Fatal(err)
	}
}

// wait fails when nothing comes.
func wait(t *testing.T, c <-chan string) {
	t.Helper()
	select {
	case <-c:
	case <-time.After(time.Minute):
		t.Fatal("nothing was delivered")
	}
}
