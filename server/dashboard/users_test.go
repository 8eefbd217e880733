package dashboard_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core/coretest"
	"github.com/openrupt/openrupt/server/geo/mmdbtest"
)

// Users are found by account, by its beginning, by id and by a whole address.
func TestUsers(t *testing.T) {
	w := operator(t)
	w.follow("Users")
	w.sees("Nobody attached a device yet.")
	ann := w.attach("ann", "a", "198.51.100.1")
	w.attach("anton", "b", "198.51.100.2")
	w.attach("Bert 100%", "c", "198.51.100.3")
	for search, want := range map[string][]string{
		"":                 {"Bert 100%", "anton", "ann"},
		"an":               {"ann", "anton"},
		"ann":              {"ann"},
		"Bert 100%":        {"Bert 100%"},
		"ANN@example.com":  {"ann"},
		ann.UserID:         {"ann"},
		"n":                nil,
		"%":                nil,
		"nobody@else.test": nil,
	} {
		w.follow("Users")
		w.fill("q", search).press("Search")
		label := "Users, newest first"
		if search != "" {
			label = "Found users"
		}
		rows := w.rows(label)
		if len(rows) != len(want) {
			t.Errorf("%q finds %q, want %q", search, rows, want)
			continue
		}
		for i := range want {
			if !strings.HasPrefix(rows[i], want[i]+" ") || strings.Contains(rows[i], "ann@") || !strings.Contains(rows[i], " 1 now ") {
				t.Errorf("%q finds %q, want %s on a device, seen now, masked", search, rows[i], want[i])
			}
		}
	}
	w.fill("q", strings.Repeat("x", 400)).press("Search")
	w.wants(http.StatusBadRequest)
}

// Pages follow each other without a gap, newest first and in a search.
func TestPages(t *testing.T) {
	clock := coretest.NewClock(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))
	w := operator(t, func(c *app.Config) { c.Clock = clock })
	for i := range 120 {
		clock.Advance(time.Millisecond)
		w.attach(fmt.Sprintf("user-%03d", i), "a", "198.51.100.1")
	}
	for _, tt := range []struct {
		search, label string
		account       func(i int) string
	}{
		{"", "Users, newest first", func(i int) string { return fmt.Sprintf("user-%03d", 119-i) }},
		{"user-", "Found users", func(i int) string { return fmt.Sprintf("user-%03d", i) }},
	} {
		w.follow("Users")
		if tt.search != "" {
			w.fill("q", tt.search).press("Search")
		}
		var all []string
		for page := 0; ; page++ {
			all = append(all, w.rows(tt.label)...)
			if page == 2 {
				break
			}
			w.follow("Next page")
		}
		if len(all) != 120 {
			t.Fatalf("%q: %d users", tt.search, len(all))
		}
		for i, row := range all {
			if !strings.HasPrefix(row, tt.account(i)+" ") {
				t.Errorf("%q: user %d is %q, want %s", tt.search, i, row, tt.account(i))
			}
		}
		w.follow("First page")
		if rows := w.rows(tt.label); len(rows) != 50 || !strings.HasPrefix(rows[0], tt.account(0)) {
			t.Errorf("%q: back on %q", tt.search, rows)
		}
	}
}

// The file of an account says what speaks for sharing.
func TestUser(t *testing.T) {
	w := operator(t)
	w.shared()
	w.attach("eve", "a", "198.51.100.1")
	w.follow("Users")
	w.follow("ann")
	w.sees("3 attached, 2 allowed Speaks for sharing", "Other accounts in the same browsers", "eve in Chrome 140 on Windows",
		"Used at once", "198.51.100.3", "an*****@example.com")
	if rows := w.rows("Devices, list"); len(rows) != 3 || strings.Count(strings.Join(rows, " "), "One too many") != 1 {
		t.Errorf("%q", rows)
	}
	if rows := w.rows("Uses by day"); len(rows) != 3 || !strings.HasSuffix(rows[0], " 1×") {
		t.Errorf("%q", rows)
	}
	if rows := w.rows("Latest attaches, list"); len(rows) != 3 {
		t.Errorf("%q", rows)
	}
	w.open("/admin/projects/de3000000000000000000001/users/nobody")
	w.wants(http.StatusNotFound)
}

// Two devices too far apart for one person are told with the way and the time.
func TestJourneys(t *testing.T) {
	places := mmdbtest.Write(t, map[string]mmdbtest.Record{
		"203.0.113.0/25": mmdbtest.Flat("Berlin", "DE", 52.52, 13.405), "203.0.113.128/25": mmdbtest.Flat("Sydney", "AU", -33.87, 151.21),
	})
	for gap, want := range map[time.Duration]string{
		40 * time.Minute: "40 min", 4 * time.Hour: "4 h", 4*time.Hour + 30*time.Minute: "4 h 30 min", 10*time.Hour + 20*time.Second: "10 h",
	} {
		clock := coretest.NewClock(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))
		w := newWorld(t, func(c *app.Config) { c.Clock, c.Rules.GeoIP = clock, places })
		w.attach("ann", "a", "203.0.113.1")
		clock.Advance(gap)
		w.attach("ann", "b", "203.0.113.200")
		w.open("/admin")
		w.fill("key", adminKey).press("Sign in")
		w.follow("Users")
		w.follow("ann")
		w.sees("Berlin, DE (Chrome 140 on Windows) to Sydney, AU (Chrome 140 on Windows): 16095 km in " + want + ", now")
	}
}

// What operators do to an account happens, and is said.
func TestUserActions(t *testing.T) {
	w := operator(t)
	w.shared()
	w.follow("Users")
	w.follow("ann")
	user := func() (u wire.User) {
		w.api(http.MethodGet, "/v2/user/ann", nil, &u)
		return u
	}
	attached := func() (n int) {
		var devices []wire.Device
		w.api(http.MethodGet, "/v2/user/ann/devices", nil, &devices)
		for _, d := range devices {
			if d.Status == wire.DeviceAttached {
				n++
			}
		}
		return n
	}
	w.press("Suspend")
	w.sees("The user is suspended", "Suspended")
	if !user().Suspended {
		t.Error("not suspended")
	}
	w.press("Unsuspend")
	w.sees("The user is no longer suspended.")
	if user().Suspended {
		t.Error("still suspended")
	}
	w.press("Unlock codes")
	w.sees("Tries and sends were forgotten")
	w.press("Log out Chrome 140 on Windows")
	w.sees("The device was logged out.", "2 attached, 2 allowed")
	if attached() != 2 {
		t.Errorf("%d devices attached", attached())
	}
	w.press("Do not count Chrome 140 on Windows")
	w.sees("The device counts no longer.", "Not counted")
	w.press("Count Chrome 140 on Windows")
	w.sees("The device counts again.")
	w.press("Export as JSON")
	if got := w.last.Header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment; filename=") || !strings.Contains(textOf(w.page), "ann@example.com") {
		t.Errorf("export: %s", got)
	}
	w.open("/admin/projects/de3000000000000000000001/users/ann")
	w.fill("account", "Ann").press("Erase this user")
	w.wants(http.StatusBadRequest)
	w.sees("Nothing was erased")
	w.open("/admin/projects/de3000000000000000000001/users/ann")
	w.fill("account", "ann").press("Erase this user")
	w.sees("The user was erased", "Nobody attached a device yet.")
}

// A page says what was done in words of ours, whatever its address says.
func TestNotices(t *testing.T) {
	w := operator(t)
	w.open("/admin/projects/de3000000000000000000001/users?done=Call+0900-EVIL")
	if strings.Contains(w.text(), "EVIL") {
		t.Error(w.main())
	}
}
