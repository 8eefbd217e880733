package dashboard_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
)

// hostile ends whatever it may stand in: an attribute, an element, a comment, a script.
const hostile = `x"'>--></title></textarea></script><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">`

// foreign are the elements and attributes that are not ours.
func (b *browser) foreign() (found []string) {
	for n := range b.page.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "img" || n.Data == "iframe" || n.Data == "script" && !strings.HasPrefix(attr(n, "src"), "/admin/static/htmx-") {
			found = append(found, "<"+n.Data+">")
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" || strings.HasPrefix(strings.TrimSpace(strings.ToLower(a.Val)), "javascript:") {
				found = append(found, n.Data+"["+a.Key+"="+a.Val+"]")
			}
		}
	}
	return found
}

// TestHostileTexts: what visitors, back ends and operators wrote is text wherever it is
// shown, and it is shown.
func TestHostileTexts(t *testing.T) {
	w := operator(t)
	id := w.hostileUser()
	receiver := newReceiver(t, http.StatusTeapot)
	w.open(demo + "/webhooks")
	w.fill("url", receiver.URL+"/?"+hostile).press("Add endpoint")
	w.open(demo + "/settings")
	w.fill("name", hostile).press("Save")
	policy := "rules:\n  - name: a\n    when: email.disposable\n    verdict: deny\n    reason: a # " + hostile + "\n"
	w.open(demo + "/policy")
	w.fill("policy", policy).press("Save")
	var list wire.Page[wire.Challenge]
	w.api(http.MethodGet, "/v2/challenges", nil, &list)
	for path, shown := range map[string]bool{
		"/overview": true, "/users": true, "/users/" + id: true, "/users?q=" + url.QueryEscape(hostile): true,
		"/challenges": true, "/challenges/" + list.Data[0].ID: true, "/inspect?user=" + id: true, "/inspect?user=" + url.QueryEscape(hostile): true,
		"/policy": true, "/webhooks": false, "/settings": true, "/keys": false, "/users/" + url.PathEscape(hostile): true,
		"/users?cursor=" + url.QueryEscape(hostile): false, "/challenges?status=" + url.QueryEscape(hostile): false, "/overview?span=" + url.QueryEscape(hostile): false,
	} {
		w.open(demo + path)
		if found := w.foreign(); found != nil {
			t.Errorf("%s: %q", path, found)
		}
		if body := w.text() + strings.Join(w.values(), " "); shown && w.last.StatusCode == http.StatusOK && !strings.Contains(body, "onerror=alert(1)") {
			t.Errorf("%s does not show it: %.500s", path, body)
		}
	}
	w.press("Sign out")
	w.open("/admin/projects/" + url.PathEscape(hostile) + "/overview?" + hostile)
	if found := w.foreign(); found != nil {
		t.Errorf("signing in: %q", found)
	}
}

// hostileUser is an account over its limit, every text of which is hostile.
func (w *world) hostileUser() (id string) {
	w.t.Helper()
	for _, fingerprint := range []string{"a", "b", "c"} {
		var reply wire.AttachReply
		w.api(http.MethodPost, "/v2/device/attach", map[string]any{
			"account": hostile, "email": "ann@example.com", "ip": "198.51.100.1", "fingerprint": strings.Repeat(fingerprint, 2048), "page": "/" + hostile,
			"user_agent": hostile, "metadata": map[string]string{hostile: hostile}, "groups": []map[string]string{{"id": "g", "name": hostile}},
		}, &reply)
		id = reply.UserID
	}
	w.api(http.MethodPost, "/v2/user/"+id+"/update", map[string]any{"metadata": map[string]string{"note": hostile}}, nil)
	return id
}

// values are what fields hold.
func (b *browser) values() (list []string) {
	for n := range b.page.Descendants() {
		list = append(list, attr(n, "value"))
	}
	return list
}

// TestAnotherKeyEndsSessions: what was begun with the key that leaked is over when the
// server has another.
func TestAnotherKeyEndsSessions(t *testing.T) {
	data := t.TempDir()
	before := operator(t, func(c *app.Config) { c.DataDir = data })
	home, _ := url.Parse(before.origin)
	kept := before.client.Jar.Cookies(home)[0]
	for key, want := range map[string]int{"another admin key of more than 32 characters": http.StatusUnauthorized, adminKey: http.StatusOK} {
		after := newWorld(t, func(c *app.Config) { c.DataDir, c.AdminKey = data, key })
		after.header.Set("Cookie", kept.String())
		after.open("/admin")
		after.wants(want)
	}
}
