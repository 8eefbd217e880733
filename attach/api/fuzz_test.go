package api

import (
	"testing"

	"github.com/openrupt/openrupt/internal/jsonlite"
)

// FuzzReply: a reply of any shape is read as far as it is one, and errors have a code.
func FuzzReply(f *testing.F) {
	for _, s := range []string{"null", "[]", `{"_id":"c","limit":{"overall":"2"},"user":[],"reasons":{"a":1},"channels":["text",7],"project":{"texts":[{},1]}}`,
		`[{"_id":1,"info":{"browser":{"name":null}},"attachedAt":"2021-09-01T00:00:00.000Z"},[]]`, `{"error":{"code":7,"attempts_left":-1,"retry_after":1e99}}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		v, err := jsonlite.Parse([]byte(body))
		if err != nil {
			return
		}
		decodeChallenge(v)
		decodeDevices(v)
		decodeSendReply(v)
		for _, status := range []int{0, 200, 401, 429, 502} {
			e := refusal(status, v)
			if e.Code == "" || e.RetryAfter < 0 || e.AttemptsLeft != nil && *e.AttemptsLeft < 0 {
				t.Errorf("%q: %+v", body, e)
			}
			if _, err := jsonlite.Parse(ErrorJSON(e)); err != nil {
				t.Errorf("%q: the error is written as %s: %v", body, ErrorJSON(e), err)
			}
		}
	})
}
