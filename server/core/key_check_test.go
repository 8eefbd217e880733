package core_test

import (
	"strings"
	"testing"

	"github.com/openrupt/openrupt/server/core"
)

// TestKeys: a database knows the keys that it was used with.
func TestKeys(t *testing.T) {
	w := newWorld(t, nil)
	with := func(letters ...string) *core.Service {
		var secrets [][]byte
		for _, l := range letters {
			secrets = append(secrets, []byte(strings.Repeat(l, 32)))
		}
		keys, err := core.NewKeyring(secrets...)
		must(t, err)
		s, err := core.New(core.Config{Store: w.store, Clock: w.clock, Keys: keys})
		must(t, err)
		return s
	}
	fails := func(err error) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), "RUPT_MASTER_KEY") || !strings.Contains(err.Error(), "--adopt-master-key") {
			t.Errorf("%v", err)
		}
	}
	must(t, with("a").CheckKeys(ctx)) // never used
	must(t, with("b").CheckKeys(ctx))
	must(t, with("a").AdoptKeys(ctx, false))
	must(t, with("a").CheckKeys(ctx))
	fails(with("b").CheckKeys(ctx))
	fails(with("b").AdoptKeys(ctx, false))
	must(t, with("b", "a").AdoptKeys(ctx, false)) // replaced
	must(t, with("b").AdoptKeys(ctx, false))
	fails(with("c").AdoptKeys(ctx, false))
	must(t, with("c").AdoptKeys(ctx, true)) // lost
	must(t, with("c").AdoptKeys(ctx, false))
}
