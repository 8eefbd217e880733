package sitecheck_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/sitecheck"
)

const server = "https://rupt.example.com"

// short is a finding without its advice.
func short(found []sitecheck.Finding) []string {
	var lines []string
	for _, f := range found {
		lines = append(lines, fmt.Sprintf("%s:%d %s %v %s", f.File, f.Line, f.Rule, f.Must, f.What))
	}
	return lines
}

func TestFiles(t *testing.T) {
	for folder, want := range map[string][]string{
		"new": nil,
		"old": {
			"app.js:1 import false the browser package: from 'rupt'",
			"app.js:6 option false attach does not know redirect_url",
			"app.js:8 option false attach does not know fingerprintjs",
			`index.html:2 host true a host of the hosted service: cdn.rupt.dev`,
			"index.html:2 csp true script-src without 'wasm-unsafe-eval'",
			"index.html:2 csp true script-src without https://rupt.example.com",
			"index.html:2 csp true connect-src without https://rupt.example.com",
			"index.html:3 script true the SDK of the hosted service: https://cdn.rupt.dev/js/rupt.js",
			`package.json:2 package true a dependency on the old package: "rupt": "`,
			`server.js:1 core false the back-end package: require("@ruptjs/core"`,
			"server.js:2 host true a host of the hosted service: api.rupt.dev",
			`server.js:3 webhook false a receiver of webhooks: "/webhooks/rupt`,
		},
	} {
		found, read, err := sitecheck.Files(os.DirFS("testdata/"+folder), server)
		if err != nil || read == 0 {
			t.Fatal(read, err)
		}
		if got := short(found); !slices.Equal(got, want) {
			t.Errorf("%s:\n%s\nwant\n%s", folder, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// TestPage: a page in a server, with its policy in a header and a script of its own.
func TestPage(t *testing.T) {
	mux := http.NewServeMux()
	files := http.FileServerFS(os.DirFS("testdata/old"))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self' https:")
		files.ServeHTTP(w, r)
	})
	site := httptest.NewServer(mux)
	defer site.Close()
	found, read, err := sitecheck.Page(t.Context(), site.URL+"/", server)
	if err != nil || read != 2 {
		t.Fatal(read, err)
	}
	got := strings.Join(short(found), "\n")
	for _, want := range []string{
		site.URL + "/:0 csp true default-src without 'wasm-unsafe-eval'",
		site.URL + "/:3 script true",
		site.URL + "/app.js:6 option false attach does not know redirect_url",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("without %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, ":0 csp true default-src without https") {
		t.Error("https: allows the server")
	}
	if _, _, err := sitecheck.Page(t.Context(), site.URL+"/nothing", server); err == nil {
		t.Error("a page that is not there is no error")
	}
}

// TestOptionsAreKnown: every option that the declarations have passes, and a typo is understood.
func TestOptionsAreKnown(t *testing.T) {
	declarations, err := os.ReadFile("../../web/index.d.ts")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, name := range []string{"interface LoadOptions", "interface ServerOptions", "interface AttachBase", "type AccountOption"} {
		body := regexp.MustCompile(`(?s)export ` + name + `\b.*?\n(?:}|    };)\n`).Find(declarations)
		for _, m := range regexp.MustCompile(`(?m)^ +(\w+)\??:`).FindAllSubmatch(body, -1) {
			names = append(names, string(m[1]))
		}
	}
	if len(names) < 20 || !slices.Contains(names, "account") {
		t.Fatal("the declarations were not understood", names)
	}
	if found := sitecheck.Text("x.js", "Rupt.attach({"+strings.Join(names, ", ")+"})", ""); len(found) > 0 {
		t.Error(short(found))
	}
	found := sitecheck.Text("x.js", "Rupt.attach({ clientid: 1 })", "")
	if len(found) != 1 || found[0].Do != "It is ignored. Did you mean client_id?" {
		t.Error(found)
	}
}

func FuzzText(f *testing.F) {
	f.Add("Rupt.attach({ a: `x${1}`, /* } */ 'b\\'': [1, {c: 2}] })")
	f.Add("Rupt.attach({ // comment")
	f.Fuzz(func(t *testing.T, text string) {
		lines := 1 + strings.Count(text, "\n")
		for _, found := range sitecheck.Text("x.js", text, server) {
			if found.Line < 1 || found.Line > lines {
				t.Error(found)
			}
		}
	})
}
