package dashboard

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/sqlite"
)

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

// BenchmarkPages is how long a page takes beside so many users: the same for any number.
func BenchmarkPages(b *testing.B) {
	for _, users := range []int{10_000, 1_000_000} {
		b.Run(fmt.Sprint(users, " users"), func(b *testing.B) { benchmarkPages(b, users) })
	}
}

func benchmarkPages(b *testing.B, users int) {
	store, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "rupt.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	keys, _ := core.NewKeyring([]byte(strings.Repeat("k", 32)))
	service, err := core.New(core.Config{Store: store, Clock: systemClock{}, Keys: keys, Dev: true})
	if err == nil {
		err = service.SeedDemo(b.Context())
	}
	if err != nil {
		b.Fatal(err)
	}
	p, err := service.FindProject(b.Context(), "Demo")
	if err != nil {
		b.Fatal(err)
	}
	err = store.Update(b.Context(), func(tx core.Tx) error {
		return tx.PutWebhookEndpoint(&core.WebhookEndpoint{ProjectID: p.ID, ID: strings.Repeat("e", 24), URL: "https://shop.example/hooks", CreatedAt: 1})
	})
	if err != nil {
		b.Fatal(err)
	}
	fillUsers(b, store, p.ID, users)
	key := core.NewOperatorKey("a key of operators")
	mux := http.NewServeMux()
	New(Config{Core: service, Key: key, Caller: func(*http.Request) core.Caller {
		return core.Caller{IP: netip.MustParseAddr("127.0.0.1")}
	}}).Register(mux)
	token, _, err := service.SignInOperator(b.Context(), key, "a key of operators", netip.MustParseAddr("127.0.0.1"))
	if err != nil {
		b.Fatal(err)
	}
	for name, path := range pagesBeside(users) {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, root+"/projects/"+p.ID+path, nil)
				r.AddCookie(&http.Cookie{Name: "rupt-admin", Value: token})
				w, start := httptest.NewRecorder(), time.Now()
				if mux.ServeHTTP(w, r); w.Code != http.StatusOK {
					b.Fatal(w.Code, w.Body)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}

// pagesBeside are all pages, and what is asked of them that finds little or much.
func pagesBeside(users int) map[string]string {
	last := fmt.Sprintf("%024x", (users-100)*2_654_435_761)
	return map[string]string{
		"overview": "/overview", "overview of a month": "/overview?span=month", "users": "/users", "a prefix of all": "/users?q=user-",
		"search": "/users?q=" + url.QueryEscape("user-0000123"), "search of an address": "/users?q=" + url.QueryEscape("user-123@example.com"), "search of nobody": "/users?q=zoe",
		"user": "/users/user-0001234", "challenges": "/challenges", "challenges of no status": "/challenges?status=completed", "challenge": "/challenges/" + last,
		"inspector": "/inspect?user=user-0001234", "policy": "/policy", "webhooks": "/webhooks", "failed deliveries": "/webhooks?failed=1", "delivery": "/deliveries/" + last,
		"settings": "/settings", "keys": "/keys",
	}
}

// fillUsers adds users, every hundredth with a challenge that its own delivery tells of.
func fillUsers(b *testing.B, store core.Store, project string, n int) {
	for from := 0; from < n; from += 10_000 {
		err := store.Update(context.Background(), func(tx core.Tx) error {
			for i := from; i < min(n, from+10_000); i++ {
				u := &core.User{ProjectID: project, ID: fmt.Sprintf("%024x", i*2_654_435_761), Account: fmt.Sprintf("user-%07d", i),
					Email: fmt.Sprintf("user-%d@example.com", i), Metadata: wire.Raw("{}"), CreatedAt: wire.Time(1_700_000_000_000 + i)}
				if err := tx.InsertUser(u); err != nil {
					return err
				}
				if i%100 != 0 {
					continue
				}
				if err := tx.InsertChallenge(&core.Challenge{ProjectID: project, ID: u.ID, UserID: u.ID, Type: wire.TypeLogin, Status: wire.StatusExpired, CreatedAt: u.CreatedAt}); err != nil {
					return err
				}
				if err := tx.InsertWebhookDelivery(&core.WebhookDelivery{ProjectID: project, ID: u.ID, EndpointID: strings.Repeat("e", 24), Name: "challenge.initiated",
					UserID: u.ID, Payload: []byte("{}"), State: core.EventDone, CreatedAt: u.CreatedAt, DoneAt: u.CreatedAt}); err != nil {
					return err
				}
			}
			return tx.AddActivity(core.Activity{ProjectID: project, Name: core.ActivityUsers, N: 10_000})
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
