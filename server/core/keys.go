package core

import (
	"context"
	"errors"
	"slices"
)

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
