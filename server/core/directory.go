package core

import (
	"context"

	"github.com/openrupt/openrupt/internal/wire"
)

// What follows is for operators, who page through lists that may be long: a page begins
// after a row and not after a number of rows, and nobody counts them.

// Cursor is the row that a page begins after, by when it was made and its id. The zero
// one is before the newest.
type Cursor struct {
	At wire.Time
	ID string
}

// List is one page.
type List[T any] struct {
	Items []T
	// Next is where the next page begins; zero on the last.
	Next Cursor
}

// cut makes a page of at most limit out of rows of which one more was asked for.
func cut[T any](rows []T, limit int, at func(T) Cursor) List[T] {
	if len(rows) <= limit {
		return List[T]{Items: rows}
	}
	return List[T]{Items: rows[:limit], Next: at(rows[limit-1])}
}

// ChallengeList selects challenges, newest first.
type ChallengeList struct {
	// Statuses are those wanted; none means all.
	Statuses []wire.ChallengeStatus
	After    Cursor
	Limit    int
}

// ChallengeEntry is a challenge with the account that it is about; "" for a signup that
// nobody is known for yet.
type ChallengeEntry struct {
	wire.Challenge
	Account string
}

// DirectoryTx reads lists for operators, each newest first and from after a row on.
type DirectoryTx interface {
	ChallengePage(project string, q ChallengeList) ([]*Challenge, error)
}

// OpenStatuses are those of challenges that may still be settled.
func OpenStatuses() []wire.ChallengeStatus {
	return append([]wire.ChallengeStatus(nil), openStatuses...)
}

// ListChallenges returns one page of a project's challenges, newest first.
func (s *Service) ListChallenges(ctx context.Context, project string, q ChallengeList) (list List[ChallengeEntry], err error) {
	err = s.store.View(ctx, func(tx Tx) error {
		limit := q.Limit
		q.Limit++
		rows, err := tx.ChallengePage(project, q)
		if err != nil {
			return err
		}
		page := cut(rows, limit, func(c *Challenge) Cursor { return Cursor{c.CreatedAt, c.ID} })
		list.Next, list.Items = page.Next, nil
		for _, c := range page.Items {
			entry, err := s.challengeEntry(tx, c)
			if err != nil {
				return err
			}
			list.Items = append(list.Items, entry)
		}
		return nil
	})
	return list, err
}

func (s *Service) challengeEntry(tx Tx, c *Challenge) (e ChallengeEntry, err error) {
	var owner *User
	if c.UserID != "" {
		if owner, err = tx.User(c.ProjectID, c.UserID); err != nil {
			return e, err
		}
		e.Account = owner.Account
	}
	e.Challenge = challengeView(c, owner, s.now(), Server)
	return e, nil
}
