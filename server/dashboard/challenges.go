package dashboard

import (
	"net/http"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// filter is a choice of statuses.
type filter struct {
	Key, Name string
	statuses  []wire.ChallengeStatus
}

var filters = []filter{
	{"", "All", nil},
	{"open", "Open", core.OpenStatuses()},
	{"completed", "Completed", []wire.ChallengeStatus{wire.StatusCompleted}},
	{"skipped", "Skipped", []wire.ChallengeStatus{wire.StatusSkipped, wire.StatusPostponed}},
	{"failed", "Failed", []wire.ChallengeStatus{wire.StatusFailed, wire.StatusExpired}},
}

func filterOf(key string) filter {
	for _, f := range filters {
		if f.Key == key {
			return f
		}
	}
	return filters[0]
}

type challengesData struct {
	Filter  filter
	Filters []filter
	List    []core.ChallengeEntry
	Pager   pager
}

func (d *Dashboard) challenges(q *request) error {
	query := q.r.URL.Query()
	f := filterOf(query.Get("status"))
	list, err := d.Core.ListChallenges(q.ctx(), q.project.ID, core.ChallengeList{Statuses: f.statuses, After: cursor(query), Limit: perPage})
	if err != nil {
		return err
	}
	return q.render(http.StatusOK, page{Title: "Challenges", Section: "challenges", template: "challenges",
		Data: challengesData{f, filters, list.Items, pages(q.path("/challenges"), query, list.Next)}})
}

func (d *Dashboard) challenge(q *request) error {
	f, err := d.Core.ChallengeFile(q.ctx(), q.project.ID, q.r.PathValue("challenge"))
	if err != nil {
		return err
	}
	return q.render(http.StatusOK, page{Title: "Challenge", Section: "challenges", template: "challenge", Notice: q.done(), Data: f})
}

// challengeActions are the changes of a challenge, by path.
func (d *Dashboard) challengeActions() map[string]handler {
	one := "/challenges/{challenge}"
	id := func(q *request) string { return q.r.PathValue("challenge") }
	return map[string]handler{
		one + "/complete": d.operate("complete challenge", "completed", one, func(q *request) error {
			return d.Core.PassChallenge(q.ctx(), q.project.ID, id(q))
		}),
		one + "/end": d.operate("end challenge", "ended", one, func(q *request) error {
			return d.Core.EndChallenge(q.ctx(), q.project.ID, id(q))
		}),
		one + "/unlock": d.operate("unlock user of challenge", "unlocked", one, func(q *request) error {
			f, err := d.Core.ChallengeFile(q.ctx(), q.project.ID, id(q))
			if err != nil {
				return err
			}
			if f.User == nil || f.User.ID == "" {
				return &wire.Error{Code: wire.CodeNotFound, Message: "No account belongs to this challenge yet."}
			}
			return d.Core.UnlockUser(q.ctx(), q.project.ID, f.User.ID)
		}),
	}
}
