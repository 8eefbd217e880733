package httpapi_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/httpapi"
)

const apiDoc = "../../docs/api.md"

// TestAPIDocIsFresh: docs/api.md is made of the endpoints, of what proves them, and of
// the limits as they are in the code.
func TestAPIDocIsFresh(t *testing.T) {
	doc := renderAPIDoc()
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(apiDoc, []byte(doc), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(apiDoc)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != doc {
		t.Errorf("%s is not what the code says: go test ./server/httpapi -run APIDoc -update", apiDoc)
	}
}

func renderAPIDoc() string {
	var b strings.Builder
	b.WriteString(apiIntro)
	tag := ""
	for _, o := range httpapi.Operations() {
		if o.Tag != tag {
			tag = o.Tag
			fmt.Fprintf(&b, "\n### %s\n\n| endpoint | what | who | proven by |\n|---|---|---|---|\n", strings.ToUpper(tag[:1])+tag[1:])
		}
		fmt.Fprintf(&b, "| `%s %s` | %s | %s | %s |\n", o.Method, o.Path, o.Summary, strings.Join(letters(o), " "), provenBy(o.ID))
		for _, alias := range o.Aliases {
			fmt.Fprintf(&b, "| `%s %s` | older path of the one above | %s | %s |\n", o.Method, alias, strings.Join(letters(o), " "), provenBy(o.ID+"Alias"))
		}
	}
	b.WriteString("\n## Errors\n\nEvery reply that is not a success is `{\"success\":false,\"error\":{\"code\",\"message\",\"param\"?},\"request_id\"}`. The list of codes is closed.\n\n")
	b.WriteString(httpapi.ErrorTable())
	b.WriteString("\n## Status of a challenge\n\nOnly `completed` means passed.\n\n" + core.TransitionTable())
	b.WriteString("\n## Limits\n\n" + core.LimitTable())
	b.WriteString("\nRequests for one project from one address (an IPv6 /64 is one), counted by each server for itself; back ends have 2,000 at once and 1,000 a second. " +
		"429 says with `Retry-After` when to come back.\n\n" + httpapi.RateTable())
	return b.String()
}

// letters are the classes; a challenge's id makes of a browser its holder.
func letters(o httpapi.Operation) []string {
	list := slices.Clone(o.Classes)
	if i := slices.Index(list, "B"); i >= 0 && o.Tag == "challenges" {
		list[i] = "I"
	}
	return list
}

// provenBy are the tests of an operation, by name.
func provenBy(id string) string {
	var tests []string
	for _, p := range proofs {
		if p.id == id {
			tests = append(tests, "`TestEveryEndpoint/"+p.id+"/"+p.class+"`")
		}
	}
	return strings.Join(tests, " ")
}

const apiIntro = `# The HTTP API

<!-- Generated: go test ./server/httpapi -run APIDoc -update -->

This page lists every endpoint with the test in ` + "`server/httpapi`" + ` that proves it. Fields are described in
` + "`/openapi.json`" + ` and, for people, at ` + "`/docs`" + ` of every server.

JSON in and out, UTF-8. Ids are 24 hexadecimal digits; those of another project are 404. Times are RFC 3339 with
milliseconds, in UTC. Unknown fields are ignored. Which pages may call is decided by the project's origins, on the real
request; cookies are never used.

## Who

| letter | who | credential |
|---|---|---|
| B | a browser | ` + "`Authorization: Basic CLIENT_ID:SECRET`" + `, as plain text or base64; SECRET is a signed token or empty; a POST without the header may carry ` + "`client_id`" + ` and ` + "`secret`" + `; a stream takes it as ` + "`?auth=`" + ` |
| S | a back end | ` + "`Authorization: Bearer API_SECRET`" + ` |
| I | the person being challenged, before proving anything | B, and the challenge's id |
| C | the person who entered the code | ` + "`Authorization: Challenge SESSION`" + `, for that challenge alone |
| A | the server's operator | ` + "`Authorization: Bearer ADMIN_KEY`" + ` (` + "`RUPT_ADMIN_KEY`" + `; without one, 428) |
| D | the carrier of a code | that delivery's id, in the path; Twilio signs besides |

## Endpoints
`
