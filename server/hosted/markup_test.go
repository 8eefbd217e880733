package hosted_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app/apptest"
)

// shape is a page without its texts: its elements with the names of their attributes,
// and the values of those that are followed, run or shown.
func shape(page *html.Node) (list []string) {
	for n := range page.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		one := n.Data
		for _, a := range n.Attr {
			one += " " + a.Key
			if slices.Contains([]string{"type", "rel", "name", "method", "http-equiv"}, a.Key) {
				one += "=" + a.Val
			}
		}
		list = append(list, one)
	}
	return list
}

// marked plays a challenge whose every text is given, and returns the shapes of its
// pages.
func marked(t *testing.T, text string) (shapes [][]string) {
	server := apptest.Start(t)
	w := &world{t: t, origin: server.URL()}
	projects, err := server.Core().Projects(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := server.Core().ChangeProject(t.Context(), projects[0].ID, &wire.ProjectRequest{Name: &text}); err != nil {
		t.Fatal(err)
	}
	limit := 1
	for i, digit := range []string{"a", "b"} {
		w.call(http.MethodPost, "/v2/device/attach", wire.AttachRequest{
			Account: text, Email: "ab12345@rupt.dev", Fingerprint: strings.Repeat(digit, 2048), IP: []string{"198.51.100.1", "203.0.113.9"}[i],
			UserAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 " + text,
			Page:      text, Event: text, Groups: []wire.Group{{ID: wire.GroupID(text), Name: text}}, LimitConfig: &wire.LimitConfig{OverallDeviceLimit: &limit},
		}, new(wire.AttachReply))
	}
	var page wire.Page[wire.Challenge]
	w.call(http.MethodGet, "/v2/challenges", nil, &page)
	w.challenge = page.Data[0].ID
	b := newBrowser(t, w.origin)
	b.open(w.page(""))
	shapes = append(shapes, shape(b.page))
	if !strings.Contains(b.text(), strings.TrimSpace(text)[:8]) {
		t.Errorf("the project's name is not on the page: %s", b.text())
	}
	b.press("It's my account", "")
	shapes = append(shapes, shape(b.page))
	b.press("Continue", w.code(1).Code)
	b.sees("Log out 1 device")
	return append(shapes, shape(b.page))
}

// TestNoMarkupInTexts: whatever the project, the account and the devices are called, the
// pages have the elements that they have anyway.
func TestNoMarkupInTexts(t *testing.T) {
	want := marked(t, "Harmless name")
	for _, text := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'><svg/onload=alert(1)>`, `</script><script>alert(1)//`, `</title></style><base href=//evil.example>`,
		`<!--<script>`, `--><script>alert(1)</script>`, `]]><iframe srcdoc=x>`, `&lt;b&gt;&#60;b&#62;`, `" autofocus onfocus="alert(1)`, "`onmouseover=alert(1)`", `{{constructor.constructor('alert(1)')()}}`,
	} {
		for i, got := range marked(t, text) {
			if !slices.Equal(got, want[i]) {
				t.Errorf("%s: page %d has\n%s\nwant\n%s", text, i+1, strings.Join(got, "\n"), strings.Join(want[i], "\n"))
			}
		}
	}
}
