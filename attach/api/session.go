package api

import (
	"sync"

	"github.com/openrupt/openrupt/internal/wire"
)

// Sessions are the sessions that right codes have earned, by challenge. The zero value
// keeps them in memory.
type Sessions struct {
	// Kept, if any, keeps them as well, so that they survive a reload.
	Kept Storage

	mu   sync.Mutex
	byID map[string]string
}

// Get returns the session of a challenge, or "".
func (s *Sessions) Get(challenge string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	session := s.byID[challenge]
	if session == "" && s.Kept != nil {
		session = s.Kept.Get(sessionKey(challenge))
	}
	return session
}

// Set keeps the session of a challenge; "" forgets it.
func (s *Sessions) Set(challenge, session string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byID == nil {
		s.byID = map[string]string{}
	}
	s.byID[challenge] = session
	if s.Kept != nil {
		s.Kept.Set(sessionKey(challenge), session)
	}
}

func sessionKey(challenge string) string { return wire.KeyChallengeSession + ":" + challenge }
