package main

import (
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"
)

// relay is a mail server that takes everything and gives it out with its sender.
type relay chan envelope

type envelope struct{ from, mail string }

type relaySession struct {
	relay
	from string
}

func (s *relaySession) Mail(from string, _ *smtp.MailOptions) error { s.from = from; return nil }
func (s *relaySession) Rcpt(string, *smtp.RcptOptions) error        { return nil }
func (s *relaySession) Reset()                                      {}
func (s *relaySession) Logout() error                               { return nil }

func (s *relaySession) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	s.relay <- envelope{s.from, string(b)}
	return err
}

// newRelay starts a mail server and returns its address.
func newRelay(t *testing.T) (relay, string) {
	t.Helper()
	mails := make(relay, 1)
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &relaySession{relay: mails}, nil }))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	return mails, l.Addr().String()
}

// report is what the mail server sends back of a mail; quoted is what it quotes.
func (e envelope) report(action, quoted string) string {
	return strings.NewReplacer("TO", e.from, "ACTION", action, "QUOTED", quoted).Replace(`From: MAILER-DAEMON@mail.shop.example (Mail Delivery System)
To: TO
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.shop.example

Final-Recipient: rfc822; ann@example.com
Action: ACTION
Status: 5.1.1

--b1
Content-Type: message/rfc822

QUOTED
--b1--
`)
}

// TestBounce: mail that the mail server took, and that comes back later, is known by
// whom it comes back to, or by what it quotes.
func TestBounce(t *testing.T) {
	mails, addr := newRelay(t)
	newDatabase(t)
	secret := group(t, ok(t, "project", "create", "Shop", "-s", "enforce=on", "-s", "device_limit=1"), `API secret +(sk_\S{43}) `)
	for k, v := range map[string]string{
		"RUPT_MASTER_KEY": base64.StdEncoding.EncodeToString([]byte("0123456789abcdefghijklmnopqrstuv")), "RUPT_PUBLIC_URL": "https://rupt.example",
		"RUPT_SMTP": addr, "RUPT_SMTP_TLS": "none", "RUPT_SMTP_FROM": "Shop <no-reply@shop.example>", "RUPT_SMTP_BOUNCES": "bounces@shop.example",
	} {
		t.Setenv(k, v)
	}
	_, log := background(t, "serve", "--addr", "localhost:0", "--drain-delay", "0s")
	server := "http://" + find(t, log, `"addr":"([^"]+)"`)
	bounced := func(mail string) string {
		t.Helper()
		exit, out, errs := ruptWith(t, mail, "bounce", "--public-url", server+"/")
		if exit != 0 {
			t.Errorf("exit code %d: %s", exit, errs)
		}
		return out
	}
	for i, report := range []func(envelope) string{
		func(e envelope) string { return e.report("failed", "Subject: x\n\n") },
		func(e envelope) string { e.from = "no-reply@shop.example"; return e.report("failed", e.mail) },
	} {
		challenge := server + "/v2/challenges/" + raise(t, server, secret, fmt.Sprint("user-", i))
		call(t, secret, challenge+"/send", `{"channel":"email"}`)
		sent := <-mails
		becomes(t, secret, challenge, "delivered")
		for _, no := range []string{"", "Subject: Away\n\nI am away.\n", sent.report("delayed", sent.mail), strings.ReplaceAll(sent.report("failed", ""), "bounces+", "bounces+x")} {
			if out := bounced(no); !strings.HasPrefix(out, "Ignored") {
				t.Errorf("%q: %s", no, out)
			}
		}
		becomes(t, secret, challenge, "delivered")
		if out := bounced(report(sent)); out != "Reported.\n" {
			t.Errorf("%s", out)
		}
		becomes(t, secret, challenge, "delivery_failed")
	}
	if !strings.Contains(log.String(), `"carrier_code":"5.1.1"`) {
		t.Errorf("the log does not say why: %s", log)
	}
	e := envelope{"bounces+" + strings.Repeat("a", 48) + "@shop.example", ""}
	if exit, _, errs := ruptWith(t, e.report("failed", ""), "bounce", "--public-url", "http://127.0.0.1:1"); exit != tempFail {
		t.Errorf("out of reach: exit code %d: %s", exit, errs)
	}
}

// raise attaches an account on two devices and returns its challenge.
func raise(t *testing.T, server, secret, account string) string {
	t.Helper()
	for _, machine := range []string{"machine-1", "machine-2"} {
		call(t, secret, server+"/v2/device/attach", `{"account":"`+account+`","email":"`+account+`@example.com","fingerprint":"`+machine+account+`"}`)
	}
	return group(t, call(t, secret, server+"/v2/challenges", ""), `"_id":"([0-9a-f]{24})"`) // the newest
}
