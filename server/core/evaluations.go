package core

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// evaluationSlot makes at most 8,641 rows of the busiest subject's day.
const evaluationSlot = 10 * time.Second

// evaluationBatch is how many counts are written in one transaction, so that nobody waits
// long for it.
const evaluationBatch = 500

// evaluations are those that were counted and not written yet. A login that wrote its own
// counts would wait for the disk and for every other one from its address; so servers add
// theirs up and write every other second. They are facts that rules look at and no
// budgets: what a server that is killed loses of them is two seconds.
type evaluations struct {
	mu      sync.Mutex
	waiting map[evaluated][]Attempts
}

// evaluated is who is counted, for one action.
type evaluated struct{ project, subject string }

func (l *evaluations) add(project string, subjects []string, at wire.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waiting == nil {
		l.waiting = map[evaluated][]Attempts{}
	}
	for _, subject := range subjects {
		l.change(evaluated{project, subject}, at, 1)
	}
}

func (l *evaluations) change(of evaluated, at wire.Time, n int) {
	list := l.waiting[of]
	i := slices.IndexFunc(list, func(a Attempts) bool { return a.At == at })
	if i < 0 {
		list, i = append(list, Attempts{At: at}), len(list)
	}
	list[i].N += n
	if list = slices.DeleteFunc(list, func(a Attempts) bool { return a.N == 0 }); len(list) == 0 {
		delete(l.waiting, of)
		return
	}
	l.waiting[of] = list
}

// of are those of a subject.
func (l *evaluations) of(project, subject string) []Attempts {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.waiting[evaluated{project, subject}])
}

// list returns all, in an order that is always the same, so that two servers that write
// theirs at once never wait for each other in a circle.
func (l *evaluations) list() (counts []SubjectAttempts) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, of := range slices.SortedFunc(maps.Keys(l.waiting), func(a, b evaluated) int {
		return cmp.Or(cmp.Compare(a.project, b.project), cmp.Compare(a.subject, b.subject))
	}) {
		for _, a := range l.waiting[of] {
			counts = append(counts, SubjectAttempts{of.project, of.subject, a})
		}
	}
	return counts
}

// written forgets what the store knows now.
func (l *evaluations) written(counts []SubjectAttempts) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range counts {
		l.change(evaluated{c.Project, c.Subject}, c.At, -c.N)
	}
}

// writeEvaluations writes what was counted.
func (s *Service) writeEvaluations(ctx context.Context) error {
	for batch := range slices.Chunk(s.evaluations.list(), evaluationBatch) {
		if err := s.store.Update(ctx, func(tx Tx) error { return tx.AddAttempts(batch) }); err != nil {
			return err
		}
		s.evaluations.written(batch)
	}
	return nil
}
