package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/sqlite"
	"github.com/openrupt/openrupt/server/store/sqlstore"
)

// planned notes how each query will be answered.
type planned struct {
	*sql.DB
	t    *testing.T
	plan []string
}

// Query explains the query before it runs.
func (p *planned) Query(query string, args ...any) (*sql.Rows, error) {
	rows, err := p.DB.Query("EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			return nil, err
		}
		p.plan = append(p.plan, detail)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return p.DB.Query(query, args...)
}

// TestListsAreLookUps: what the dashboard lists is read from an index that has it in its
// order, so that a page costs what it shows and not what there is.
func TestListsAreLookUps(t *testing.T) {
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "rupt.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	from := core.Cursor{At: 5, ID: "x"}
	for name, tt := range map[string]struct {
		read  func(*sqlstore.Tx) error
		index string
	}{
		"users":            {func(tx *sqlstore.Tx) error { _, err := tx.UserPage("p", from, 9); return err }, "users_created"},
		"users by account": {func(tx *sqlstore.Tx) error { _, err := tx.UsersByAccount("p", "a", "b", 9); return err }, "sqlite_autoindex_users"},
		"challenges": {func(tx *sqlstore.Tx) error {
			_, err := tx.ChallengePage("p", core.ChallengeList{After: from, Limit: 9})
			return err
		}, "challenges_page"},
		"completed": {func(tx *sqlstore.Tx) error {
			_, err := tx.ChallengePage("p", core.ChallengeList{Statuses: []wire.ChallengeStatus{"completed"}, After: from, Limit: 9})
			return err
		}, "challenges_status"},
		"events of one": {func(tx *sqlstore.Tx) error { _, err := tx.EventsOfChallenge("p", "c", 9); return err }, "events_challenge"},
		"deliveries": {func(tx *sqlstore.Tx) error {
			_, err := tx.WebhookDeliveries("p", core.WebhookDeliveryQuery{After: from, Limit: 9})
			return err
		}, "webhook_deliveries_page"},
		"failed deliveries": {func(tx *sqlstore.Tx) error {
			_, err := tx.WebhookDeliveries("p", core.WebhookDeliveryQuery{Failed: true, Limit: 9})
			return err
		}, "webhook_deliveries_failed"},
		"endpoint deliveries": {func(tx *sqlstore.Tx) error {
			_, err := tx.WebhookDeliveries("p", core.WebhookDeliveryQuery{Endpoint: "e", Limit: 9})
			return err
		}, "webhook_deliveries_endpoint"},
		"activity": {func(tx *sqlstore.Tx) error { _, err := tx.Activity("p", 5, 9); return err }, "PRIMARY KEY"},
		"samples":  {func(tx *sqlstore.Tx) error { _, err := tx.Samples("p", 5, 9); return err }, "PRIMARY KEY"},
	} {
		p := &planned{DB: db.Pool(), t: t}
		if err := tt.read(sqlstore.New(p, sqlstore.Dialect{})); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		plan := strings.Join(p.plan, "; ")
		if len(p.plan) != 1 || !strings.HasPrefix(plan, "SEARCH ") || !strings.Contains(plan, tt.index) {
			t.Errorf("%s: %s", name, plan)
		}
	}
}
