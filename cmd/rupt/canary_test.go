package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core/coretest"
)

// letterbox takes mail and keeps it.
type letterbox struct{ letters coretest.Buffer }

// NewSession takes every connection.
func (m *letterbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &mailSession{m}, nil }

type mailSession struct{ m *letterbox }

// Mail, Rcpt, Data, Reset and Logout are a session of SMTP.
func (*mailSession) Mail(string, *smtp.MailOptions) error { return nil }

// Rcpt takes every recipient.
func (*mailSession) Rcpt(string, *smtp.RcptOptions) error { return nil }

// Data keeps the letter.
func (s *mailSession) Data(r io.Reader) error {
	_, err := io.Copy(&s.m.letters, r)
	return err
}

// Reset does nothing.
func (*mailSession) Reset() {}

// Logout does nothing.
func (*mailSession) Logout() error { return nil }

// receiver takes every request and keeps headers and bodies.
func receiver(t *testing.T, tls bool) (*httptest.Server, *coretest.Buffer) {
	t.Helper()
	var got coretest.Buffer
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_ = r.Header.Write(&got)
		_, _ = io.Copy(&got, r.Body)
		_, _ = io.WriteString(&got, "\n")
	}))
	if tls {
		srv.StartTLS()
	} else {
		srv.Start()
	}
	t.Cleanup(srv.Close)
	return srv, &got
}

// process is a rupt serve of its own, built as it is shipped, with everything that it
// says to anyone.
type process struct {
	t                          *testing.T
	dir, url, metrics, binary  string
	env                        []string
	log, errors, texts, hooked *coretest.Buffer
	mail                       *letterbox
	stop                       func()
}

const (
	canaryMaster = "Y2FuYXJ5LW1hc3Rlci1rZXktMDEyMzQ1Njc4OWFiY2RlZmdoaWo="
	canaryAdmin  = "canary-admin-key-0123456789abcdefghij"
)

func startProcess(t *testing.T) *process {
	t.Helper()
	p := &process{t: t, dir: t.TempDir(), log: &coretest.Buffer{}, errors: &coretest.Buffer{}, mail: &letterbox{}}
	p.binary = filepath.Join(t.TempDir(), "rupt")
	if out, err := exec.Command("go", "build", "-o", p.binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	texts, gotTexts := receiver(t, false)
	hooks, gotHooks := receiver(t, true)
	p.texts, p.hooked = gotTexts, gotHooks
	roots := filepath.Join(p.dir, "roots.pem")
	if err := os.WriteFile(roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: hooks.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	mail := smtp.NewServer(p.mail)
	go func() { _ = mail.Serve(l) }()
	t.Cleanup(func() { _ = mail.Close() })
	p.env = append(os.Environ(),
		"RUPT_DB=sqlite:"+filepath.Join(p.dir, "rupt.db"), "RUPT_MASTER_KEY="+canaryMaster, "RUPT_ADMIN_KEY="+canaryAdmin, "RUPT_PROJECT=Canary",
		"SSL_CERT_FILE="+roots, "RUPT_WEBHOOK_ALLOW=127.0.0.0/8", "RUPT_SMTP="+l.Addr().String(), "RUPT_SMTP_TLS=none", "RUPT_SMTP_FROM=rupt@example.com",
		"RUPT_SMS_URL="+texts.URL, "RUPT_SMS_AUTHORIZATION=Bearer canary-gateway-secret", "RUPT_PUBLIC_URL=http://localhost:9",
	)
	made := p.run("project", "create", "Canary", "-s", "enforce=on", "-s", "device_limit=1", "-s", `budgets={"sends_user":{"hour":9}}`)
	p.env = append(p.env, "CLIENT="+group(t, made, `Client id +(\S+)`), "SECRET="+group(t, made, `API secret +(\S+)`))
	p.env = append(p.env, "HOOK="+group(t, p.run("webhook", "add", hooks.URL+"/hooks"), `(whsec_\S+)`))
	p.serve()
	return p
}

func (p *process) value(name string) string {
	for _, pair := range p.env {
		if value, ok := strings.CutPrefix(pair, name+"="); ok {
			return value
		}
	}
	return ""
}

// run runs a command that ends by itself.
func (p *process) run(args ...string) string {
	p.t.Helper()
	c := exec.Command(p.binary, args...)
	c.Env = p.env
	out, err := c.CombinedOutput()
	if err != nil {
		p.t.Fatalf("rupt %s: %v: %s", args, err, out)
	}
	return string(out)
}

func (p *process) serve() {
	p.t.Helper()
	c := exec.Command(p.binary, "serve", "--addr", "127.0.0.1:0", "--metrics-addr", "127.0.0.1:0", "--drain-delay", "0s")
	c.Env, c.Stdout, c.Stderr = p.env, p.log, p.log
	if err := c.Start(); err != nil {
		p.t.Fatal(err)
	}
	stopped := false
	p.stop = func() {
		if !stopped {
			stopped = true
			_ = c.Process.Signal(syscall.SIGTERM)
			_ = c.Wait()
		}
	}
	p.t.Cleanup(p.stop)
	p.url = "http://" + find(p.t, p.log, `"addr":"([^"]+)"`)
	p.metrics = "http://" + find(p.t, p.log, `"metrics_addr":"([^"]+)"`)
}

// call sends a request; what is no success is kept as an error reply.
func (p *process) call(auth, method, path string, body, reply any) int {
	p.t.Helper()
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			p.t.Fatal(err)
		}
	}
	r, err := http.NewRequest(method, p.url+path, bytes.NewReader(text))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", auth)
	r.Header.Set("User-Agent", "canary-agent Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	b, _ := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusOK {
		_ = res.Header.Write(p.errors)
		_, _ = p.errors.Write(append(b, '\n'))
	} else if reply != nil {
		if err := json.Unmarshal(b, reply); err != nil {
			p.t.Fatalf("%s: %v: %s", path, err, b)
		}
	}
	return res.StatusCode
}

// TestCanary plays everything that a server does against the program as it is shipped,
// with values that are nowhere else, and then looks for them in everything that it wrote.
func TestCanary(t *testing.T) {
	p := startProcess(t)
	browser, server, admin := "Basic "+p.value("CLIENT")+":", "Bearer "+p.value("SECRET"), "Bearer "+canaryAdmin
	const (
		account, address, number = "canary-account", "canary.person@example.org", "+12025550147"
		metadata, page           = "canary-metadata", "/canary-page"
	)
	hashes := []string{strings.Repeat("c0ffee01", 32), strings.Repeat("deadbeef", 32)}
	var token wire.TokenReply
	p.call(server, "POST", "/token/sign", map[string]string{"user": account}, &token)
	attach := func(auth, hash string) (a wire.AttachReply) {
		body := map[string]any{"account": account, "email": address, "phone": number, "fingerprint": hash, "metadata": map[string]string{"k": metadata}, "page": page}
		if status := p.call(auth, "POST", "/v2/device/attach", body, &a); status != 200 {
			t.Fatalf("attach: %d: %s", status, p.errors)
		}
		return a
	}
	first := attach(browser+token.Secret, hashes[0])
	second := attach(browser, hashes[1])
	var list wire.Page[wire.Challenge]
	p.call(server, "GET", "/v2/challenges", nil, &list)
	if len(list.Data) != 1 {
		t.Fatalf("%d challenges", len(list.Data))
	}
	path := "/v2/challenges/" + list.Data[0].ID
	p.call(browser, "POST", path+"/send", map[string]string{"channel": "email"}, nil)
	mailed := p.waitFor(&p.mail.letters, `(?:^|[^0-9a-z=])([0-9]{6})(?:[^0-9a-z]|$)`)
	wrong := string('0'+(mailed[0]-'0'+1)%10) + mailed[1:]
	p.call(browser, "POST", path+"/verify?code="+wrong, nil, nil)
	var verified wire.VerifyReply
	p.call(browser, "POST", path+"/verify?code="+mailed, nil, &verified)
	session := "Challenge " + verified.Session
	p.call(session, "GET", path+"/devices", nil, nil)
	p.call(session, "POST", path+"/devices/"+first.DeviceID+"/kick", nil, nil)
	if status := p.call(session, "POST", path+"/complete", nil, nil); status != 200 {
		t.Fatalf("complete: %d %s", status, p.errors)
	}
	// A second challenge by text message.
	attach(server, strings.Repeat("0badcafe", 32))
	p.call(server, "GET", "/v2/challenges", nil, &list)
	p.call(browser, "POST", "/v2/challenges/"+list.Data[0].ID+"/send", map[string]string{"channel": "text"}, nil)
	texted := p.waitFor(p.texts, `[^0-9a-z]([0-9]{6})[^0-9a-z]`)
	p.call(browser, "POST", "/v2/challenges/"+list.Data[0].ID+"/verify", map[string]string{"code": texted}, nil)
	p.mistakes(browser, server, admin, session, path, account, address, number, hashes[0], token.Secret, second.Access, mailed)
	_, _ = http.Get(p.url + "/challenge?challenge=" + list.Data[0].ID + "&lang=en")
	p.waitFor(p.hooked, `(challenge\.completed)`)
	metrics := fetch(t, p.metrics+"/metrics")
	time.Sleep(200 * time.Millisecond)
	p.stop()

	exported := p.run("export")
	database := ""
	files, err := filepath.Glob(filepath.Join(p.dir, "rupt.db*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no database", err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		database += string(b)
	}
	written := map[string]string{
		"log": p.log.String(), "webhooks": p.hooked.String(), "errors": p.errors.String(), "metrics": metrics, "database": database, "export": exported,
		"mail": letters(t, p.mail.letters.String()), "texts": p.texts.String(),
	}
	for name, text := range written {
		if len(text) < 300 {
			t.Fatalf("the %s: only %q", name, text)
		}
	}
	// Where each may be; everywhere else it must not.
	for name, c := range map[string]struct {
		value   string
		allowed []string
	}{
		"email's code": {mailed, []string{"mail"}}, "text's code": {texted, []string{"texts"}}, "wrong code": {wrong, nil},
		"API secret": {p.value("SECRET"), nil}, "admin key": {canaryAdmin, nil}, "master key": {canaryMaster, nil}, "master key, raw": {"canary-master-key", nil},
		"webhook secret": {strings.TrimPrefix(p.value("HOOK"), "whsec_"), nil}, "gateway's secret": {"canary-gateway-secret", []string{"texts"}},
		"token": {token.Secret, nil}, "token's MAC": {token.Secret[strings.LastIndex(token.Secret, ".")+1:], nil}, "session": {verified.Session, nil},
		"client id": {p.value("CLIENT"), []string{"database"}},
		"email":     {address, []string{"database", "export", "mail"}}, "phone": {strings.TrimPrefix(number, "+"), []string{"database", "export", "texts"}},
		"account": {account, []string{"database", "export", "webhooks"}}, "hash": {hashes[0], []string{"database", "export"}},
		"metadata": {metadata, []string{"database", "export", "webhooks"}}, "page": {page, []string{"database", "export"}},
		"User-Agent": {"canary-agent", []string{"database", "export", "webhooks"}}, "access": {second.Access, []string{"database", "export"}},
	} {
		found := regexp.MustCompile(regexp.QuoteMeta(c.value))
		if len(c.value) == 6 { // a number is not found within a longer one
			found = regexp.MustCompile(`(^|[^0-9])` + c.value + `($|[^0-9])`)
		}
		for where, text := range written {
			if allowed := strings.Contains(strings.Join(c.allowed, " "), where); found.MatchString(text) && !allowed {
				t.Errorf("the %s is in the %s: %q", name, where, found.FindString(text))
			}
		}
		if len(c.allowed) > 0 && !found.MatchString(written[c.allowed[0]]) {
			t.Errorf("the %s is not even in the %s: nothing was looked for", name, c.allowed[0])
		}
	}
}

// mistakes sends every canary to where it does not belong.
func (p *process) mistakes(browser, server, admin, session, path string, canaries ...string) {
	for _, canary := range canaries {
		q := url.QueryEscape(canary)
		for _, auth := range []string{browser, server, admin, session, "Bearer " + canary, "Basic " + canary + ":", "Challenge " + canary, browser + canary} {
			p.call(auth, "POST", "/v2/device/attach", map[string]any{"account": []string{canary}, "email": canary + "@@", "phone": canary}, nil)
			p.call(auth, "GET", "/v2/challenges?start_date="+q, nil, nil)
			p.call(auth, "GET", "/v2/user/"+q+"x", nil, nil)
			p.call(auth, "POST", path+"x/verify?code="+q, map[string]string{"channel": canary}, nil)
			p.call(auth, "GET", "/admin/v1/projects/"+q, nil, nil)
			p.call(auth, "GET", "/nothing/"+q+"?"+q+"="+q, nil, nil)
		}
		p.call(server, "POST", "/v2/evaluate", map[string]any{"action": canary, "ip": canary, "user": canary}, nil)
		p.call(admin, "POST", "/admin/v1/projects", map[string]any{"name": "", "settings": map[string]string{canary: canary, "enforce": canary}}, nil)
	}
}

// waitFor waits for a pattern in what arrives, decoded if it is mail.
func (p *process) waitFor(in *coretest.Buffer, pattern string) string {
	p.t.Helper()
	re := regexp.MustCompile(pattern)
	for range 400 {
		if m := re.FindStringSubmatch(letters(p.t, in.String())); m != nil {
			return m[1]
		}
		time.Sleep(25 * time.Millisecond)
	}
	p.t.Fatalf("no %s in: %s; log: %s", pattern, in, p.log)
	return ""
}

// letters is text without the encodings of mail, and its bodies in base64 besides.
func letters(t *testing.T, text string) string {
	t.Helper()
	plain, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(text)))
	if err != nil {
		return text
	}
	var more strings.Builder
	for _, m := range regexp.MustCompile(`(?m)^[A-Za-z0-9+/]{60,76}={0,2}\r?$`).FindAllString(text, -1) {
		if b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(m)); err == nil {
			more.Write(b)
		}
	}
	return string(plain) + more.String()
}
