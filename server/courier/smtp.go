package courier

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/openrupt/openrupt/server/core"
)

// SMTPTLS says how a connection to a mail server is encrypted.
type SMTPTLS string

const (
	// StartTLS begins in the clear and goes no further without TLS; port 587.
	StartTLS SMTPTLS = "starttls"
	// ImplicitTLS begins with TLS; port 465.
	ImplicitTLS SMTPTLS = "tls"
	// NoTLS sends codes in the clear: only for a server on the same machine.
	NoTLS SMTPTLS = "none"
)

// SMTPConfig is the mail server that takes mail for delivery.
type SMTPConfig struct {
	// Addr is host:port; the port may be left out.
	Addr string
	// Username and Password authenticate, when given.
	Username, Password string
	// From is the sender: an address, or "Name <address>".
	From string
	// Bounces is an address for mail that comes back. The letter's id is added to it, as
	// in bounces+id@example.com, so that rupt bounce knows what came back whatever the
	// mail says. Default: the sender's address, without the id.
	Bounces string
	// TLS defaults to StartTLS.
	TLS SMTPTLS
	// Timeout bounds one letter, connecting included. Default: 30 s.
	Timeout time.Duration
	// Roots verify the server; nil means those of the machine.
	Roots *x509.CertPool
}

const (
	smtpTimeout = 30 * time.Second
	// linesKept and lineIdle are how many connections stay open, and for how long:
	// a new one costs eight to ten round trips.
	linesKept = 4
	lineIdle  = time.Minute
)

// SMTP sends letters by email.
type SMTP struct {
	config SMTPConfig
	host   string
	port   int
	from   *mail.Address
	// bounces is before and after a letter's id; empty means no such address.
	bounces, bouncesAt string
	idle               chan *line
}

var _ Sender = (*SMTP)(nil)

// NewSMTP returns a sender, or what is wrong with c. It does not connect.
func NewSMTP(c SMTPConfig) (*SMTP, error) {
	if c.TLS == "" {
		c.TLS = StartTLS
	}
	ports := map[SMTPTLS]string{StartTLS: "587", ImplicitTLS: "465", NoTLS: "25"}
	if ports[c.TLS] == "" {
		return nil, errors.New("smtp: TLS is one of starttls, tls and none")
	}
	if c.Timeout == 0 {
		c.Timeout = smtpTimeout
	}
	host, portText, err := net.SplitHostPort(c.Addr)
	if err != nil {
		host, portText = c.Addr, ports[c.TLS]
	}
	port, err := strconv.Atoi(portText)
	switch {
	case host == "" || err != nil || strings.ContainsAny(host, "/ "):
		return nil, errors.New("smtp: the address of the mail server is missing or none: host or host:port")
	case c.Password != "" && c.Username == "":
		return nil, errors.New("smtp: there is a password and no username")
	}
	from, err := mail.ParseAddress(c.From)
	if err != nil {
		return nil, errors.New(`smtp: the sender is missing or no address: no-reply@example.com, or "Example <no-reply@example.com>"`)
	}
	s := &SMTP{config: c, host: host, port: port, from: from, idle: make(chan *line, linesKept)}
	return s, s.setBounces()
}

// localPartMax is the longest that may be before an address's @ (RFC 5321), and letterIDMax
// the longest id of a letter.
const (
	localPartMax = 64
	letterIDMax  = 48
)

func (s *SMTP) setBounces() error {
	if s.config.Bounces == "" {
		return nil
	}
	a, err := mail.ParseAddress(s.config.Bounces)
	if err != nil || a.Address != s.config.Bounces {
		return errors.New("smtp: the address for bounces is none: bounces@example.com")
	}
	at := strings.LastIndexByte(a.Address, '@')
	s.bounces, s.bouncesAt = a.Address[:at]+"+", a.Address[at:]
	if len(s.bounces)+letterIDMax > localPartMax {
		return fmt.Errorf("smtp: the address for bounces is too long to be added to: at most %d characters before the @", localPartMax-letterIDMax-1)
	}
	return nil
}

// Send hands a letter to the mail server. A 5xx answer is permanent.
func (s *SMTP) Send(ctx context.Context, l Letter) error {
	m, err := s.compose(l)
	if err != nil {
		return errors.Join(core.ErrPermanent, err)
	}
	ctx, cancel := context.WithTimeout(ctx, s.config.Timeout)
	defer cancel()
	if warm := s.warm(); warm != nil {
		err := warm.send(ctx, m)
		if !unsent(err) {
			return s.done(warm, m, err)
		}
		warm.close() // it went cold: the server has closed it meanwhile
	}
	fresh, err := s.dial(ctx)
	if err != nil {
		return judgeSMTP(err)
	}
	return s.done(fresh, m, fresh.send(ctx, m))
}

// Close ends the connections that wait for the next letter.
func (s *SMTP) Close() error {
	for {
		select {
		case l := <-s.idle:
			l.quit()
		default:
			return nil
		}
	}
}

// unsent says that the connection turned out dead before anything was sent on it.
func unsent(err error) bool {
	var e *gomail.SendError
	return errors.As(err, &e) && e.Reason == gomail.ErrConnCheck
}

// judgeSMTP keeps the code of an answer and leaves its text out, which may repeat the
// recipient.
func judgeSMTP(err error) error {
	code := smtpCode(err)
	switch {
	case code >= 500:
		return errors.Join(core.ErrPermanent, fmt.Errorf("smtp: refused with %d", code))
	case code >= 400:
		return fmt.Errorf("smtp: put off with %d", code)
	}
	var e *gomail.SendError
	if errors.As(err, &e) {
		return fmt.Errorf("smtp: failed while %s", e.Reason)
	}
	return fmt.Errorf("smtp: %w", err)
}
