package main

import (
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// mailbox is a session of a mail server that takes everything.
type mailbox chan string

func (mailbox) Mail(string, *smtp.MailOptions) error { return nil }
func (mailbox) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (mailbox) Reset()                               {}
func (mailbox) Logout() error                        { return nil }

func (m mailbox) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	m <- string(b)
	return err
}

// TestServeSendsCodes: by email and by text message, as the environment says; and what
// became of them is the challenge's status.
func TestServeSendsCodes(t *testing.T) {
	mails, texts := make(mailbox, 1), make(chan string, 1)
	relay := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return mails, nil }))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = relay.Serve(l) }()
	defer func() { _ = relay.Close() }()
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		texts <- string(b)
		w.WriteHeader(http.StatusBadRequest) // it will not
	}))
	defer gateway.Close()

	newDatabase(t)
	secret := group(t, ok(t, "project", "create", "Shop", "-s", "enforce=on", "-s", "device_limit=1"), `API secret +(sk_\S{43}) `)
	for k, v := range map[string]string{
		"RUPT_MASTER_KEY": base64.StdEncoding.EncodeToString([]byte("0123456789abcdefghijklmnopqrstuv")), "RUPT_PUBLIC_URL": "https://rupt.example",
		"RUPT_SMTP": l.Addr().String(), "RUPT_SMTP_TLS": "none", "RUPT_SMTP_FROM": "Shop <no-reply@shop.example>", "RUPT_SMS_URL": gateway.URL,
	} {
		t.Setenv(k, v)
	}
	_, log := background(t, "serve", "--addr", "localhost:0", "--drain-delay", "0s")
	api := "http://" + find(t, log, `"addr":"([^"]+)"`) + "/v2/"
	for _, machine := range []string{"machine-1", "machine-2"} {
		call(t, secret, api+"device/attach", `{"account":"ann","email":"ann@example.com","phone":"+15551234567","fingerprint":"`+machine+`"}`)
	}
	challenge := group(t, call(t, secret, api+"challenges", ""), `"_id":"([0-9a-f]{24})"`)
	call(t, secret, api+"challenges/"+challenge+"/send", `{"channel":"email"}`)
	if mail := <-mails; !regexp.MustCompile(`(?s)To: <ann@example.com>.*\d{6} is your Shop code`).MatchString(mail) {
		t.Errorf("mail: %s", mail)
	}
	becomes(t, secret, api+"challenges/"+challenge, "delivered")

	for _, machine := range []string{"machine-3", "machine-4"} {
		call(t, secret, api+"device/attach", `{"account":"bob","phone":"+15557654321","fingerprint":"`+machine+`"}`)
	}
	challenge = group(t, call(t, secret, api+"challenges", ""), `"_id":"([0-9a-f]{24})"`) // the newest
	call(t, secret, api+"challenges/"+challenge+"/send", `{"channel":"text","language":"fr"}`)
	if text := <-texts; !regexp.MustCompile(`"text":"\d{6} est votre code Shop.*"to":"\+15557654321"`).MatchString(text) {
		t.Errorf("text: %s", text)
	}
	becomes(t, secret, api+"challenges/"+challenge, "delivery_failed")
	for _, private := range []string{"ann@example.com", "5557654321", secret} {
		if strings.Contains(log.String(), private) {
			t.Errorf("%s is in the log", private)
		}
	}
}

// becomes waits until a challenge has a status.
func becomes(t *testing.T, secret, url, status string) {
	t.Helper()
	for range 200 {
		if strings.Contains(call(t, secret, url, ""), `"status":"`+status+`"`) {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Errorf("the challenge does not become %s: %s", status, call(t, secret, url, ""))
}
