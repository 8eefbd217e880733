package main

import (
	"strings"
	"testing"
)

func TestCheckSite(t *testing.T) {
	for _, tt := range []struct {
		site string
		exit int
		want string
	}{
		{"../../internal/sitecheck/testdata/old", 1, "index.html:3: change: script: the SDK of the hosted service: https://cdn.rupt.dev/js/rupt.js\n    Load /rupt.js from your server"},
		{"../../internal/sitecheck/testdata/new", 0, "2 files read, 0 to change, 0 to look at\n"},
		{"testdata/no-such-site", 2, ""},
	} {
		var stdout, stderr strings.Builder
		exit := run(&environment{t.Context(), nil, &stdout, &stderr}, []string{"check-site", "--server", "https://rupt.example.com/", tt.site})
		if exit != tt.exit || !strings.Contains(stdout.String(), tt.want) {
			t.Errorf("%s: exit %d\n%s%s", tt.site, exit, stdout.String(), stderr.String())
		}
	}
}
