package storetest

import (
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// List is something that the dashboard lists, and the index that has it in its order.
type List struct {
	Read func(core.Tx) error
	// SQLite and Postgres are the index's names.
	SQLite, Postgres string
}

var from = core.Cursor{At: 5, ID: "x"}

// Lists are what must be read from an index, so that a page costs what it shows and
// not what there is, by name.
var Lists = map[string]List{
	"users":            {func(tx core.Tx) error { _, err := tx.UserPage("p", from, 9); return err }, "users_created", "users_created"},
	"users by account": {func(tx core.Tx) error { _, err := tx.UsersByAccount("p", "a", "b", 9); return err }, "sqlite_autoindex_users", "users_account"},
	"users by address": {func(tx core.Tx) error { _, err := tx.UsersByEmail("p", "A@example.com", 9); return err }, "users_email", "users_email"},
	"challenges": {func(tx core.Tx) error {
		_, err := tx.ChallengePage("p", core.ChallengeList{After: from, Limit: 9})
		return err
	}, "challenges_page", "challenges_page"},
	"completed": {func(tx core.Tx) error {
		_, err := tx.ChallengePage("p", core.ChallengeList{Statuses: []wire.ChallengeStatus{"completed"}, After: from, Limit: 9})
		return err
	}, "challenges_status", "challenges_status"},
	"events of one": {func(tx core.Tx) error { _, err := tx.EventsOfChallenge("p", "c", 9); return err }, "events_challenge", "events_challenge"},
	"deliveries": {func(tx core.Tx) error {
		_, err := tx.WebhookDeliveries("p", core.WebhookDeliveryQuery{After: from, Limit: 9})
		return err
	}, "webhook_deliveries_page", "webhook_deliveries_page"},
	"failed deliveries": {func(tx core.Tx) error {
		_, err := tx.WebhookDeliveries("p", core.WebhookDeliveryQuery{Failed: true, Limit: 9})
		return err
	}, "webhook_deliveries_failed", "webhook_deliveries_failed"},
	"endpoint deliveries": {func(tx core.Tx) error {
		_, err := tx.WebhookDeliveries("p", core.WebhookDeliveryQuery{Endpoint: "e", Limit: 9})
		return err
	}, "webhook_deliveries_endpoint", "webhook_deliveries_endpoint"},
	"activity": {func(tx core.Tx) error { _, err := tx.Activity("p", 5, 9); return err }, "PRIMARY KEY", "activity_pkey"},
	"samples":  {func(tx core.Tx) error { _, err := tx.Samples("p", 5, 9); return err }, "PRIMARY KEY", "evaluation_samples_pkey"},
}
