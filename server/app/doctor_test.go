package app_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/server/app"
)

// TestExamineWhatIsThere: what answers at the public URL is looked at, its clock as well.
func TestExamineWhatIsThere(t *testing.T) {
	for name, tt := range map[string]struct {
		status int
		ahead  time.Duration
		want   []string
	}{
		"a server":       {200, 0, []string{"ok reachable", "ok clock"}},
		"another clock":  {200, time.Hour, []string{"ok reachable", "WRONG clock"}},
		"a clock behind": {200, -time.Minute, []string{"ok reachable", "WRONG clock"}},
		"something else": {404, 0, []string{"WRONG reachable", "ok clock"}},
		"a server's end": {503, 0, []string{"WRONG reachable", "ok clock"}},
		"nobody as yet":  {0, 0, []string{"note reachable"}},
	} {
		t.Run(name, func(t *testing.T) {
			there := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Date", time.Now().Add(tt.ahead).UTC().Format(http.TimeFormat))
				w.WriteHeader(tt.status)
			}))
			defer there.Close()
			if tt.status == 0 {
				there.Close()
			}
			var got []string
			for f := range app.Examine(t.Context(), app.Config{PublicURL: there.URL}) {
				if f.Subject == "reachable" || f.Subject == "clock" {
					got = append(got, string(f.Level)+" "+f.Subject)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("found %s, want %s", strings.Join(got, ", "), strings.Join(tt.want, ", "))
			}
		})
	}
}
