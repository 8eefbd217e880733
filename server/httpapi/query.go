package httpapi

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// param is a query parameter, for openapi.json.
type param struct {
	name, about string
	required    bool
	kind        string // a JSON type; "" is string
}

var challengeParams = []param{
	{name: "page", kind: "integer", about: "Counts from 1, the default."},
	{name: "limit", kind: "integer", about: "Challenges a page: 1 to 100, default 10."},
	{name: "start_date", about: "RFC 3339, or a date: only those created then or later."},
	{name: "end_date", about: "RFC 3339, or a date: only those created then or earlier."},
}

func challengeQuery(q url.Values) (core.ChallengeQuery, error) {
	var out core.ChallengeQuery
	var err error
	if out.Page, err = intParam(q, "page", 1, 1, 1_000_000); err != nil {
		return out, err
	}
	if out.Limit, err = intParam(q, "limit", 10, 1, 100); err != nil {
		return out, err
	}
	if out.Start, err = timeParam(q, "start_date", 0); err != nil {
		return out, err
	}
	// A whole day is meant when an end has no time.
	out.End, err = timeParam(q, "end_date", 24*time.Hour-time.Millisecond)
	return out, err
}

func intParam(q url.Values, name string, fallback, low, high int) (int, error) {
	text := q.Get(name)
	if text == "" {
		return fallback, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		return 0, &wire.Error{
			Code: wire.CodeInvalidParameter, Param: name,
			Message: "This must be a whole number from " + strconv.Itoa(low) + " to " + strconv.Itoa(high) + ".",
		}
	}
	return n, nil
}

func boolParam(q url.Values, name string) (bool, error) {
	text := q.Get(name)
	if text == "" {
		return false, nil
	}
	v, err := strconv.ParseBool(text)
	if err != nil {
		return false, &wire.Error{Code: wire.CodeInvalidParameter, Param: name, Message: "This is true or false."}
	}
	return v, nil
}

// timeParam reads RFC 3339, or a date of UTC to which day is added.
func timeParam(q url.Values, name string, day time.Duration) (wire.Time, error) {
	text := q.Get(name)
	if text == "" {
		return 0, nil
	}
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return wire.Time(t.Add(day).UnixMilli()), nil
	}
	// A plus in a query is a space; here it can only have been the zone's.
	t, err := time.Parse(time.RFC3339Nano, strings.Replace(text, " ", "+", 1))
	if err != nil {
		return 0, &wire.Error{Code: wire.CodeInvalidParameter, Param: name, Message: "This must be a time as of RFC 3339, such as 2021-09-01T00:00:00Z, or a date."}
	}
	return wire.Time(t.UnixMilli()), nil
}
