package dashboard_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core/coretest"
)

// looks is the hash of a browser of Chrome on Windows with these changes.
func looks(changes map[string]string) string {
	gpu := "ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)"
	signals := map[string]fingerprint.Signal{}
	for key, value := range map[string]string{
		"ua.engine": "blink", "ua.brand": "Google Chrome", "ua.major": "147", "os.release": "Windows|10.0.0", "gpu.model": gpu, "gpu.vendor": "|" + gpu,
		"cpu.cores": "8", "mem.class": "8", "screen.size": "1920x1080@1", "canvas.geom": fmt.Sprintf("%016x", 1), "tz.zone": "Europe/Berlin",
		"lang.primary": "de-DE", "audio.sum": "124.04", "prefs.theme": "dark",
	} {
		signals[key] = fingerprint.Signal{Value: value}
	}
	for key, value := range changes {
		signals[key] = fingerprint.Signal{Value: value}
	}
	return fingerprint.Hash(fingerprint.EnvironmentOf(signals), signals)
}

// Two visits are compared as recognition compares them.
func TestInspect(t *testing.T) {
	clock := coretest.NewClock(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))
	w := operator(t, func(c *app.Config) { c.Clock = clock })
	// A visit is one of ann's browser, which kept its access; no two are at one time.
	visit := func(hash, lastAccess string) (reply wire.AttachReply) {
		t.Helper()
		clock.Advance(time.Second)
		w.api(http.MethodPost, "/v2/device/attach", wire.AttachRequest{Account: "ann", Fingerprint: hash, LastAccess: lastAccess, IP: "198.51.100.1"}, &reply)
		return reply
	}
	w.follow("Inspector")
	w.sees("Open an account to compare")
	w.fill("user", "nobody").press("Open")
	w.sees("There is no such user")
	first := visit(looks(nil), "")
	w.fill("user", "ann").press("Open")
	w.sees("fewer than two fingerprints are kept")
	changed := looks(map[string]string{"screen.size": "2560x1440@1", "prefs.theme": "light"})
	if again := visit(changed, first.Access); again.DeviceID != first.DeviceID {
		t.Fatal("not recognised")
	}
	w.fill("user", "ann").press("Open")
	a, _ := fingerprint.Parse(looks(nil))
	b, _ := fingerprint.Parse(changed)
	m := fingerprint.Compare(a, b)
	agree := m.Agreeing.Len()
	for i := range fingerprint.Segments {
		if m.Agreeing.Has(i) && a.State(i) == fingerprint.Absent {
			agree--
		}
	}
	w.sees(fmt.Sprintf("Segments %d / %d / %d", agree, m.Differing.Len(), len(fingerprint.Segments)-agree-m.Differing.Len()),
		"Both visits are of one device as it is known", "Blink on Windows", "Hardware", "Settings of the person")
	rows := map[string]string{}
	for _, row := range w.rows("Segments, list") {
		key, rest, _ := strings.Cut(row, " ")
		rows[key] = rest
	}
	for i, s := range fingerprint.Segments {
		want := "Not compared"
		if m.Agreeing.Has(i) && a.State(i) != fingerprint.Absent {
			want = "Agree"
		} else if m.Differing.Has(i) {
			want = "Differ"
		}
		if !strings.HasSuffix(rows[s.Key], want) {
			t.Errorf("%s: %q, want %s", s.Key, rows[s.Key], want)
		}
	}
	for _, tt := range []struct { // in this order, since the latest two visits are compared
		name, hash, says string
	}{
		{"another engine", looks(map[string]string{"ua.engine": "gecko"}), "Never taken for one device by its looks"},
		{"another kind", strings.Repeat("a", 2048), "One of the two is not of our layout"},
	} {
		visit(tt.hash, "")
		w.fill("user", "ann").press("Open")
		if !strings.Contains(w.main(), tt.says) {
			t.Errorf("%s: %.400s", tt.name, w.main())
		}
	}
}
