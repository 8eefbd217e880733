package httpapi

import "testing"

func TestRedact(t *testing.T) {
	for query, want := range map[string]string{
		"":               "",
		"page=2&limit=5": "limit=5&page=2",
		"access=abc&auth=Basic+id:secret&version=2.32.0": "access=[redacted]&auth=[redacted]&version=2.32.0",
		"code=123456":   "code=[redacted]",
		"code=1&code=2": "code=[redacted]",
		"Auth=x":        "other=[redacted]",
		"anything":      "other=[redacted]",
		"123456=&a=b":   "other=[redacted]",
		"page=123456&start_date=ann@example.com&lang=sk_secret&version=1.2": "lang=[redacted]&page=[redacted]&start_date=[redacted]&version=[redacted]",
		"channel=email&end_date=2026-01-02T03:04:05.678Z&lang=pt-BR":        "channel=email&end_date=2026-01-02T03%3A04%3A05.678Z&lang=pt-BR",
		"%zz=1&page=1": "page=1",
	} {
		if got := redact(query); got != want {
			t.Errorf("redact(%q) = %q, want %q", query, got, want)
		}
	}
}
