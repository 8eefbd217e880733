package httpapi

import (
	"errors"
	"net/url"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func TestChallengeQuery(t *testing.T) {
	const day = 86_400_000
	for query, want := range map[string]any{
		"":                                       core.ChallengeQuery{Page: 1, Limit: 10},
		"page=3&limit=100":                       core.ChallengeQuery{Page: 3, Limit: 100},
		"start_date=1970-01-02":                  core.ChallengeQuery{Page: 1, Limit: 10, Start: day},
		"end_date=1970-01-02":                    core.ChallengeQuery{Page: 1, Limit: 10, End: 2*day - 1},
		"end_date=1970-01-01T00:00:00.5Z":        core.ChallengeQuery{Page: 1, Limit: 10, End: 500},
		"start_date=1970-01-01T01:00:01%2B01:00": core.ChallengeQuery{Page: 1, Limit: 10, Start: 1000},
		"start_date=1970-01-01T01:00:01+01:00":   core.ChallengeQuery{Page: 1, Limit: 10, Start: 1000},
		"page=0":                                 "page",
		"page=-1":                                "page",
		"page=x":                                 "page",
		"limit=0":                                "limit",
		"limit=101":                              "limit",
		"limit=1.5":                              "limit",
		"start_date=yesterday":                   "start_date",
		"end_date=12":                            "end_date",
	} {
		q, _ := url.ParseQuery(query)
		got, err := challengeQuery(q)
		var e *wire.Error
		switch {
		case errors.As(err, &e):
			if e.Param != want {
				t.Errorf("%s: error about %q, want %v", query, e.Param, want)
			}
		case got != want:
			t.Errorf("%s: %+v, want %+v", query, got, want)
		}
	}
}

func TestEvaluateQuery(t *testing.T) {
	q, _ := url.ParseQuery(`action=login&user=u&ip=192.0.2.1&fingerprint=a&fingerprint=b&metadata={"k":1}&version=2.32.0`)
	in, err := evaluateQuery(q)
	if err != nil {
		t.Fatal(err)
	}
	if in.Action != "login" || in.User != "u" || in.IP != "192.0.2.1" || in.Version != "2.32.0" ||
		in.Fingerprint.Current() != "a" || in.Fingerprint.Last() != "b" || string(in.Metadata) != `{"k":1}` {
		t.Errorf("%+v", in)
	}
	for _, query := range []string{"metadata=[1]", "metadata={", "fingerprint=a&fingerprint=b&fingerprint=c"} {
		q, _ := url.ParseQuery(query)
		if _, err := evaluateQuery(q); err == nil {
			t.Errorf("%s: no error", query)
		}
	}
}
