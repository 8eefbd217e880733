package core

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"net/netip"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// OperatorKey is what the server's operator proves himself with. Comparing hashes takes
// the same time whatever is compared, lengths included.
type OperatorKey struct {
	set bool
	sum [sha256.Size]byte
}

// NewOperatorKey returns a key; of an empty text one that nothing matches.
func NewOperatorKey(text string) OperatorKey {
	return OperatorKey{text != "", sha256.Sum256([]byte(text))}
}

// IsSet says whether there is a key.
func (k OperatorKey) IsSet() bool { return k.set }

// Matches says whether this is the key.
func (k OperatorKey) Matches(given string) bool {
	sum := sha256.Sum256([]byte(given))
	return subtle.ConstantTimeCompare(k.sum[:], sum[:]) == 1 && k.set
}

// id tells keys apart without telling them: sessions end with the key that began them.
func (k OperatorKey) id() string {
	sum := sha256.Sum256(append([]byte("operator key "), k.sum[:]...))
	return hex.EncodeToString(sum[:16])
}

// OperatorSession is an operator who signed in to the dashboard.
type OperatorSession struct {
	// ID is the SHA-256, in hexadecimal, of the token that the browser holds.
	ID string
	// KeyID is the key's that it was begun with.
	KeyID string
	IP    string

	CreatedAt wire.Time
	SeenAt    wire.Time
	ExpiresAt wire.Time
}

// OperatorTx reads and writes sessions of operators.
type OperatorTx interface {
	InsertOperatorSession(*OperatorSession) error
	OperatorSession(id string) (*OperatorSession, error)
	// TouchOperatorSession writes SeenAt.
	TouchOperatorSession(id string, seen wire.Time) error
	DeleteOperatorSession(id string) error
	// DeleteOperatorSessions forgets those that expired before then.
	DeleteOperatorSessions(before wire.Time) error
}

const (
	operatorSessionTTL = 12 * time.Hour
	// operatorIdle ends a session that nobody uses, operatorTouch is how often use is
	// written down.
	operatorIdle  = time.Hour
	operatorTouch = time.Minute

	operatorPrefix = "operator-ip:"
)

// operatorWindows bound wrong keys from one address, on all servers together.
var operatorWindows = []window{{operatorTriesPerIP10m, 10 * time.Minute}}

var errOperator = &wire.Error{Code: wire.CodeUnauthorized, Param: "key", Message: "This is not the admin key."}

// SignInOperator exchanges the operator's key for a session, whose token is returned
// this once.
func (s *Service) SignInOperator(ctx context.Context, key OperatorKey, given string, ip netip.Addr) (token string, session *OperatorSession, err error) {
	var random [32]byte
	if _, err := io.ReadFull(s.random, random[:]); err != nil {
		return "", nil, err
	}
	token = base64.RawURLEncoding.EncodeToString(random[:])
	refused := error(nil)
	err = s.update(ctx, func(u *unit) error {
		refused, session = nil, nil
		limit := subjectLimit{subject: operatorPrefix + ipKey(ip), windows: operatorWindows}
		_, wait, err := u.left("", limit)
		switch {
		case err != nil:
			return err
		case wait > 0:
			refused = limited(wire.CodeRateLimited, "Too many wrong keys from this address.", wait)
			return nil
		case !key.Matches(given):
			refused = errOperator
			return u.attempt("", limit) // stays counted
		}
		session = &OperatorSession{ID: hashSecret(token), KeyID: key.id(), IP: ipKey(ip), CreatedAt: u.now, SeenAt: u.now, ExpiresAt: u.now + ms(operatorSessionTTL)}
		return errors.Join(u.ForgetAttempts("", limit.subject), u.InsertOperatorSession(session))
	})
	return token, session, errors.Join(err, refused)
}

// OperatorSession returns the session of a token, or 401. Use keeps it alive.
func (s *Service) OperatorSession(ctx context.Context, key OperatorKey, token string, use bool) (session *OperatorSession, err error) {
	err = s.store.View(ctx, func(tx Tx) (err error) {
		session, err = tx.OperatorSession(hashSecret(token))
		return err
	})
	now := s.now()
	switch {
	case errors.Is(err, ErrNotFound):
		return nil, errOperator
	case err != nil:
		return nil, err
	case !key.IsSet() || session.KeyID != key.id() || now >= session.ExpiresAt || age(now, session.SeenAt) >= operatorIdle:
		return nil, errOperator
	}
	if use && age(now, session.SeenAt) >= operatorTouch {
		err = s.store.Update(ctx, func(tx Tx) error { return tx.TouchOperatorSession(session.ID, now) })
	}
	return session, err
}

// SignOutOperator ends a session on all servers.
func (s *Service) SignOutOperator(ctx context.Context, session *OperatorSession) error {
	return s.store.Update(ctx, func(tx Tx) error { return tx.DeleteOperatorSession(session.ID) })
}
