package app

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestReachable: in an image without /etc/hosts, no name is one.
func TestReachable(t *testing.T) {
	for addr, want := range map[string]string{
		":8787": "127.0.0.1:8787", "0.0.0.0:8787": "127.0.0.1:8787", "[::]:8787": "[::1]:8787", "10.0.0.7:8787": "10.0.0.7:8787", "localhost:8787": "localhost:8787",
	} {
		if got, err := reachable(addr); err != nil || got != want {
			t.Errorf("%s: %s, %v", addr, got, err)
		}
	}
}

func TestProbe(t *testing.T) {
	status := http.StatusOK
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/readyz" {
			t.Errorf("asked for %s", r.URL)
		}
		w.WriteHeader(status)
	}))
	addr := s.Listener.Addr().String()
	_, port, _ := strings.Cut(addr, ":")
	for _, own := range []string{addr, ":" + port, "0.0.0.0:" + port} {
		if err := Probe(t.Context(), own); err != nil {
			t.Errorf("%s: %v", own, err)
		}
	}
	status = http.StatusServiceUnavailable
	if err := Probe(t.Context(), addr); err == nil || !strings.Contains(err.Error(), "not ready: 503") {
		t.Errorf("a server that ends: %v", err)
	}
	s.Close()
	if err := Probe(t.Context(), addr); err == nil {
		t.Error("no server is ready")
	}
	if err := Probe(t.Context(), "nonsense"); err == nil || !strings.Contains(err.Error(), "want host:port") {
		t.Errorf("nonsense: %v", err)
	}
}
