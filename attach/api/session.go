package api

import (
	"slices"
	"sync"

	"github.com/openrupt/openrupt/internal/wire"
)

// Sessions are the sessions that right codes have earned, by challenge. The zero value
// keeps them in memory.
type Sessions struct {
	// Kept, if any, keeps them as well, so that they survive a reload.
	Kept Storage

	mu    sync.Mutex
	known []session
}

type session struct{ challenge, secret string }

// Get returns the session of a challenge, or "".
func (s *Sessions) Get(challenge string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, known := range s.known {
		if known.challenge == challenge && known.secret != "" {
			return known.secret
		}
	}
	if s.Kept != nil {
		return s.Kept.Get(sessionKey(challenge))
	}
	return ""
}

// Set keeps the session of a challenge; "" forgets it.
func (s *Sessions) Set(challenge, secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known = slices.DeleteFunc(s.known, func(known session) bool { return known.challenge == challenge })
	s.known = append(s.known, session{challenge, secret})
	if s.Kept != nil {
		s.Kept.Set(sessionKey(challenge), secret)
	}
}

func sessionKey(challenge string) string { return wire.KeyChallengeSession + ":" + challenge }
