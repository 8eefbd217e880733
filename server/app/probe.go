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

// reachable is an address to call where a server listens on addr: all addresses are none. It is no name, since an image
// may have nothing that knows localhost.
func reachable(addr string) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", fmt.Errorf("address %q: want host:port", addr)
	}
	switch ip, _ := netip.ParseAddr(host); {
	case ip == netip.IPv6Unspecified():
		host = "::1"
	case host == "" || ip == netip.IPv4Unspecified():
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), nil
}
