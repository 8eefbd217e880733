package core

import (
	"bytes"
	"crypto/rand"
	"slices"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

func ring(t *testing.T, letters ...string) *Keyring {
	t.Helper()
	var secrets [][]byte
	for _, l := range letters {
		secrets = append(secrets, bytes.Repeat([]byte(l), 32))
	}
	k, err := NewKeyring(secrets...)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestRotation: what the old key made still counts while it is on the ring.
func TestRotation(t *testing.T) {
	old, both, fresh := ring(t, "a"), ring(t, "b", "a"), ring(t, "b")
	mac, id := old.sign(purposeCode, "x", "y")
	if !both.verify(purposeCode, id, mac, "x", "y") || fresh.verify(purposeCode, id, mac, "x", "y") {
		t.Error("verify")
	}
	if both.verify(purposeSession, id, mac, "x", "y") || both.verify(purposeCode, id, mac, "xy", "") || both.verify(purposeCode, "", nil, "x", "y") {
		t.Error("another purpose, other parts or no code at all were accepted")
	}
	sealed, err := old.seal(rand.Reader, "123456", "challenge")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := both.open(sealed, "challenge"); err != nil || got != "123456" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := fresh.open(sealed, "challenge"); err == nil {
		t.Error("opened without its key")
	}
	if _, err := both.open(sealed, "other"); err == nil {
		t.Error("opened for something else")
	}
	if _, err := NewKeyring([]byte("short")); err == nil {
		t.Error("a short key was accepted")
	}
	if _, err := NewKeyring(); err == nil {
		t.Error("a ring without a key was accepted")
	}
}

// TestTransitions walks through every pair of statuses.
func TestTransitions(t *testing.T) {
	all := []wire.ChallengeStatus{wire.StatusInitiated, wire.StatusPending, wire.StatusDelivered, wire.StatusDeliveryFailed, wire.StatusVerified, wire.StatusCompleted,
		wire.StatusFailed, wire.StatusOverridden, wire.StatusPostponed, wire.StatusSkipped, wire.StatusAdminNotified, wire.StatusExpired}
	final := []wire.ChallengeStatus{wire.StatusCompleted, wire.StatusFailed, wire.StatusOverridden, wire.StatusPostponed, wire.StatusSkipped, wire.StatusExpired}
	for _, from := range all {
		if isFinal := len(next(from)) == 0; isFinal != slices.Contains(final, from) {
			t.Errorf("%s: final %v", from, isFinal)
		}
		for _, to := range all {
			c := &Challenge{Status: from}
			moved := c.move(to, 1000)
			if moved != slices.Contains(next(from), to) || moved != (c.Status == to && c.UpdatedAt == 1000) && from != to {
				t.Errorf("%s to %s: %v, now %s", from, to, moved, c.Status)
			}
			if to == wire.StatusInitiated && moved {
				t.Errorf("%s went back to its beginning", from)
			}
		}
	}
	for _, from := range []wire.ChallengeStatus{wire.StatusDelivered, wire.StatusDeliveryFailed} {
		if slices.Contains(next(from), wire.StatusCompleted) {
			t.Errorf("%s was completed without its code", from)
		}
	}
}

// TestDeliveryID: only what a key of the ring made is read, whichever of them it was.
func TestDeliveryID(t *testing.T) {
	const challenge, sent = "0123456789abcdef01234567", wire.Time(1_795_168_800_123)
	id, err := ring(t, "a").deliveryID(challenge, sent)
	if err != nil || len(id) != 48 {
		t.Fatalf("%q, %v", id, err)
	}
	for _, k := range []*Keyring{ring(t, "a"), ring(t, "b", "a"), ring(t, "a", "b")} {
		if c, at, ok := k.readDeliveryID(id); !ok || c != challenge || at != sent {
			t.Errorf("%s, %d, %v", c, at, ok)
		}
	}
	if _, _, ok := ring(t, "b").readDeliveryID(id); ok {
		t.Error("another server's was read")
	}
	for i := range id {
		changed := []byte(id)
		changed[i] = 'a' + (changed[i]-'a'+1)%26
		if _, _, ok := ring(t, "a").readDeliveryID(string(changed)); ok {
			t.Errorf("changed at %d, it was read", i)
		}
	}
}
