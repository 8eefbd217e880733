package dashboard_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

// raised is ann's open challenge.
func (w *world) raised() string {
	w.t.Helper()
	w.shared()
	var list wire.Page[wire.Challenge]
	w.api(http.MethodGet, "/v2/challenges", nil, &list)
	return list.Data[0].ID
}

func (w *world) statusOf(challenge string) wire.ChallengeStatus {
	w.t.Helper()
	var c wire.Challenge
	w.api(http.MethodGet, "/v2/challenges/"+challenge, nil, &c)
	return c.Status
}

const demo = "/admin/projects/de3000000000000000000001"

// A challenge tells its history, and operators settle it.
func TestChallenge(t *testing.T) {
	for button, want := range map[string]struct {
		status wire.ChallengeStatus
		says   string
		step   string
		filter string
	}{
		"Complete": {wire.StatusCompleted, "The challenge is completed.", "Completed by an operator", "Completed"},
		"End now":  {wire.StatusExpired, "The challenge has ended.", "Expired", "Failed"},
	} {
		t.Run(button, func(t *testing.T) {
			w := operator(t)
			id := w.raised()
			var sent wire.SendReply
			w.api(http.MethodPost, "/v2/challenges/"+id+"/send", map[string]string{"channel": "email"}, &sent)
			w.follow("Challenges")
			w.follow("Open")
			if rows := w.rows("Challenges, list"); len(rows) != 1 || !strings.Contains(rows[0], "ann Limit exceeded") {
				t.Fatalf("%q", rows)
			}
			w.open(demo + "/challenges/" + id)
			w.sees("Raised", "Announced to the browser", "A code was asked for", "Codes sent 1", "an*****@example.com", "Limit exceeded", "Chrome 140 on Windows")
			w.press("Unlock codes")
			w.sees("Tries and sends were forgotten", "Codes sent 0")
			w.press(button)
			w.sees(want.says, want.step)
			if got := w.statusOf(id); got != want.status {
				t.Errorf("it is %s", got)
			}
			w.follow("Challenges")
			w.follow(want.filter)
			if rows := w.rows("Challenges, list"); len(rows) != 1 {
				t.Errorf("%q", rows)
			}
			w.send(http.MethodPost, demo+"/challenges/"+id+"/complete", nil)
			if want.status != wire.StatusCompleted {
				w.wants(http.StatusConflict)
			}
		})
	}
}

func TestChallengeUnknown(t *testing.T) {
	w := operator(t)
	for _, id := range []string{"nonsense", strings.Repeat("0", 24)} {
		w.open(demo + "/challenges/" + id)
		w.wants(http.StatusNotFound)
		w.send(http.MethodPost, demo+"/challenges/"+id+"/complete", nil)
		w.wants(http.StatusNotFound)
	}
}
