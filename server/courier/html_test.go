package courier

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

var update = flag.Bool("update", false, "write the golden files")

// What mails look like: testdata/*.html can be opened in a browser.
func TestMailGolden(t *testing.T) {
	face := core.MailFace{LogoURL: "https://shop.example/logo.png", Accent: "#0b6b50", Notes: map[string]string{"en": "Not you? Tell help@shop.example <quickly>."}}
	for name, m := range map[string]core.Message{
		"code.en":   {Code: "012345", Language: "en", Project: "Lumen"},
		"code.ar":   {Code: "012345", Language: "ar", Project: "Lumen"},
		"shop.en":   {Code: "012345", Language: "en", Project: "Shop & Co", Face: face},
		"notice.en": {Device: "Chrome, Windows, Berlin, DE", Language: "en", Project: "Lumen"},
	} {
		m.Channel = wire.ChannelEmail
		got, file := compose(m).HTML, "testdata/"+name+".html"
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(file); err != nil || got != string(want) {
			t.Errorf("%s differs (%v); go test ./server/courier -update writes it anew", file, err)
		}
	}
}

// What a project says of itself stays text, and a colour or address that is none is
// left out.
func TestMailTakesNothingAmiss(t *testing.T) {
	l := compose(core.Message{Channel: wire.ChannelEmail, Language: "en", Code: "1", Project: `<script>alert(1)</script>`, Face: core.MailFace{
		LogoURL: `javascript:alert(1)`, Accent: `red;background:url(https://evil.example)`, Notes: map[string]string{"en": `<img src=x onerror=y>`},
	}})
	for _, bad := range []string{"<script", "javascript:", "evil.example", "<img"} {
		if strings.Contains(l.HTML, bad) {
			t.Errorf("%s is in\n%s", bad, l.HTML)
		}
	}
	for url, has := range map[string]bool{
		"data:image/png;base64,iVBORw0KGgo=": true, "data:image/svg+xml;base64,PHN2Zy8+": false, "data:image/png;base64,%%": false, "https://x.example/l.png": false, "": false,
	} {
		if got := pictureOf(url); (got != nil) != has {
			t.Errorf("%s: %+v", url, got)
		}
	}
}
