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
