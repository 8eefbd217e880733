package core

import (
	"context"
	"errors"
	"slices"
	"strings"

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
	UserPage(project string, after Cursor, limit int) ([]*User, error)
	// UsersByAccount returns those whose account begins so, by account, from after one on.
	UsersByAccount(project, prefix, after string, limit int) ([]*User, error)
	// UsersByEmail returns those with an address, in capitals or not, in any order.
	UsersByEmail(project, email string, limit int) ([]*User, error)
	// UsesOf returns how users use their devices, by their ids; none where none is attached.
	UsesOf(project string, users []string) (map[string]Use, error)
	// EventsOfChallenge returns what the outbox holds of a challenge, oldest first.
	EventsOfChallenge(project, challenge string, limit int) ([]*Event, error)
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

// UserList selects users: the newest first, or those that a text finds, which is an id,
// an account or the beginning of one, or a whole email address.
type UserList struct {
	Search string
	// After is the row before; of a search its ID is an account.
	After Cursor
	Limit int
}

// UserEntry is a user with what is known of the devices that are attached.
type UserEntry struct {
	wire.User
	Devices    int
	LastSeenAt wire.Time
}

// Use is how many devices of a user are attached, and when one was seen last.
type Use struct {
	Devices    int
	LastSeenAt wire.Time
}

// maxSearch is longer than any account and any address that is kept.
const maxSearch = 320

// ListUsers returns one page of a project's users.
func (s *Service) ListUsers(ctx context.Context, project string, q UserList) (list List[UserEntry], err error) {
	q.Search = strings.TrimSpace(q.Search)
	if len(q.Search) > maxSearch {
		return list, invalid("search", "Nothing that is kept is so long.")
	}
	err = s.store.View(ctx, func(tx Tx) error {
		page, err := q.page(tx, project)
		if err != nil {
			return err
		}
		ids := make([]string, len(page.Items))
		for i, u := range page.Items {
			ids[i] = u.ID
		}
		uses, err := tx.UsesOf(project, ids)
		list = List[UserEntry]{Next: page.Next}
		for _, u := range page.Items {
			list.Items = append(list.Items, UserEntry{userView(u), uses[u.ID].Devices, uses[u.ID].LastSeenAt})
		}
		return err
	})
	return list, err
}

func (q UserList) page(tx Tx, project string) (List[*User], error) {
	if q.Search == "" {
		rows, err := tx.UserPage(project, q.After, q.Limit+1)
		return cut(rows, q.Limit, func(u *User) Cursor { return Cursor{u.CreatedAt, u.ID} }), err
	}
	byAccount, err := tx.UsersByAccount(project, q.Search, q.After.ID, q.Limit+1)
	if err != nil {
		return List[*User]{}, err
	}
	found := cut(byAccount, q.Limit, func(u *User) Cursor { return Cursor{ID: u.Account} })
	if q.After.ID == "" {
		exact, err := q.exact(tx, project)
		found.Items = append(exact, slices.DeleteFunc(found.Items, func(u *User) bool {
			return slices.ContainsFunc(exact, func(e *User) bool { return e.ID == u.ID })
		})...)
		return found, err
	}
	return found, nil
}

// exact are those that the text names in another way than by an account.
func (q UserList) exact(tx Tx, project string) (list []*User, err error) {
	if isID(q.Search) {
		u, err := tx.User(project, q.Search)
		if err == nil {
			list = append(list, u)
		} else if !errors.Is(err, ErrNotFound) {
			return nil, err
		}
	}
	if strings.Contains(q.Search, "@") {
		byEmail, err := tx.UsersByEmail(project, q.Search, q.Limit)
		return append(list, byEmail...), err
	}
	return list, nil
}
