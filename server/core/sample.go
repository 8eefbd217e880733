package core

import (
	"encoding/json"
	"sync"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// Sample is what one evaluation was decided upon, without whose it was: no account, no
// address of any kind. A new policy is tried on samples.
type Sample struct {
	ProjectID string
	ID        string
	// Facts are evaluate.Facts as JSON.
	Facts     wire.Raw
	CreatedAt wire.Time
}

// SampleTx reads and writes samples of evaluations.
type SampleTx interface {
	InsertSample(*Sample) error
	// Samples returns at most limit of a project since then, the latest first.
	Samples(project string, since wire.Time, limit int) ([]*Sample, error)
	// DeleteSamples forgets those made before then.
	DeleteSamples(before wire.Time) error
}

// sampler keeps one evaluation a second of each project: enough to see what a policy
// would do, and no more of a flood than of a quiet day.
type sampler struct {
	mu   sync.Mutex
	last map[string]wire.Time
}

func (s *sampler) wants(project string, now wire.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last == nil {
		s.last = map[string]wire.Time{}
	}
	if last := s.last[project]; now >= last && now-last < ms(sampleEvery) {
		return false
	}
	s.last[project] = now
	return true
}

const (
	sampleEvery = time.Second
	samplesKept = 48 * time.Hour
)

// keepSample keeps the facts. The mailbox behind an address is left out: of
// a visitor who never signs up nobody could ask for it to be erased.
func (e *evaluation) keepSample(u *unit) error {
	facts := e.facts
	facts.Email.Normalized = ""
	text, err := json.Marshal(facts)
	if err != nil {
		return err
	}
	id, err := e.s.newID()
	if err != nil {
		return err
	}
	return u.InsertSample(&Sample{ProjectID: e.Project.ID, ID: id, Facts: text, CreatedAt: e.now})
}
