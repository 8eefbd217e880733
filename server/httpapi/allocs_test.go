//go:build !race

package httpapi

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

// TestDecodeAllocations bounds what reading a body allocates, from the request to the
// struct that core gets. The budgets have a tenth of head room.
func TestDecodeAllocations(t *testing.T) {
	body := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	hash := strings.Repeat("0123456789abcdef", 16)
	for _, tt := range []struct {
		name   string
		body   string
		budget float64
		into   func() any
	}{
		{"attach", body(wire.AttachRequest{
			Account: "nina", Email: "nina@example.com", Fingerprint: hash, LastFingerprint: hash, LastAccess: hash[:24],
			Metadata: wire.Raw(`{"plan":"team"}`), Version: wire.Version, Page: "/watch",
		}), 44, func() any { return &wire.AttachRequest{} }},
		{"evaluate", body(wire.EvaluateRequest{Action: wire.ActionLogin, User: "nina", Fingerprint: wire.Hashes{hash, hash}}), 45,
			func() any { return &wire.EvaluateRequest{} }},
	} {
		n := testing.AllocsPerRun(100, func() {
			r := httptest.NewRequest("POST", "/", strings.NewReader(tt.body))
			r.Header.Set("Content-Type", "application/json")
			b, err := readBody(httptest.NewRecorder(), r, largeBody)
			if err == nil {
				err = decode(b, tt.into())
			}
			if err != nil {
				t.Fatal(err)
			}
		})
		if n > tt.budget {
			t.Errorf("%s: %v allocations, the budget is %v", tt.name, n, tt.budget)
		}
	}
}
