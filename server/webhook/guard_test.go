package webhook

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

func TestAddresses(t *testing.T) {
	for address, public := range map[string]bool{
		"8.8.8.8": true, "1.1.1.1": true, "172.15.255.255": true, "172.32.0.1": true, "100.63.255.255": true, "100.128.0.1": true,
		"169.253.0.1": true, "198.17.0.1": true, "223.255.255.255": true, "2606:4700::1111": true, "2a00:1450::1": true, "2001:4860::8888": true,
		"::ffff:8.8.8.8": true,

		"0.0.0.0": false, "0.1.2.3": false, "10.0.0.1": false, "10.255.255.255": false, "100.64.0.1": false, "127.0.0.1": false, "127.255.0.1": false,
		"169.254.169.254": false, "172.16.0.1": false, "172.31.255.255": false, "192.0.0.1": false, "192.0.2.1": false, "192.88.99.1": false,
		"192.168.1.1": false, "198.18.0.1": false, "198.19.255.255": false, "198.51.100.7": false, "203.0.113.7": false, "224.0.0.1": false,
		"239.255.255.250": false, "240.0.0.1": false, "255.255.255.255": false,
		"::": false, "::1": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::127.0.0.1": false, "64:ff9b::7f00:1": false, "64:ff9b:1::1": false,
		"100::1": false, "2001::1": false, "2001:db8::1": false, "2002:7f00:1::": false, "3fff::1": false, "5f00::1": false,
		"fc00::1": false, "fd12:3456::1": false, "fe80::1": false, "fe80::1%eth0": false, "fec0::1": false, "ff02::1": false,
	} {
		err := guard{}.check(netip.MustParseAddr(address))
		if public != (err == nil) {
			t.Errorf("%s: %v", address, err)
		}
		if err := (guard{all: true}).check(netip.MustParseAddr(address)); err != nil {
			t.Errorf("development, %s: %v", address, err)
		}
	}
	g := guard{allow: prefixes("10.1.0.0/16", "fd00::/8")}
	for address, allowed := range map[string]bool{"10.1.2.3": true, "::ffff:10.1.2.3": true, "10.2.0.1": false, "fd00::1": true, "fc00::1": false, "8.8.8.8": true} {
		if err := g.check(netip.MustParseAddr(address)); allowed != (err == nil) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// TestConnect: what counts is the address that is connected to, not how the URL names
// it, and no proxy is asked.
func TestConnect(t *testing.T) {
	reached := 0
	receiver := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached++ }))
	defer receiver.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(receiver.URL, "http://"), ":")
	t.Setenv("HTTP_PROXY", receiver.URL)
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]"} {
		res, err := newClient(guard{}).Get("http://" + host + ":" + port)
		if err == nil {
			_ = res.Body.Close()
			t.Errorf("%s was reached", host)
		} else if !strings.Contains(err.Error(), "not a public address") {
			t.Errorf("%s: %v", host, err)
		}
	}
	if reached != 0 {
		t.Errorf("reached %d times", reached)
	}
	res, err := newClient(guard{allow: prefixes("127.0.0.0/8")}).Get(receiver.URL)
	if err != nil {
		t.Fatalf("an allowed network: %v", err)
	}
	_ = res.Body.Close()
	if newClient(guard{}).Transport.(*http.Transport).Proxy != nil {
		t.Error("a proxy would be asked")
	}
}
