package courier

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// sender returns an SMTP sender to the server, closed when the test ends.
func (m *mailServer) sender(t *testing.T, change ...func(*SMTPConfig)) *SMTP {
	t.Helper()
	c := SMTPConfig{Addr: m.addr, From: "Démo <no-reply@rupt.example>", Roots: m.roots, Timeout: 20 * time.Second}
	for _, f := range change {
		f(&c)
	}
	s, err := NewSMTP(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func letter(language string) Letter {
	l := compose(core.Message{To: "ann@example.com", Channel: wire.ChannelEmail, Language: language, Project: "Démo", Code: "012345"})
	l.ID = "abc-7"
	return l
}

func TestSMTP(t *testing.T) {
	for _, w := range ui.Languages {
		m := newMailServer(t, false)
		l := letter(w.Tag)
		if err := m.sender(t).Send(t.Context(), l); err != nil {
			t.Fatal(err)
		}
		got := m.taken()
		if len(got) != 1 || !got[0].tls || got[0].from != "no-reply@rupt.example" || len(got[0].to) != 1 || got[0].to[0] != "ann@example.com" {
			t.Fatalf("%+v", got)
		}
		checkMail(t, got[0].data, l)
	}
}

func checkMail(t *testing.T, data []byte, l Letter) {
	t.Helper()
	msg, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
	if err != nil || subject != l.Subject {
		t.Errorf("subject %q, %v", subject, err)
	}
	from, err := msg.Header.AddressList("From")
	if err != nil || len(from) != 1 || from[0].Name != "Démo" {
		t.Errorf("from %v, %v", from, err)
	}
	for name, want := range map[string]string{
		"To": "<ann@example.com>", "Message-Id": "<abc-7@rupt.example>", "Auto-Submitted": "auto-generated",
		"Content-Language": l.Language,
	} {
		if got := msg.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if _, err := msg.Header.Date(); err != nil {
		t.Error(err)
	}
	parts := partsOf(t, msg.Header.Get("Content-Type"), "", msg.Body)
	want := []part{{"text/plain", "", l.Text}, {"text/html", "", strings.TrimRight(l.HTML, "\n")}}
	if l.Picture != nil {
		want = append(want, part{l.Picture.Type, "<logo>", string(l.Picture.Data)})
	}
	if !slices.Equal(parts, want) {
		t.Errorf("parts %q, want %q", parts, want)
	}
}

// part is a leaf of a mail.
type part struct{ kind, id, body string }

// partsOf lists the leaves in their order. multipart undoes quoted-printable by itself.
func partsOf(t *testing.T, contentType, encoding string, body io.Reader) (parts []part) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		if encoding == "base64" {
			body = base64.NewDecoder(base64.StdEncoding, body)
		}
		content, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(kind, "text/") {
			return []part{{kind, "", string(content)}}
		}
		return []part{{kind, "", strings.TrimRight(strings.ReplaceAll(string(content), "\r\n", "\n"), "\n")}}
	}
	for r := multipart.NewReader(body, params["boundary"]); ; {
		p, err := r.NextPart()
		if err == io.EOF {
			return parts
		} else if err != nil {
			t.Fatal(err)
		}
		for _, leaf := range partsOf(t, p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p) {
			if id := p.Header.Get("Content-Id"); id != "" {
				leaf.id = id
			}
			parts = append(parts, leaf)
		}
	}
}

// A logo that is given as data travels with the mail.
func TestSMTPPicture(t *testing.T) {
	m := newMailServer(t, false)
	l := compose(core.Message{To: "ann@example.com", Channel: wire.ChannelEmail, Language: "en", Project: "Démo", Code: "012345",
		Face: core.MailFace{LogoURL: "data:image/png;base64,iVBORw0KGgo="}})
	l.ID = "abc-7"
	if l.Picture == nil || !strings.Contains(l.HTML, `src="cid:logo"`) {
		t.Fatalf("%+v", l)
	}
	if err := m.sender(t).Send(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	checkMail(t, m.taken()[0].data, l)
}

func TestSMTPWithTLSFromTheStart(t *testing.T) {
	m := newMailServer(t, true)
	if err := m.sender(t, func(c *SMTPConfig) { c.TLS = ImplicitTLS }).Send(t.Context(), letter("en")); err != nil {
		t.Fatal(err)
	}
	if got := m.taken(); len(got) != 1 || !got[0].tls {
		t.Errorf("%+v", got)
	}
}

// TestSMTPNeedsTLS: a server that offers no encryption, or is another than it says,
// gets nothing, unless the operator wants it so.
func TestSMTPNeedsTLS(t *testing.T) {
	plain := newMailServer(t, false, func(m *mailServer) { m.TLSConfig = nil })
	if err := plain.sender(t).Send(t.Context(), letter("en")); err == nil || len(plain.taken()) != 0 {
		t.Errorf("%v, %d taken", err, len(plain.taken()))
	}
	if err := plain.sender(t, func(c *SMTPConfig) { c.TLS = NoTLS }).Send(t.Context(), letter("en")); err != nil || len(plain.taken()) != 1 {
		t.Errorf("%v, %d taken", err, len(plain.taken()))
	}
	stranger := newMailServer(t, false)
	if err := stranger.sender(t, func(c *SMTPConfig) { c.Roots = nil }).Send(t.Context(), letter("en")); err == nil || len(stranger.taken()) != 0 {
		t.Errorf("%v, %d taken", err, len(stranger.taken()))
	}
}

func TestSMTPAuth(t *testing.T) {
	m := newMailServer(t, false, func(m *mailServer) { m.password = "right" })
	login := func(password string) error {
		return m.sender(t, func(c *SMTPConfig) { c.Username, c.Password = "ann", password }).Send(t.Context(), letter("en"))
	}
	if err := login("right"); err != nil || m.taken()[0].user != "ann" {
		t.Errorf("%v", err)
	}
	if err := login("wrong"); !errors.Is(err, core.ErrPermanent) || strings.Contains(err.Error(), "wrong") {
		t.Errorf("%v", err)
	}
}

// TestSMTPKeepsItsConnection: one connection for one letter after another, a few for
// many at once, a new one when the server has gone.
func TestSMTPKeepsItsConnection(t *testing.T) {
	m := newMailServer(t, false)
	s := m.sender(t)
	for range 3 {
		if err := s.Send(t.Context(), letter("en")); err != nil {
			t.Fatal(err)
		}
	}
	if n := m.connections(); n != 1 {
		t.Errorf("%d connections for three letters", n)
	}
	var all sync.WaitGroup
	for range 12 {
		all.Go(func() {
			if err := s.Send(t.Context(), letter("en")); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := len(s.idle); n < 1 || n > linesKept || len(m.taken()) != 15 {
		t.Errorf("%d kept, %d taken", n, len(m.taken()))
	}
	m.hangUp()
	before := m.connections()
	if err := s.Send(t.Context(), letter("en")); err != nil {
		t.Errorf("after the server hung up: %v", err)
	}
	if len(m.taken()) != 16 || m.connections() == before {
		t.Errorf("%d taken", len(m.taken()))
	}
}

func TestSMTPFailures(t *testing.T) {
	for _, tt := range []struct {
		command   string
		code      int
		permanent bool
	}{
		{"MAIL", 451, false}, {"RCPT", 451, false}, {"RCPT", 452, false}, {"DATA", 421, false},
		{"MAIL", 550, true}, {"RCPT", 550, true}, {"RCPT", 553, true}, {"DATA", 554, true},
	} {
		t.Run(fmt.Sprint(tt.command, tt.code), func(t *testing.T) {
			m := newMailServer(t, false)
			s := m.sender(t)
			m.refuses(tt.command, tt.code)
			err := s.Send(t.Context(), letter("en"))
			if err == nil || errors.Is(err, core.ErrPermanent) != tt.permanent || !strings.Contains(err.Error(), fmt.Sprint(tt.code)) {
				t.Errorf("%v", err)
			}
			if strings.Contains(fmt.Sprint(err), "ann@") {
				t.Errorf("the recipient is in the error: %v", err)
			}
			m.answer(tt.command, nil)
			if err := s.Send(t.Context(), letter("en")); err != nil || len(m.taken()) != 1 {
				t.Errorf("afterwards: %v, %d taken", err, len(m.taken()))
			}
		})
	}
}

// TestSMTPHangs: a server that stops answering is left, whether on a new connection or
// a warm one, and may be tried again.
func TestSMTPHangs(t *testing.T) {
	m := newMailServer(t, false)
	s := m.sender(t, func(c *SMTPConfig) { c.Timeout = time.Second })
	release := make(chan bool)
	defer close(release)
	if err := s.Send(t.Context(), letter("en")); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		m.answer("RCPT", func() error { <-release; return nil })
		if err := s.Send(t.Context(), letter("en")); err == nil || errors.Is(err, core.ErrPermanent) {
			t.Errorf("%v", err)
		}
	}
	m.answer("RCPT", nil)
	if err := s.Send(t.Context(), letter("en")); err != nil || len(m.taken()) != 2 {
		t.Errorf("%v, %d taken", err, len(m.taken()))
	}
}

func TestSMTPOutOfReach(t *testing.T) {
	m := newMailServer(t, false)
	s := m.sender(t)
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), letter("en")); err == nil || errors.Is(err, core.ErrPermanent) {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Send(ctx, letter("en")); err == nil {
		t.Error("nobody waits for it")
	}
}

func TestSMTPConfig(t *testing.T) {
	for name, c := range map[string]SMTPConfig{
		"no server":     {From: "a@b.example"},
		"no port":       {Addr: ":25", From: "a@b.example"},
		"bad port":      {Addr: "mail.example:smtp", From: "a@b.example"},
		"a URL":         {Addr: "smtp://mail.example:587", From: "a@b.example"},
		"no username":   {Addr: "mail.example", From: "a@b.example", Password: "p"},
		"no sender":     {Addr: "mail.example"},
		"bad sender":    {Addr: "mail.example", From: "Demo"},
		"unknown TLS":   {Addr: "mail.example", From: "a@b.example", TLS: "ssl"},
		"header inside": {Addr: "mail.example", From: "a@b.example\r\nBcc: c@d.example"},
	} {
		if _, err := NewSMTP(c); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	for mode, port := range map[SMTPTLS]int{"": 587, StartTLS: 587, ImplicitTLS: 465, NoTLS: 25} {
		s, err := NewSMTP(SMTPConfig{Addr: "mail.example", From: "a@b.example", TLS: mode})
		if err != nil || s.port != port || s.host != "mail.example" {
			t.Errorf("%s: %v", mode, err)
		}
	}
	s := newMailServer(t, false).sender(t)
	if err := s.Send(t.Context(), Letter{Channel: wire.ChannelEmail, To: "a@b.example\r\nBcc: c@d.example"}); !errors.Is(err, core.ErrPermanent) {
		t.Errorf("a header in the recipient: %v", err)
	}
}

// TestBouncesAddress: mail comes back to an address that tells which letter it was.
func TestBouncesAddress(t *testing.T) {
	m := newMailServer(t, false)
	l := letter("en")
	l.ID = strings.Repeat("a", letterIDMax)
	if err := m.sender(t, func(c *SMTPConfig) { c.Bounces = "bounces@shop.example" }).Send(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	if got := m.taken(); len(got) != 1 || got[0].from != "bounces+"+l.ID+"@shop.example" || !strings.Contains(string(got[0].data), "no-reply@rupt.example") {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"nobody", "Shop <bounces@shop.example>", "a-long-local-part@shop.example"} {
		if _, err := NewSMTP(SMTPConfig{Addr: m.addr, From: "a@b.example", Bounces: bad}); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}
