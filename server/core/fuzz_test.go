package core

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

type stopped struct{}

func (stopped) Now() time.Time { return time.UnixMilli(1_630_454_400_000) }

// FuzzToken: what nobody signed is refused as what it is, and never read.
func FuzzToken(f *testing.F) {
	keys, err := NewKeyring([]byte(strings.Repeat("k", 32)))
	if err != nil {
		f.Fatal(err)
	}
	s, p := &Service{keys: keys, clock: stopped{}}, &Project{ID: "0123456789abcdef01234567"}
	reply, err := s.SignToken(context.Background(), Caller{Class: Server, Project: p}, &wire.TokenRequest{User: "ann"})
	if err != nil {
		f.Fatal(err)
	}
	good := reply.Secret
	parts := strings.Split(good, ".")
	for _, seed := range []string{good, good + ".", "..", parts[0] + "..", "." + parts[1] + ".", strings.ToUpper(good), "eyJhbGciOiJub25lIn0." + parts[1] + "."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, token string) {
		claims, err := s.readToken(p, token)
		switch {
		case (err == nil || err == errTokenExpired) && claims.User != "ann":
			t.Errorf("%q was read as %+v", token, claims)
		case err != nil && err != errToken && err != errTokenExpired:
			t.Errorf("%q: %v", token, err)
		case err != nil && err != errTokenExpired && claims != tokenClaims{}:
			t.Errorf("%q is refused and says %+v", token, claims)
		}
	})
}

// FuzzDeliveryID: an id that is not of a key of the ring names nothing.
func FuzzDeliveryID(f *testing.F) {
	keys, err := NewKeyring([]byte(strings.Repeat("k", 32)))
	if err != nil {
		f.Fatal(err)
	}
	const challenge = "0123456789abcdef01234567"
	good, err := keys.deliveryID(challenge, 1_630_454_400_000)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{good, "", good[1:], good + "a", strings.ToUpper(good), strings.Repeat("a", len(good))} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, id string) {
		if got, sent, ok := keys.readDeliveryID(id); ok && (got != challenge || sent != 1_630_454_400_000) {
			t.Errorf("%q names %s of %d", id, got, sent)
		}
	})
}
