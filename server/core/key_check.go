package core

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// mark is by what a database knows a key: derived from it, so that it tells nothing of it.
func (k *Keyring) mark(m masterKey) string {
	return hex.EncodeToString(k.macOf(m.derived[purposeMark], nil)[:12])
}

func (k *Keyring) marks() (list []string) {
	for _, key := range k.keys {
		list = append(list, k.mark(key))
	}
	return list
}

// CheckKeys says whether the database was used with one of the keys: with others, codes
// on their way, sessions, signed tokens and the secrets of webhooks cannot be read. A
// database that was never used fits every key. Nothing is written.
func (s *Service) CheckKeys(ctx context.Context) error {
	return s.store.View(ctx, func(tx Tx) error {
		known, err := tx.MasterKeys()
		if err != nil || s.keys.fit(known) {
			return err
		}
		return wrongKeys(s.keys.marks(), known)
	})
}

// AdoptKeys is CheckKeys, and remembers the keys. After force, also those that the
// database does not know.
func (s *Service) AdoptKeys(ctx context.Context, force bool) error {
	return s.update(ctx, func(u *unit) error {
		known, err := u.MasterKeys()
		if err != nil {
			return err
		}
		if !s.keys.fit(known) && !force {
			return wrongKeys(s.keys.marks(), known)
		}
		for _, mark := range s.keys.marks() {
			if slices.Contains(known, mark) {
				continue
			}
			if err := u.AddMasterKey(mark, u.now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (k *Keyring) fit(known []string) bool {
	return len(known) == 0 || slices.ContainsFunc(k.marks(), func(mark string) bool { return slices.Contains(known, mark) })
}

func wrongKeys(given, known []string) error {
	return fmt.Errorf("master key: this database was made with another one (it knows %s; given is %s). Set RUPT_MASTER_KEY to that one, "+
		"or to the new one, a comma and that one. If it is lost, start once with --adopt-master-key: codes on their way, sessions and "+
		"signed tokens end, and webhooks fail until each has a new secret (rupt webhook rotate)", shortly(known), shortly(given))
}

// shortly shows as much of marks as tells them apart.
func shortly(marks []string) string {
	var list []string
	for _, m := range marks {
		list = append(list, m[:min(8, len(m))])
	}
	return strings.Join(list, ", ")
}
