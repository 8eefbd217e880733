package attach

import (
	"testing"

	"github.com/openrupt/openrupt/internal/jsonlite"
)

// FuzzNote: tabs understand each other, and nothing that other scripts say on the channel breaks one.
func FuzzNote(f *testing.F) {
	for _, s := range []string{"", "{}", `{"kind":"event","id":"7","text":"{}"}`, `{"kind":1,"access":[]}`, `["attached"]`, `{"kind":"gone","access":"\ud800"}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		first := parseNote(text)
		if again := parseNote(first.String()); again != first {
			t.Errorf("%q is %+v, told on as %+v", text, first, again)
		}
	})
}

// FuzzOptions: any options are read or refused, and what is sent of them is JSON.
func FuzzOptions(f *testing.F) {
	for _, s := range []string{"{}", "null", "7", `"id"`, `{"client_id":1e3,"account":true,"groups":{"id":1,"metadata":{}},"limit_config":{"people_limit":-1}}`,
		`{"groups":[{"id":null},{"id":"g"},3],"redirect_urls":{"success_url":"//x"},"channel":"sms","metadata":{"a":[1]}}`, `{"api_url":"///","domain":"http://"}`} {
		f.Add(s)
	}
	c := newBrowser().open("https://site.example/").Client
	f.Fuzz(func(t *testing.T, text string) {
		o, refused := c.parseOptions([]byte(text))
		if refused != nil {
			return
		}
		o.require("client_id", "account", "device")
		o.limits()
		for _, g := range o.groups() {
			if _, err := jsonlite.Parse(g.Metadata); g.Metadata != nil && err != nil || g.ID == "" {
				t.Errorf("%q: group %+v", text, g)
			}
		}
	})
}

// FuzzCookies: ours is found whatever else the page keeps.
func FuzzCookies(f *testing.F) {
	for _, s := range []string{"", "a=b", "rpt_last_fp=other", "xrpt_last_fp=1; rpt_last_fpx=2", ";;=;", "a=\";rpt_last=\""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, others string) {
		m := memory{cookies: constant("ours=abc; " + others)}
		if got := m.cookie("ours"); got != "abc" {
			t.Errorf("%q hides ours: %q", others, got)
		}
	})
}

// constant is a document.cookie that nothing changes.
type constant string

func (c constant) Read() string { return string(c) }
func (constant) Write(string)   {}
