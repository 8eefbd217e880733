package dashboard_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

// attach has a back end attach a device, recognised by a hash of nothing but digit.
func (w *world) attach(account, digit, ip string) (reply wire.AttachReply) {
	w.t.Helper()
	w.api(http.MethodPost, "/v2/device/attach", wire.AttachRequest{
		Account: account, Email: strings.ToLower(strings.Fields(account)[0]) + "@example.com", Fingerprint: strings.Repeat(digit, 2048), IP: ip,
		UserAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
	}, &reply)
	return reply
}

// shared attaches ann on three devices, one more than allowed.
func (w *world) shared() {
	w.t.Helper()
	for i, digit := range []string{"a", "b", "c"} {
		w.attach("ann", digit, "198.51.100."+string(rune('1'+i)))
	}
}

// The overview shows what just happened.
func TestOverview(t *testing.T) {
	w := operator(t)
	w.sees("0 users", "None was raised yet.", "Nothing in this time.")
	w.shared()
	w.counted()
	for _, span := range []string{"24 hours", "7 days", "30 days"} {
		w.follow(span)
		w.sees("1 user ", "Attaches 3 3 new devices", "Challenges 1 0 completed", "Signs of sharing 1")
	}
	if rows := w.rows("Latest challenges"); len(rows) != 0 {
		t.Errorf("%q", rows)
	}
	rows := w.rows("Challenges, list")
	if len(rows) != 1 || !strings.Contains(rows[0], "ann") || !strings.Contains(rows[0], "Limit exceeded") || !strings.Contains(rows[0], "Initiated") {
		t.Errorf("%q", rows)
	}
	w.follow("24 hours")
	table := w.rows("Attaches, table")
	if len(table) != 24 || !strings.HasSuffix(table[23], " 0 3") && !strings.HasSuffix(table[22], " 0 3") {
		t.Errorf("%q", table)
	}
}

// A page that is not to update itself loads no script.
func TestPause(t *testing.T) {
	w := operator(t)
	scripts := func() (n int) {
		for node := range w.page.Descendants() {
			if node.Data == "script" || has(node, "hx-get") {
				n++
			}
		}
		return n
	}
	if scripts() != 2 {
		t.Errorf("%d scripts and what they work on", scripts())
	}
	w.follow("Pause updates")
	if scripts() != 0 {
		t.Errorf("paused: %d", scripts())
	}
	w.follow("Update by itself")
	if scripts() != 2 {
		t.Errorf("again: %d", scripts())
	}
}
