package dashboard

import (
	"net/http"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// span is how far the overview looks back.
type span struct {
	Key, Name string
	// step is how long a column lasts, n how many there are.
	step time.Duration
	n    int
}

var spans = []span{
	{"day", "24 hours", time.Hour, 24},
	{"week", "7 days", 6 * time.Hour, 28},
	{"month", "30 days", 24 * time.Hour, 30},
}

func spanOf(key string) span {
	for _, s := range spans {
		if s.Key == key {
			return s
		}
	}
	return spans[0]
}

type overviewData struct {
	Span       span
	Spans      []span
	Live       bool
	Users      int
	Charts     []chart
	Figures    []figure
	Challenges []core.ChallengeEntry
	// Enforced is false while rules only report.
	Enforced bool
	Origins  int
	// Disabled are webhook endpoints that nothing is sent to.
	Disabled int
}

// figure is a number that stands for itself.
type figure struct {
	Name string
	N    int
	// Note is what it is made of.
	Note string
}

// latestChallenges is how many the overview lists.
const latestChallenges = 8

func (d *Dashboard) overview(q *request) error {
	query := q.r.URL.Query()
	data := overviewData{Span: spanOf(query.Get("span")), Spans: spans, Live: query.Get("live") != "off", Origins: len(q.project.Origins)}
	now := wire.Time(d.Now().UnixMilli())
	step := wire.Time(data.Span.step.Milliseconds())
	first := now - now%step - step*wire.Time(data.Span.n-1)
	hours, users, err := d.Core.ActivitySince(q.ctx(), q.project.ID, first)
	if err != nil {
		return err
	}
	data.Users = users
	data.Charts, data.Figures = drawn(counted{hours, first, step, data.Span.n})
	list, err := d.Core.ListChallenges(q.ctx(), q.project.ID, core.ChallengeList{Limit: latestChallenges})
	if err != nil {
		return err
	}
	data.Challenges = list.Items
	settings, err := q.settings()
	if err != nil {
		return err
	}
	data.Enforced = settings.Enforce == core.EnforceOn || settings.Enforce == ""
	endpoints, err := d.Core.WebhookEndpoints(q.ctx(), q.project.ID)
	for _, e := range endpoints {
		if e.DisabledAt != 0 {
			data.Disabled++
		}
	}
	if err != nil {
		return err
	}
	return q.render(http.StatusOK, page{Title: "Overview", Section: "overview", template: "overview", Live: data.Live, Data: data})
}

// counted is activity that charts are made of.
type counted struct {
	hours []core.Activity
	first wire.Time
	step  wire.Time
	n     int
}

// values are what has one of the names, by column.
func (c counted) values(names ...string) []int {
	v := make([]int, c.n)
	for _, h := range c.hours {
		for _, name := range names {
			if i := int((h.Hour - c.first) / c.step); h.Name == name && i >= 0 && i < c.n {
				v[i] += h.N
			}
		}
	}
	return v
}

func (c counted) chart(id, title, about string, all ...series) chart {
	starts := make([]wire.Time, c.n)
	for i := range starts {
		starts[i] = c.first + wire.Time(i)*c.step
	}
	return chart{ID: id, Title: title, About: about, Series: all, Starts: starts, Step: c.step}
}

func drawn(c counted) ([]chart, []figure) {
	attaches, devices := c.values(core.ActivityAttach), c.values(core.ActivityNewDevice)
	known := make([]int, c.n)
	for i := range known {
		known[i] = max(0, attaches[i]-devices[i])
	}
	challenges := c.chart("challenges", "Challenges", "People who were asked to prove that an account is theirs, and how that ended.",
		series{"Raised", "tone-1", c.values("challenge.initiated")},
		series{"Completed", "tone-good", c.values("challenge.completed")},
		series{"Failed or expired", "tone-bad", c.values(core.ActivityFailed, core.ActivityExpired)})
	challenges.Grouped = true
	charts := []chart{
		c.chart("attaches", "Attaches", "Pages that said who uses them, on which device.",
			series{"Known devices", "tone-1", known}, series{"New devices", "tone-2", devices}),
		challenges,
		c.chart("verdicts", "Verdicts", "What evaluate answered at sign-ups and logins.",
			series{"Allow", "tone-good", c.values("verdict.allow")},
			series{"Challenge", "tone-2", c.values("verdict.challenge")},
			series{"Deny", "tone-bad", c.values("verdict.deny")}),
		c.chart("deliveries", "Deliveries", "Codes and webhooks that were sent. A retry is an attempt that failed and is made again.",
			series{"Delivered", "tone-good", c.values(core.ActivityMessageSent, core.ActivityWebhookDelivered)},
			series{"Retried", "tone-2", c.values(core.ActivityWebhookRetried)},
			series{"Given up", "tone-bad", c.values(core.ActivityMessageFailed, core.ActivityWebhookFailed)}),
	}
	sum := func(names ...string) int { return series{Values: c.values(names...)}.Total() }
	return charts, []figure{
		{"Attaches", sum(core.ActivityAttach), number(sum(core.ActivityNewDevice)) + " new devices"},
		{"Challenges", sum("challenge.initiated"), number(sum("challenge.completed")) + " completed"},
		{"Signs of sharing", sum("user.account_sharing_signal"), number(sum("device.detached")) + " devices logged out"},
		{"Verdicts", sum("verdict.allow", "verdict.challenge", "verdict.deny"), number(sum("verdict.deny")) + " denied"},
		{"New users", sum(core.ActivityNewUser), number(sum("user.converted")) + " converted"},
	}
}
