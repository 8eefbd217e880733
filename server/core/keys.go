package core

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/openrupt/openrupt/internal/wire"
)

// APIKey is a pair of credentials of a project: the client id, which pages carry, and
// the API secret, of which only the SHA-256 is kept.
type APIKey struct {
	ProjectID string
	ID        string
	// ClientID is public.
	ClientID string
	// SecretHash is the SHA-256 of the API secret in hexadecimal.
	SecretHash string
	CreatedAt  wire.Time
	// RevokedAt is when the key stopped working; zero while it works.
	RevokedAt wire.Time
}

// newKey makes a client id, a UUID as pages have always carried, and an API secret of
// 256 bits, which is not kept.
func (s *Service) newKey(project string) (k *APIKey, secret string, err error) {
	id, err := s.newID()
	if err != nil {
		return nil, "", err
	}
	var uuid [16]byte
	var random [32]byte
	if _, err := io.ReadFull(s.random, uuid[:]); err != nil {
		return nil, "", err
	}
	if _, err := io.ReadFull(s.random, random[:]); err != nil {
		return nil, "", err
	}
	uuid[6], uuid[8] = uuid[6]&0x0f|0x40, uuid[8]&0x3f|0x80 // version 4
	secret = "sk_" + base64.RawURLEncoding.EncodeToString(random[:])
	return &APIKey{
		ProjectID: project, ID: id, SecretHash: hashSecret(secret),
		ClientID: fmt.Sprintf("%x-%x-%x-%x-%x", uuid[:4], uuid[4:6], uuid[6:8], uuid[8:10], uuid[10:]),
	}, secret, nil
}

// AddKey makes another key of a project; the ones before go on working, so that pages
// and back ends can change over one by one.
func (s *Service) AddKey(ctx context.Context, project string) (*wire.NewKey, error) {
	k, secret, err := s.newKey(project)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(u *unit) error {
		if _, err := u.Project(project); err != nil {
			return orNotFound(err, "project")
		}
		k.CreatedAt = u.now
		return u.PutAPIKey(k)
	})
	if err != nil {
		return nil, err
	}
	return &wire.NewKey{APIKey: keyView(k), APISecret: secret}, nil
}

// Keys returns a project's keys, the oldest first.
func (s *Service) Keys(ctx context.Context, project string) (views []wire.APIKey, err error) {
	views = []wire.APIKey{}
	err = s.store.View(ctx, func(tx Tx) error {
		keys, err := tx.APIKeys(project)
		for _, k := range keys {
			views = append(views, keyView(k))
		}
		return err
	})
	return views, err
}

// RevokeKey ends a key, by its id or its client id; servers know within seconds. The
// last one that works is not revoked by mistake.
func (s *Service) RevokeKey(ctx context.Context, project, key string) error {
	defer s.projects.clear()
	return s.update(ctx, func(u *unit) error {
		keys, err := u.APIKeys(project)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(keys, func(k *APIKey) bool { return k.ID == key || k.ClientID == key })
		if i < 0 {
			return notFound("key")
		}
		if !keys[i].works() {
			return nil
		}
		if !slices.ContainsFunc(keys, func(k *APIKey) bool { return k != keys[i] && k.works() }) {
			return fault(wire.CodeConflict, "This is the project's last key: add another one first.")
		}
		keys[i].RevokedAt = u.now
		return u.PutAPIKey(keys[i])
	})
}

func keyView(k *APIKey) wire.APIKey {
	return wire.APIKey{ID: k.ID, ClientID: k.ClientID, CreatedAt: k.CreatedAt, RevokedAt: k.RevokedAt}
}

// works says whether the key is not revoked.
func (k *APIKey) works() bool { return k.RevokedAt == 0 }

// ClientIDOfChallenge returns the client id with which the hosted page's script calls
// the API: the newest of the challenge's project that works, or "" when none does.
func (s *Service) ClientIDOfChallenge(ctx context.Context, challenge string) (clientID string, err error) {
	if !isID(challenge) {
		return "", notFound("challenge")
	}
	err = s.store.View(ctx, func(tx Tx) error {
		project, err := tx.ProjectOfChallenge(challenge)
		if err != nil {
			return err
		}
		keys, err := tx.APIKeys(project)
		for _, k := range slices.Backward(keys) {
			if k.works() {
				clientID = k.ClientID
				break
			}
		}
		return err
	})
	if errors.Is(err, ErrNotFound) {
		err = notFound("challenge")
	}
	return clientID, err
}
