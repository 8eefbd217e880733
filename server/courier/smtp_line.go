package courier

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/textproto"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// quitTimeout bounds how long a server may take to say goodbye.
const quitTimeout = time.Second

// line is one connection to the mail server. One letter at a time goes over it.
type line struct {
	client *gomail.Client
	conn   *bounded
	used   time.Time
}

// connect opens the connection; secure begins with TLS.
func (l *line) connect(ctx context.Context, network, addr string, secure *tls.Config) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	l.conn = &bounded{Conn: conn}
	if err := l.conn.until(ctx); err != nil {
		return nil, err
	}
	if secure == nil {
		return l.conn, nil
	}
	return tls.Client(l.conn, secure), nil
}

// send sends one letter before ctx's deadline.
func (l *line) send(ctx context.Context, m *gomail.Msg) error {
	if err := l.conn.until(ctx); err != nil {
		return err
	}
	return l.client.Send(m)
}

// quit ends a connection that works, as the protocol wants it ended.
func (l *line) quit() {
	if l.conn.Conn.SetDeadline(time.Now().Add(quitTimeout)) == nil {
		_ = l.client.Close()
	}
	l.close()
}

// close hangs up: whoever waits for an answer no longer does.
func (l *line) close() {
	if l.conn != nil {
		_ = l.conn.Close()
	}
}

// bounded is a connection whose deadline nobody can move past the letter's: go-mail
// sets one of its own for each step.
type bounded struct {
	net.Conn
	last time.Time
}

func (b *bounded) until(ctx context.Context) error {
	b.last, _ = ctx.Deadline()
	return b.Conn.SetDeadline(b.last)
}

// SetDeadline sets the deadline, at most the letter's.
func (b *bounded) SetDeadline(t time.Time) error {
	if t.IsZero() || t.After(b.last) {
		t = b.last
	}
	return b.Conn.SetDeadline(t)
}

// smtpCode is the server's answer in an error; 0 when it gave none.
func smtpCode(err error) int {
	var sent *gomail.SendError
	if errors.As(err, &sent) && sent.ErrorCode() != 0 {
		return sent.ErrorCode()
	}
	var answer *textproto.Error
	if errors.As(err, &answer) {
		return answer.Code
	}
	return 0
}

// warm returns a connection that was used lately, or nil.
func (s *SMTP) warm() *line {
	for {
		select {
		case l := <-s.idle:
			if time.Since(l.used) < lineIdle {
				return l
			}
			go l.quit()
		default:
			return nil
		}
	}
}

// done keeps the connection for the next letter, unless this one failed on it.
func (s *SMTP) done(l *line, m *gomail.Msg, err error) error {
	if err != nil {
		l.close()
		if m.IsDelivered() {
			return nil // only what came after it failed
		}
		return judgeSMTP(err)
	}
	l.used = time.Now()
	select {
	case s.idle <- l:
	default:
		l.quit()
	}
	return nil
}

func (s *SMTP) dial(ctx context.Context) (l *line, err error) {
	l = &line{}
	options := []gomail.Option{
		gomail.WithPort(s.port), gomail.WithTimeout(s.config.Timeout), gomail.WithTLSConfig(s.tls()), gomail.WithTLSPolicy(gomail.TLSMandatory),
		gomail.WithDialContextFunc(func(ctx context.Context, network, addr string) (net.Conn, error) {
			return l.connect(ctx, network, addr, s.implicit())
		}),
	}
	switch s.config.TLS {
	case ImplicitTLS:
		options = append(options, gomail.WithSSL())
	case NoTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if s.config.Username != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.config.Username), gomail.WithPassword(s.config.Password))
	}
	if l.client, err = gomail.NewClient(s.host, options...); err != nil {
		return nil, err
	}
	if err := l.client.DialWithContext(ctx); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

func (s *SMTP) tls() *tls.Config {
	return &tls.Config{ServerName: s.host, RootCAs: s.config.Roots, MinVersion: tls.VersionTLS12}
}

// implicit is the configuration for a connection that begins with TLS, else nil.
func (s *SMTP) implicit() *tls.Config {
	if s.config.TLS != ImplicitTLS {
		return nil
	}
	return s.tls()
}
