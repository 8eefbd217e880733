package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/population"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/core/coretest"
	"github.com/openrupt/openrupt/server/identify/calibrate"
)

// drift is what devices do of which everything is known: they change three times as
// often as the shipped rates have it.
func drift(t *testing.T, n int, seed uint64) []population.Pair {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 7))
	events, err := population.Events()
	if err != nil {
		t.Fatal(err)
	}
	for i := range events {
		if events[i].How != "next" {
			events[i].Weekly *= 3
		}
	}
	return population.Drift(population.Synthetic(n, r), events, r, func() int { return 1 + r.IntN(20) })
}

// visit has devices attach twice, as their browsers would, with their weeks between.
func visit(t *testing.T, database string, pairs []population.Pair) {
	t.Helper()
	store, err := app.OpenStore(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := core.NewKeyring([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	clock := coretest.NewClock(now)
	s, err := core.New(core.Config{Store: store, Clock: clock, Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SeedDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, err := s.AuthenticateBrowser(t.Context(), core.DemoClientID, "")
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range pairs[:min(len(pairs), visitors)] {
		c.IP = netip.AddrFrom4([4]byte{10, byte(i >> 8), byte(i), 1})
		clock.Set(now.Add(-time.Duration(p.Days*24) * time.Hour))
		r := &wire.AttachRequest{Account: fmt.Sprint("user", i), Fingerprint: p.Before.String()}
		reply, err := s.Attach(t.Context(), c, r)
		if err == nil {
			clock.Set(now)
			r.Fingerprint, r.LastAccess = p.After.String(), reply.Access
			_, err = s.Attach(t.Context(), c, r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	keep(t, store, pairs[min(len(pairs), visitors):], now)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
}

// visitors is how many devices really attach; to have the others do so would take
// minutes, and teach nothing more.
const visitors = 60

// keep adds pairs as a server does.
func keep(t *testing.T, store core.Store, pairs []population.Pair, now time.Time) {
	t.Helper()
	err := store.Update(t.Context(), func(tx core.Tx) error {
		projects, err := tx.Projects()
		if err != nil {
			return err
		}
		for i, p := range pairs {
			err = errors.Join(err, tx.InsertPair(&core.Pair{
				ProjectID: projects[0].ID, DeviceID: fmt.Sprint("device", i), UserID: fmt.Sprint("user", i), IP: fmt.Sprint(i),
				Current: p.After.String(), Last: p.Before.String(),
				LastSeenAt: wire.Time(now.Add(-time.Duration(p.Days*24) * time.Hour).UnixMilli()), CreatedAt: wire.Time(now.UnixMilli()),
			}))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func measured(pairs []population.Pair, m *fingerprint.Model) calibrate.Measure {
	var list []calibrate.Pair
	for i, p := range pairs {
		list = append(list, calibrate.Pair{Device: fmt.Sprint(i), Current: p.After, Last: p.Before, Days: p.Days})
	}
	return calibrate.MeasureOf(calibrate.Judge(list, m), m)
}

// TestCalibrate: visits are kept as pairs, rupt calibrate fits a file to them, and
// with that file the answers about devices that it never saw are better.
func TestCalibrate(t *testing.T) {
	database := newDatabase(t)
	out := filepath.Join(t.TempDir(), "calibration.json")
	visit(t, database, drift(t, 30, 1))
	refused(t, "too little data: 30 labelled pairs of 30 devices; it takes 800", "calibrate", "--project", "Demo", "--out", out)
	if _, err := os.Stat(out); err == nil {
		t.Error("a file was written")
	}

	database = newDatabase(t)
	visit(t, database, drift(t, 3000, 2))
	printed := ok(t, "calibrate", "--project", "Demo", "--out", out)
	for _, want := range []string{"3000 labelled pairs; fitted to 1500 devices, tested on 1500 others", "confidence", "0.93–1.00", "ECE", "wrote " + out} {
		if !strings.Contains(printed, want) {
			t.Errorf("no %q in %s", want, printed)
		}
	}
	file, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	own, err := calibrate.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	others := drift(t, 1200, 3)
	before, after := measured(others, fingerprint.Shipped()), measured(others, own)
	if after.Loss >= before.Loss || after.Over > 3 {
		t.Errorf("ECE %.4f as shipped, %.4f calibrated; loss %.4f, %.4f; over %.1f", before.ECE, after.ECE, before.Loss, after.Loss, after.Over)
	}
	server, err := app.New(t.Context(), app.Config{Addr: "localhost:0", Dev: true, DataDir: t.TempDir(), Rules: app.Rules{Calibration: out}})
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Close(); err != nil {
		t.Error(err)
	}
}

func TestPairsOfOneBrowser(t *testing.T) {
	a, b := population.Synthetic(2, rand.New(rand.NewPCG(1, 1)))[0].Print().String(), "0123"
	list := pairsOf([]*core.Pair{
		{DeviceID: "ann", FingerprintID: "f", IP: "1", Current: a, Last: a},
		{DeviceID: "bob", FingerprintID: "f", IP: "1", Current: a, Last: a},
		{DeviceID: "bob", FingerprintID: "f", IP: "2", Current: a, Last: a},
		{DeviceID: "cyd", FingerprintID: "f", IP: "3", Current: a, Last: a, LastSeenAt: 0, CreatedAt: 86_400_000},
		{DeviceID: "dan", FingerprintID: "g", IP: "4", Current: a, Last: b},
	})
	if len(list) != 4 || list[0].Device != list[1].Device || list[1].Device != list[2].Device || list[3].Device == list[0].Device || list[3].Days != 1 {
		t.Errorf("%+v", list)
	}
}
