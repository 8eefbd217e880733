package core

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"github.com/openrupt/openrupt/internal/wire"
)

// hashSecret is how an API secret is stored. Secrets are random, so that a plain hash
// cannot be searched.
func hashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// AuthenticateBrowser identifies a browser by its client id; secret is empty or a
// token that [Service.SignToken] made.
func (s *Service) AuthenticateBrowser(ctx context.Context, clientID, secret string) (Caller, error) {
	c, err := s.authenticateBrowser(ctx, clientID, secret)
	if err != nil {
		return Caller{}, err
	}
	return c, nil
}

// authenticateBrowser returns who it is along with errTokenExpired.
func (s *Service) authenticateBrowser(ctx context.Context, clientID, secret string) (Caller, error) {
	e, err := s.credential(ctx, "client:"+clientID, func(tx Tx) (*APIKey, error) { return tx.APIKeyByClientID(clientID) })
	if err != nil {
		return Caller{}, err
	}
	c := Caller{Project: e.project, Class: Browser, APIKeyID: e.key.ID}
	if secret == "" {
		return c, nil
	}
	claims, err := s.readToken(e.project, secret)
	c.SignedUser, c.SignedLimit = claims.User, claims.Limit
	return c, err
}

// AuthenticateHolder is AuthenticateBrowser for calls that an access or a challenge id
// decides. A page opened long ago still sends the token that it began with: expired, it
// says whose page it is all the same, so that streams and challenges outlive it.
func (s *Service) AuthenticateHolder(ctx context.Context, clientID, secret string) (Caller, error) {
	c, err := s.authenticateBrowser(ctx, clientID, secret)
	if err != nil && !errors.Is(err, errTokenExpired) {
		return Caller{}, err
	}
	return c, nil
}

// AuthenticateServer identifies a back end by its API secret. A client id, which is
// public, is answered with forbidden: someone mixed them up.
func (s *Service) AuthenticateServer(ctx context.Context, apiSecret string) (Caller, error) {
	hash := hashSecret(apiSecret)
	e, err := s.credential(ctx, "secret:"+hash, func(tx Tx) (*APIKey, error) { return tx.APIKeyBySecretHash(hash) })
	if err == nil {
		return Caller{Project: e.project, Class: Server, APIKeyID: e.key.ID}, nil
	}
	if err != errUnauthorized {
		return Caller{}, err
	}
	if _, mixed := s.AuthenticateBrowser(ctx, apiSecret, ""); mixed == nil {
		return Caller{}, fault(wire.CodeForbidden, "This is a client id, which is public. Use the API secret here, and only on your servers.")
	}
	return Caller{}, errUnauthorized
}

// credential looks a key up, at most every few seconds.
func (s *Service) credential(ctx context.Context, name string, find func(Tx) (*APIKey, error)) (cachedKey, error) {
	now := s.clock.Now()
	if e, ok := s.projects.get(name, now); ok {
		return e, nil
	}
	var e cachedKey
	err := s.store.View(ctx, func(tx Tx) (err error) {
		if e.key, err = find(tx); err == nil {
			e.project, err = tx.Project(e.key.ProjectID)
		}
		return err
	})
	if errors.Is(err, ErrNotFound) || err == nil && e.key.RevokedAt != 0 {
		return cachedKey{}, errUnauthorized
	}
	if err != nil {
		return cachedKey{}, err
	}
	s.projects.put(name, e.project, e.key, now)
	return e, nil
}
