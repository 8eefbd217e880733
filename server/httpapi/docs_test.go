package httpapi_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/httpapi"
)

// TestDocsPage: one page with every operation, without a script and with nothing from
// elsewhere, whose links lead somewhere.
func TestDocsPage(t *testing.T) {
	r := client{t: t, url: apptest.Start(t).URL()}.get("/docs")
	page := string(r.Body)
	if r.Status != 200 || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") || !strings.HasPrefix(r.Header.Get("Content-Security-Policy"), "default-src 'none'; style-src 'sha256-") {
		t.Fatalf("%d %v", r.Status, r.Header)
	}
	for _, foreign := range []string{"<script", "http://", "https://", "style=", "ZgotmplZ"} {
		if strings.Contains(page, foreign) {
			t.Errorf("the page has %s", foreign)
		}
	}
	for _, o := range httpapi.Operations() {
		if !strings.Contains(page, `id="`+o.ID+`"`) {
			t.Errorf("%s is missing", o.ID)
		}
	}
	for _, m := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(page, `id="`+m[1]+`"`) {
			t.Errorf("a link to %s leads nowhere", m[1])
		}
	}
}
