package dashboard

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/sqlite"
)

// parameters of patterns.
var parameters = regexp.MustCompile(`\{[^}]*\}`)

// requestOf fits a pattern; ids are of the demo project and otherwise of nothing.
func requestOf(pattern string) *http.Request {
	method, path, _ := strings.Cut(pattern, " ")
	path = strings.ReplaceAll(strings.TrimSuffix(path, "{$}"), "{project}", "de3000000000000000000001")
	return httptest.NewRequest(method, parameters.ReplaceAllString(path, strings.Repeat("0", 24)), nil)
}

// TestEveryRouteIsGuarded: whatever is added later, too, asks who is there, and no other
// site changes anything, with whatever cookie.
func TestEveryRouteIsGuarded(t *testing.T) {
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "rupt.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	keys, _ := core.NewKeyring([]byte(strings.Repeat("k", 32)))
	service, err := core.New(core.Config{Store: store, Clock: systemClock{}, Keys: keys, Dev: true})
	if err == nil {
		err = service.SeedDemo(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	here := netip.MustParseAddr("127.0.0.1")
	key := core.NewOperatorKey("a key of operators")
	token, _, err := service.SignInOperator(t.Context(), key, "a key of operators", here)
	if err != nil {
		t.Fatal(err)
	}
	d := New(Config{Core: service, Key: key, Caller: func(*http.Request) core.Caller { return core.Caller{IP: here} }})
	mux := http.NewServeMux()
	d.Register(mux)
	for pattern := range d.routes() {
		for name, tt := range map[string]struct {
			cookie        string
			header, value string
			want          int
		}{
			"nobody":              {want: http.StatusUnauthorized},
			"a made-up session":   {cookie: strings.Repeat("x", len(token)), want: http.StatusUnauthorized},
			"another site":        {cookie: token, header: "Sec-Fetch-Site", value: "cross-site", want: http.StatusForbidden},
			"a sister host":       {cookie: token, header: "Sec-Fetch-Site", value: "same-site", want: http.StatusForbidden},
			"another origin":      {cookie: token, header: "Origin", value: "https://evil.example", want: http.StatusForbidden},
			"an opaque origin":    {cookie: token, header: "Origin", value: "null", want: http.StatusForbidden},
			"another port":        {cookie: token, header: "Origin", value: "http://example.com:81", want: http.StatusForbidden},
			"the operator's page": {cookie: token, header: "Sec-Fetch-Site", value: "same-origin", want: 0},
		} {
			r := requestOf(pattern)
			if strings.Contains(pattern, "/static/") || r.URL.Path == root+"/sign-out" && tt.want == 0 || r.Method == http.MethodGet && tt.want == http.StatusForbidden {
				continue // for everyone; ends the session; changes nothing
			}
			if tt.cookie != "" {
				r.AddCookie(&http.Cookie{Name: "rupt-admin", Value: tt.cookie})
			}
			if tt.header != "" {
				r.Header.Set(tt.header, tt.value)
			}
			w := httptest.NewRecorder()
			mux.ServeHTTP(w, r)
			if tt.want == 0 && r.URL.Path != root+"/sign-in" && (w.Code == http.StatusUnauthorized || w.Code == http.StatusForbidden || w.Code >= 500) || tt.want != 0 && w.Code != tt.want {
				t.Errorf("%s, %s: %d, want %d", pattern, name, w.Code, tt.want)
			}
		}
	}
}
