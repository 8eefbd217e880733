package app

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"
)

// probeTimeout is shorter than what container platforms wait for a health check.
const probeTimeout = 4 * time.Second

// Probe asks the server on this machine that listens on addr whether it is ready.
func Probe(ctx context.Context, addr string) error {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	own, err := reachable(addr)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+own+"/readyz", nil)
	if err != nil {
		return err
	}
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r) // no proxy
	if err != nil {
		return err
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s is not ready: %s", own, res.Status)
	}
	return nil
}

// reachable is an address to call where a server listens on addr: all addresses are none.
func reachable(addr string) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", fmt.Errorf("address %q: want host:port", addr)
	}
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port), nil
}
