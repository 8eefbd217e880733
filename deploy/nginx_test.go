//go:build nginx

package deploy_test

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/core/coretest"
)

// certificate writes one for rupt.example.com, signed by itself.
func certificate(t *testing.T, dir string) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"rupt.example.com"}, NotAfter: time.Now().Add(time.Hour)}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	whole := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert})
	write(t, filepath.Join(dir, "fullchain.pem"), whole)
	write(t, filepath.Join(dir, "privkey.pem"), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(whole)
	return pool
}

func write(t *testing.T, file string, text []byte) {
	t.Helper()
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func freePort(t *testing.T) string {
	_, port, _ := net.SplitHostPort(coretest.FreeAddr(t))
	return port
}

// site runs nginx with the site of this folder, with only addresses and paths changed,
// and returns a client that comes from 127.0.0.2, and the log.
func site(t *testing.T, upstream string) (client *http.Client, log string) {
	t.Helper()
	dir := t.TempDir()
	trusted, plain, secure := certificate(t, dir), freePort(t), freePort(t)
	log = filepath.Join(dir, "rupt.log")
	text := strings.NewReplacer(
		"127.0.0.1:8787", upstream, "listen 80;", "listen 127.0.0.1:"+plain+";", "listen 443 ssl", "listen 127.0.0.1:"+secure+" ssl",
		"/etc/ssl/rupt", dir, "/var/log/nginx/rupt.log", log,
	).Replace(read(t, "nginx.conf"))
	frame := "pid nginx.pid; error_log error.log; events {}\nhttp { client_body_temp_path b; proxy_temp_path p; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;\n"
	write(t, filepath.Join(dir, "nginx.conf"), []byte(frame+text+"}\n"))
	// In the foreground and without workers under another account, who could not write here.
	nginx := exec.Command("nginx", "-p", dir, "-c", "nginx.conf", "-e", "error.log", "-g", "daemon off; master_process off;")
	nginx.Stderr = os.Stderr
	if err := nginx.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = nginx.Process.Kill(); _ = nginx.Wait() })
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 2)}}
	dial := func(ctx context.Context, network, _ string) (c net.Conn, err error) {
		for range 200 { // until it listens
			if c, err = dialer.DialContext(ctx, network, "127.0.0.1:"+secure); err == nil {
				return c, nil
			}
			time.Sleep(25 * time.Millisecond)
		}
		return nil, err
	}
	transport := &http.Transport{DialContext: dial, TLSClientConfig: &tls.Config{RootCAs: trusted}}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}, log
}

// TestNginx: behind the site, TLS ends, visitors have their own address and not one that
// they claim, events arrive while the stream is open, and no credential is logged.
func TestNginx(t *testing.T) {
	var log coretest.Buffer
	server := apptest.Start(t, func(c *app.Config) {
		c.Addr = "127.0.0.1:0"
		c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
		c.Log = slog.New(slog.NewTextHandler(&log, nil))
	})
	client, accessLog := site(t, server.Addr())
	attach := func() (device, access string) {
		body := strings.NewReader(`{"account":"ann","fingerprint":"` + strings.Repeat("a", 64) + `"}`)
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://rupt.example.com/v2/device/attach", body)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Basic "+core.DemoClientID+":")
		r.Header.Set("X-Forwarded-For", "203.0.113.9")
		res, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		reply, _ := io.ReadAll(res.Body)
		var a struct {
			Device string `json:"device_id"`
			Access string `json:"access"`
		}
		if err := json.Unmarshal(reply, &a); err != nil || a.Access == "" {
			t.Fatalf("%s: %s", res.Status, reply)
		}
		if res.TLS == nil || res.Header.Get("Strict-Transport-Security") == "" {
			t.Error("no TLS, or not for long")
		}
		return a.Device, a.Access
	}
	device, access := attach()
	query := url.Values{"access": {access}, "auth": {"Basic " + core.DemoClientID + ":"}}
	res, err := client.Get("https://rupt.example.com/v2/access/device/" + device + "/listen?" + query.Encode())
	if err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(time.Minute, func() { _ = res.Body.Close() })
	first := bufio.NewScanner(res.Body)
	if !first.Scan() || !strings.HasPrefix(first.Text(), "retry: ") {
		t.Errorf("an open stream says %q (%v)", first.Text(), first.Err())
	}
	late.Stop()
	_ = res.Body.Close()
	if s := log.String(); !strings.Contains(s, "127.0.0.2") || strings.Contains(s, "203.0.113.9") {
		t.Errorf("the visitor is not 127.0.0.2 in: %s", s)
	}
	seen := ""
	for range 200 { // it is written when the stream has ended
		if seen = read(t, accessLog); strings.Contains(seen, "/listen") {
			break
		}
		time.Sleep(25 * time.Millisecond)
	}
	if !strings.Contains(seen, "/listen") || strings.Contains(seen, access) || strings.Contains(seen, core.DemoClientID) {
		t.Errorf("logged: %s", seen)
	}
}
