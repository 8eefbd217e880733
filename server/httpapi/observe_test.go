package httpapi

import "testing"

func TestRedact(t *testing.T) {
	for query, want := range map[string]string{
		"":               "",
		"page=2&limit=5": "limit=5&page=2",
		"access=abc&auth=Basic+id:secret&version=2.32.0": "access=[redacted]&auth=[redacted]&version=2.32.0",
		"code=123456":   "code=[redacted]",
		"code=1&code=2": "code=[redacted]",
		"Auth=x":        "Auth=[redacted]",
		"anything":      "anything=[redacted]",
		"%zz=1&page=1":  "page=1",
	} {
		if got := redact(query); got != want {
			t.Errorf("redact(%q) = %q, want %q", query, got, want)
		}
	}
}
