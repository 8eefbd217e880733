package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// fingerprintAge: what nobody shows any more goes, unless an attached device has it.
func fingerprintAge(t *testing.T, s *store) {
	u := s.user()
	put := func(tx core.Tx, fp string, at wire.Time) {
		s.must(tx.PutFingerprintVersion(project, core.FingerprintVersion{FingerprintID: fp, Hash: fmt.Sprint(fp, at), LastSeenAt: at}, []uint64{7}, 3))
	}
	s.update(func(tx core.Tx) error {
		for i := range 5 {
			put(tx, fmt.Sprint("old", i), wire.Time(i))
		}
		put(tx, "again", 1)
		put(tx, "again", 50) // one version is old, the fingerprint is not
		put(tx, "attached", 1)
		put(tx, "detached", 1)
		attached, detached := device(u, "a"), device(u, "b")
		attached.FingerprintID, attached.Status = "attached", wire.DeviceAttached
		detached.FingerprintID, detached.Status = "detached", wire.DeviceDetached
		return errors.Join(tx.InsertDevice(attached), tx.InsertDevice(detached))
	})
	for _, c := range []struct{ limit, want, left int }{{2, 2, 7}, {9, 4, 3}, {9, 0, 3}} {
		s.update(func(tx core.Tx) error {
			n, err := tx.DeleteFingerprints(project, 50, c.limit)
			s.must(err)
			equal(t, n, c.want)
			n, err = tx.CountFingerprints(project)
			equal(t, n, c.left)
			return err
		})
	}
	s.view(func(tx core.Tx) error {
		list, err := tx.FingerprintVersions(project, "attached")
		equal(t, len(list), 1)
		return err
	})
}

// longHashes: a hash of another library may be as long as the API takes.
func longHashes(t *testing.T, s *store) {
	var long strings.Builder
	for n := range 1024 {
		fmt.Fprintf(&long, "%04x", (n*40503+n*n*7919)%65536)
	}
	want := core.FingerprintVersion{FingerprintID: id("a"), Hash: long.String(), LastSeenAt: 3}
	s.update(func(tx core.Tx) error { return tx.PutFingerprintVersion(project, want, nil, 3) })
	s.view(func(tx core.Tx) error {
		got, err := tx.FingerprintByHash(project, want.Hash)
		equal(t, got, want)
		return err
	})
}

// bandKeysReplaced: a hash that is seen again is found by the keys that it has now.
func bandKeysReplaced(t *testing.T, s *store) {
	v := core.FingerprintVersion{FingerprintID: id("a"), Hash: "x", LastSeenAt: 3}
	s.update(func(tx core.Tx) error { return tx.PutFingerprintVersion(project, v, []uint64{7, 8}, 3) })
	v.LastSeenAt = 4
	s.update(func(tx core.Tx) error { return tx.PutFingerprintVersion(project, v, []uint64{0, 9}, 3) })
	s.view(func(tx core.Tx) error {
		for _, c := range []struct {
			keys []uint64
			want int
		}{{[]uint64{7, 0}, 0}, {[]uint64{0, 8}, 0}, {[]uint64{0, 9}, 1}} {
			found, err := tx.FingerprintsByBands(project, c.keys, 9)
			s.must(err)
			equal(t, len(found), c.want)
		}
		return nil
	})
}
