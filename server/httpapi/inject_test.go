package httpapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/httpapi"
	"github.com/openrupt/openrupt/server/store/postgres/postgrestest"
)

// nasty are texts that mean something to SQL, HTML, mail, templates, terminals, shells
// or databases.
var nasty = []string{
	`'); DROP TABLE users; --`, `' OR '1'='1`, `" OR ""="`, `\'; SELECT pg_sleep(9); --`, `$1 ? ?? :x @y`, `1; UPDATE users SET email='evil@example.com'`,
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</script><svg onload=alert(1)>`, `<!--`, `]]>`, `javascript:alert(1)`,
	"a\r\nBcc: evil@example.com\r\n\r\nbody", "a\x00b", "\x1b[2J", "\u202egnp.exe", "\ufeff\u200b", "\u2028\u2029", `{{7*7}} ${7*7} <%= 7*7 %> {text}`, `$(id) ` + "`id`" + ` | ; &`,
	`=HYPERLINK("http://evil.example")`, `%s%n%x%00`, `../../../../etc/passwd`, `__proto__`, `null`, strings.Repeat("é", 300),
}

// joined are the nasty texts in fewer, those that may be refused by themselves.
var joined = append([]string{strings.Join(nasty[:6], " "), strings.Join(nasty[6:12], " "), strings.Join(nasty[18:25], " ")}, nasty[12:18]...)

// leaf is one text of a body, with the names that lead to it.
type leaf struct {
	path   []string
	opaque bool // any JSON
}

// leaves are all texts of a type.
func leaves(t reflect.Type, path []string) (list []leaf) {
	switch {
	case t == reflect.TypeFor[wire.Raw]():
		return []leaf{{path, true}}
	case t.Kind() == reflect.Pointer:
		return leaves(t.Elem(), path)
	case t.Kind() == reflect.Slice:
		return leaves(t.Elem(), append(slices.Clip(path), "[]"))
	case t.Kind() == reflect.Map:
		return leaves(t.Elem(), append(slices.Clip(path), "key"))
	case t.Kind() == reflect.String:
		return []leaf{{path, false}}
	case t.Kind() == reflect.Struct:
		for f := range fieldsOf(t) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			list = append(list, leaves(f.Type, append(slices.Clip(path), name))...)
		}
	}
	return list
}

func fieldsOf(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if f := t.Field(i); f.Tag.Get("json") != "" && f.Tag.Get("json") != "-" && !yield(f) {
				return
			}
		}
	}
}

// with returns a body in which the leaf is text.
func (l leaf) with(body any, text string) any {
	var put func(at any, path []string) any
	put = func(at any, path []string) any {
		if len(path) == 0 {
			if l.opaque {
				return map[string]any{"k": text, text: "v", "__proto__": map[string]any{"polluted": text}, "constructor": text}
			}
			return text
		}
		if path[0] == "[]" {
			return []any{put(nil, path[1:])}
		}
		m := map[string]any{}
		if old, ok := at.(map[string]any); ok {
			for k, v := range old {
				m[k] = v
			}
		}
		m[path[0]] = put(m[path[0]], path[1:])
		return m
	}
	return put(body, l.path)
}

// databases runs a test on both of them.
func databases(t *testing.T, test func(*testing.T, func(*app.Config))) {
	t.Run("sqlite", func(t *testing.T) { test(t, func(c *app.Config) { c.AdminKey = adminKey }) })
	server, err := postgrestest.Start()
	if err != nil {
		t.Fatal("no PostgreSQL server to test against:", err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	t.Run("postgres", func(t *testing.T) {
		test(t, func(c *app.Config) {
			c.AdminKey, c.Database, c.MasterKeys = adminKey, server.Fresh(t), [][]byte{bytes.Repeat([]byte("0123456789abcdef"), 2)}
		})
	})
}

// TestEveryTextField puts nasty texts into every text of every body and query, by the
// types of the endpoints, so that a new field is in it. No answer is a fault of ours,
// every answer is JSON that no browser takes for a page, and nothing of anybody else is
// changed.
func TestEveryTextField(t *testing.T) {
	databases(t, func(t *testing.T, option func(*app.Config)) {
		server := apptest.Start(t, option)
		s := everything(t, server.URL())
		check, tried := s.unchanged(t), 0
		valid := map[string]string{"B": asBrowser, "S": asServer, "C": s.session, "A": asAdmin}
		for _, o := range httpapi.Operations() {
			if slices.Contains([]string{"changeProject", "revokeKey", "rotateWebhook"}, o.ID) {
				continue // what they may change is what is compared
			}
			p, victim := proofOf(t, o.ID), s.known["account"]
			request := strings.ReplaceAll(p.request, "{account}", "injected")
			for name, value := range s.known {
				request = strings.ReplaceAll(request, "{"+name+"}", map[bool]string{true: unknownID, false: value}[name != "hash" && (o.Method != http.MethodGet || o.ID == "listen")])
			}
			parts := strings.SplitN(request, " ", 3)
			var body any = map[string]any{}
			if len(parts) > 2 && parts[2][0] == '{' {
				if err := json.Unmarshal([]byte(parts[2]), &body); err != nil {
					t.Fatal(err)
				}
			}
			auth := valid[o.Classes[0]]
			send := func(where, path string, body any) {
				tried++
				r := s.as(auth).do(o.Method, path, body)
				if r.Status >= 500 || r.Header.Get("X-Content-Type-Options") != "nosniff" {
					t.Errorf("%s %s: %d %s", o.ID, where, r.Status, r.Body)
				}
				if r.Status != http.StatusNoContent && (!json.Valid(r.Body) || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") || r.Header.Get("Cache-Control") != "no-store") {
					t.Errorf("%s %s: %v %q", o.ID, where, r.Header, r.Body)
				}
				if strings.Contains(string(r.Body), victim+`"`) && o.Method != http.MethodGet {
					t.Errorf("%s %s tells of another account: %s", o.ID, where, r.Body)
				}
			}
			for _, text := range joined {
				for _, l := range leaves(o.In, nil) {
					send(fmt.Sprint(l.path, text), parts[1], l.with(body, text))
				}
			}
			for _, text := range append([]string{"\xff\xfe", "%zz", "\xed\xa0\x80"}, joined...) {
				path, query, _ := strings.Cut(parts[1], "?")
				segments := strings.Split(path, "/")
				if strings.Contains(o.Path, "{") {
					segments[slices.IndexFunc(strings.Split(o.Path, "/"), func(s string) bool { return strings.HasPrefix(s, "{") })] = url.PathEscape(strings.ReplaceAll(text, "..", "."))
					send("path "+text, strings.Join(segments, "/"), body)
				}
				for name := range mustQuery(t, query) {
					q := mustQuery(t, query)
					q.Set(name, text)
					send("query "+name+" "+text, path+"?"+q.Encode(), nil)
				}
			}
		}
		if check(); tried < 1000 {
			t.Errorf("only %d were tried", tried)
		}
		t.Logf("%d requests", tried)
	})
}

func mustQuery(t *testing.T, text string) url.Values {
	t.Helper()
	q, err := url.ParseQuery(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// TestTextsComeBack: what is kept is kept as it was, or refused; nothing is half
// escaped on its way into either database and out of it.
func TestTextsComeBack(t *testing.T) {
	databases(t, func(t *testing.T, option func(*app.Config)) {
		c := client{t: t, url: apptest.Start(t, option).URL(), auth: asServer}
		kept := 0
		for i, text := range nasty {
			account := fmt.Sprint("account", i, text)
			r := c.post("/v2/device/attach", map[string]any{
				"account": account, "metadata": map[string]string{"k": text}, "groups": []any{map[string]any{"id": text, "name": text, "metadata": map[string]string{"k": text}}},
				"page": text, "event": text, "user_agent": text, "ip": "203.0.113.7",
			})
			if r.Status == http.StatusBadRequest {
				continue
			}
			kept++
			r.into(&wire.AttachReply{})
			var e wire.UserExport
			c.get("/v2/user/" + url.PathEscape(account) + "/export").into(&e)
			var metadata, group map[string]string
			if json.Unmarshal(e.Devices[0].Metadata, &metadata) != nil || len(e.User.Groups) != 1 || json.Unmarshal(e.User.Groups[0].Metadata, &group) != nil {
				t.Fatalf("%q: %+v", text, e)
			}
			for what, got := range map[string]string{
				"metadata": metadata["k"], "group": string(e.User.Groups[0].ID), "group's name": e.User.Groups[0].Name, "group's metadata": group["k"],
			} {
				if got != text {
					t.Errorf("%s: %q came back as %q", what, text, got)
				}
			}
			if e.User.Account != account {
				t.Errorf("%q came back as %q", account, e.User.Account)
			}
		}
		if kept < 10 {
			t.Errorf("only %d were kept", kept)
		}
	})
}
