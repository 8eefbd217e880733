package httpapi

import (
	"strconv"
	"strings"
)

// quality is how much an Accept or Accept-Encoding header wants one of its items:
// from 0, not at all, to 1. What it does not name is wanted as much as *, or not.
// Malformed items are ignored.
func quality(header, item string) float64 {
	star, q := 0.0, -1.0
	for part := range strings.SplitSeq(header, ",") {
		name, weight, ok := parseItem(part)
		switch {
		case !ok:
		case strings.EqualFold(name, item):
			q = weight
		case name == "*" || name == "*/*":
			star = weight
		}
	}
	if q < 0 {
		return star
	}
	return q
}

// parseItem reads "br;q=0.5".
func parseItem(part string) (name string, q float64, ok bool) {
	name, params, _ := strings.Cut(part, ";")
	name, q = strings.TrimSpace(name), 1
	for param := range strings.SplitSeq(params, ";") {
		k, v, _ := strings.Cut(strings.TrimSpace(param), "=")
		if !strings.EqualFold(k, "q") {
			continue
		}
		var err error
		if q, err = strconv.ParseFloat(v, 64); err != nil || !(q >= 0 && q <= 1) {
			return "", 0, false
		}
	}
	return name, q, name != ""
}
