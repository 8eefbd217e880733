package storetest

import (
	"fmt"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func labelledPairs(t *testing.T, s *store) {
	s.user()
	pair := func(n int) *core.Pair {
		return &core.Pair{
			ProjectID: project, DeviceID: id("d"), UserID: id(fmt.Sprint(n % 2)), FingerprintID: id("f"), IP: fmt.Sprint("ip", n%2),
			Current: fmt.Sprint("hash", n), Last: fmt.Sprint("hash", n-1), LastSeenAt: wire.Time(n - 1), CreatedAt: wire.Time(n),
		}
	}
	first := pair(1)
	first.Signals = wire.Raw(`{"cpu.cores":{"value":"8é"}}`)
	s.update(func(tx core.Tx) error {
		s.must(tx.InsertPair(first))
		s.must(tx.InsertPair(first)) // once more: nothing
		for n := 2; n <= 6; n++ {
			s.must(tx.InsertPair(pair(n)))
		}
		return nil
	})
	s.view(func(tx core.Tx) error {
		for _, c := range []struct {
			user  string
			limit int
			want  []*core.Pair
		}{
			{"", 2, []*core.Pair{pair(6), pair(5)}},
			{id("1"), 9, []*core.Pair{pair(5), pair(3), first}},
			{id("7"), 9, nil},
		} {
			got, err := tx.Pairs(project, c.user, c.limit)
			s.must(err)
			equal(t, got, c.want)
		}
		for since, want := range map[wire.Time]int{0: 2, 3: 2, 4: 1, 6: 0} { // of 2, 4 and 6, at most 2
			n, err := tx.PairsFrom(project, "ip0", since, 2)
			s.must(err)
			equal(t, n, want)
		}
		return nil
	})
	for _, c := range []struct {
		before      wire.Time
		keep, limit int
		want, left  int
	}{
		{2, 9, 9, 1, 5},   // the oldest by age
		{0, 3, 1, 1, 4},   // too many, a batch of one
		{0, 3, 9, 1, 3},   // the rest of too many
		{0, 3, 9, 0, 3},   // nothing left to do
		{100, 9, 9, 3, 0}, // all
	} {
		s.update(func(tx core.Tx) error {
			n, err := tx.DeletePairs(project, c.before, c.keep, c.limit)
			s.must(err)
			equal(t, n, c.want)
			left, err := tx.Pairs(project, "", 100)
			equal(t, len(left), c.left)
			return err
		})
	}
}
