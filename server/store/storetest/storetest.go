// Package storetest is what a [core.Store] must do, as tests that every store runs.
package storetest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

const project = "aaaaaaaaaaaaaaaaaaaaaaaa"

// Run runs the suite. open returns an empty store, which Run closes.
func Run(t *testing.T, open func(t *testing.T) core.Store) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, *store)
	}{
		{"not found", notFound}, {"rollback", rollback}, {"projects", projects}, {"master keys", masterKeys}, {"users", users}, {"devices", devices}, {"visits", visits},
		{"accesses", accesses}, {"sightings", sightings}, {"inquiry", inquiry}, {"arrivals", arrivals}, {"users of a fingerprint", usersOfFingerprint},
		{"fingerprints", fingerprints}, {"challenges", challenges}, {"codes", codes}, {"events", events},
		{"streams", streams}, {"webhook endpoints", webhookEndpoints}, {"webhook deliveries", webhookDeliveries}, {"attempts", attempts}, {"inbox", inbox},
		{"identifications", identifications}, {"labelled pairs", labelledPairs}, {"fingerprint age", fingerprintAge}, {"long hashes", longHashes}, {"band keys replaced", bandKeysReplaced}, {"access pages", accessPages}, {"user pages", userPages}, {"erase", erase},
		{"activity", activity}, {"operator sessions", operatorSessions}, {"challenge pages", challengePages}, {"user lists", userLists}, {"samples", samples}, {"uses", uses}, {"challenge events", challengeEvents},
		{"race: attaches at the limit", raceAttach}, {"race: one code", raceCode}, {"race: detach and attach", raceDetach},
		{"race: errors", raceErrors}, {"budgets", budgets}, {"race: budgets", raceBudgets}, {"race: claims", raceClaim}, {"race: webhook claims", raceWebhookClaim},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &store{Store: open(t), t: t}
			t.Cleanup(func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
			test.run(t, s)
		})
	}
}

// store is a store whose failures fail the test.
type store struct {
	core.Store
	t *testing.T
}

func (s *store) update(fn func(core.Tx) error) {
	s.t.Helper()
	s.must(s.Update(context.Background(), fn))
}

func (s *store) view(fn func(core.Tx) error) {
	s.t.Helper()
	s.must(s.View(context.Background(), fn))
}

func (s *store) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func id(letter string) string { return strings.Repeat(letter, 24) }

// user adds a project with a user in it.
func (s *store) user() *core.User {
	s.t.Helper()
	u := &core.User{ProjectID: project, ID: id("1"), Account: "ann", Metadata: wire.Raw("{}"), CreatedAt: 1, UpdatedAt: 1}
	s.update(func(tx core.Tx) error {
		return errors.Join(tx.PutProject(&core.Project{ID: project, Name: "P"}), tx.InsertUser(u))
	})
	return u
}

func notFound(t *testing.T, s *store) {
	s.view(func(tx core.Tx) error {
		for name, find := range map[string]func() error{
			"project":     func() error { _, err := tx.Project(id("9")); return err },
			"key":         func() error { _, err := tx.APIKeyByClientID("x"); return err },
			"user":        func() error { _, err := tx.User(project, id("9")); return err },
			"account":     func() error { _, err := tx.UserByAccount(project, "x"); return err },
			"device":      func() error { _, err := tx.Device(project, id("9")); return err },
			"access":      func() error { _, err := tx.Access(project, id("9")); return err },
			"fingerprint": func() error { _, err := tx.FingerprintByHash(project, "x"); return err },
			"challenge":   func() error { _, err := tx.Challenge(project, id("9")); return err },
			"its project": func() error { _, err := tx.ProjectOfChallenge(id("9")); return err },
		} {
			if err := find(); !errors.Is(err, core.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		return nil
	})
	s.update(func(tx core.Tx) error {
		if err := tx.UpdateUser(&core.User{ProjectID: project, ID: id("9")}); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("update: %v", err)
		}
		return nil
	})
}

// rollback: an error undoes everything, comes back as it was, and so does a panic.
func rollback(t *testing.T, s *store) {
	refused := errors.New("refused")
	put := func(tx core.Tx) error { return tx.PutProject(&core.Project{ID: project}) }
	err := s.Update(context.Background(), func(tx core.Tx) error { s.must(put(tx)); return refused })
	if err != refused {
		t.Errorf("%v", err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = s.Update(context.Background(), func(tx core.Tx) error { s.must(put(tx)); panic("x") })
	}()
	s.view(func(tx core.Tx) error {
		if _, err := tx.Project(project); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("it is there: %v", err)
		}
		return nil
	})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Update(ctx, put); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	s.update(put)
}

func projects(t *testing.T, s *store) {
	p := &core.Project{ID: project, Name: "Päge", LogoURL: "https://x.example/l.png", Origins: []string{"https://x.example"},
		Settings: core.Settings{DeviceLimit: 3, Enforce: core.EnforceLog, CanSkip: true}, Policy: "rules: []\n", CreatedAt: 1, UpdatedAt: 2}
	k := &core.APIKey{ProjectID: project, ID: id("b"), ClientID: "client", SecretHash: "hash", CreatedAt: 1}
	s.update(func(tx core.Tx) error { return errors.Join(tx.PutProject(p), tx.PutAPIKey(k)) })
	p.Name, p.Settings.DeviceLimit, p.Policy, k.RevokedAt = "New", 4, "# é", 9
	s.update(func(tx core.Tx) error { return errors.Join(tx.PutProject(p), tx.PutAPIKey(k)) })
	s.view(func(tx core.Tx) error {
		got, err := tx.Project(project)
		s.must(err)
		equal(t, got, p)
		list, err := tx.Projects()
		s.must(err)
		equal(t, list, []*core.Project{p})
		key, err := tx.APIKeyByClientID("client")
		s.must(err)
		equal(t, key, k)
		key, err = tx.APIKeyBySecretHash("hash")
		s.must(err)
		equal(t, key, k)
		keys, err := tx.APIKeys(project)
		equal(t, keys, []*core.APIKey{k})
		return err
	})
}

func masterKeys(t *testing.T, s *store) {
	s.update(func(tx core.Tx) error {
		return errors.Join(tx.AddMasterKey("b", 1), tx.AddMasterKey("a", 2), tx.AddMasterKey("b", 3))
	})
	s.view(func(tx core.Tx) error {
		got, err := tx.MasterKeys()
		equal(t, got, []string{"b", "a"})
		return err
	})
}

func users(t *testing.T, s *store) {
	u := s.user()
	s.update(func(tx core.Tx) error { // does nothing
		return tx.InsertUser(&core.User{ProjectID: project, ID: id("2"), Account: "ann", Metadata: wire.Raw("{}")})
	})
	u.Email, u.Phone, u.Suspended, u.Language, u.UpdatedAt = "a@b.example", "+15551234567", true, "pt-BR", 5
	u.Metadata, u.Groups = wire.Raw(`{"a":"é"}`), []wire.Group{{ID: "g", Name: "G", Metadata: wire.Raw(`{}`)}}
	s.update(func(tx core.Tx) error { return tx.UpdateUser(u) })
	s.update(func(tx core.Tx) error {
		for _, find := range []func() (*core.User, error){
			func() (*core.User, error) { return tx.User(project, u.ID) },
			func() (*core.User, error) { return tx.UserByAccount(project, "ann") },
			func() (*core.User, error) { return tx.LockUser(project, u.ID) },
			func() (*core.User, error) { return tx.LockAccount(project, "ann") },
		} {
			got, err := find()
			s.must(err)
			equal(t, got, u)
		}
		return nil
	})
}
