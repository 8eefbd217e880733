package courier

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// mailServer is a mail server on a port of its own.
type mailServer struct {
	*smtp.Server
	addr  string
	bound net.Listener
	roots *x509.CertPool

	mu    sync.Mutex
	conns []net.Conn
	mail  []mailed
	// answers are what each command is answered; nil accepts.
	answers map[string]func() error
	// password is required of user "ann" when set.
	password string
}

// mailed is one message that was taken.
type mailed struct {
	from, user string
	to         []string
	data       []byte
	tls        bool
}

// listener remembers the connections.
type listener struct {
	net.Listener
	m *mailServer
}

func (l listener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err == nil {
		l.m.mu.Lock()
		l.m.conns = append(l.m.conns, conn)
		l.m.mu.Unlock()
	}
	return conn, err
}

// connections counts those there ever were.
func (m *mailServer) connections() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.conns)
}

// Close ends the server and its listener, which the server does not know while Serve has
// yet to begin.
func (m *mailServer) Close() error {
	err := m.Server.Close()
	_ = m.bound.Close()
	return err
}

// hangUp closes them all, as a server does that restarts.
func (m *mailServer) hangUp() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, c := range m.conns {
		_ = c.Close()
	}
}

// newMailServer starts a server that offers STARTTLS, or begins with TLS.
func newMailServer(t *testing.T, implicit bool, change ...func(*mailServer)) *mailServer {
	t.Helper()
	web := httptest.NewTLSServer(nil) // for its certificate
	defer web.Close()
	m := &mailServer{roots: web.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs, answers: map[string]func() error{}}
	m.Server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{m: m, conn: c}, nil }))
	m.Domain, m.TLSConfig, m.ErrorLog = "mail.example", web.TLS.Clone(), quiet{}
	m.TLSConfig.NextProtos = nil
	for _, c := range change {
		c(m)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m.addr, m.bound = l.Addr().String(), l
	l = listener{l, m}
	if implicit {
		l = tls.NewListener(l, m.TLSConfig)
	}
	ended := make(chan error, 1)
	go func() { ended <- m.Serve(l) }()
	t.Cleanup(func() {
		_ = m.Close()
		if err := <-ended; err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Error(err)
		}
	})
	return m
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// answer has a command answered so from now on.
func (m *mailServer) answer(command string, with func() error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.answers[command] = with
}

// refuses has a command refused with a code.
func (m *mailServer) refuses(command string, code int) {
	m.answer(command, func() error {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: "not for ann@example.com, says " + strconv.Itoa(code)}
	})
}

func (m *mailServer) taken() []mailed {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.mail)
}

func (m *mailServer) says(command string) error {
	m.mu.Lock()
	with := m.answers[command]
	m.mu.Unlock()
	if with == nil {
		return nil
	}
	return with()
}

// session is one client.
type session struct {
	m    *mailServer
	conn *smtp.Conn
	now  mailed
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "ann" || password != s.m.password {
			return smtp.ErrAuthFailed
		}
		s.now.user = user
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.m.password != "" && s.now.user == "" {
		return smtp.ErrAuthRequired
	}
	s.now.from = from
	return s.m.says("MAIL")
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.now.to = append(s.now.to, to)
	return s.m.says("RCPT")
}

func (s *session) Data(r io.Reader) (err error) {
	if s.now.data, err = io.ReadAll(r); err != nil {
		return err
	}
	if err := s.m.says("DATA"); err != nil {
		return err
	}
	_, s.now.tls = s.conn.TLSConnectionState()
	s.m.mu.Lock()
	defer s.m.mu.Unlock()
	s.m.mail = append(s.m.mail, s.now)
	return nil
}

func (s *session) Reset()        { s.now = mailed{user: s.now.user} }
func (s *session) Logout() error { return nil }
