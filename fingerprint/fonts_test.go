package fingerprint

import (
	"os"
	"strings"
	"testing"
)

// The fonts are measured before any Go runs, by a script that has to name them itself.
func TestFontsOfTheScript(t *testing.T) {
	script, err := os.ReadFile("collect/text.js")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(script), "const FONTS = `")
	list, _, found := strings.Cut(rest, "`")
	if !found {
		t.Fatal("text.js has no FONTS")
	}
	buckets := make([]string, len(FontProbes))
	for i, probes := range FontProbes {
		buckets[i] = strings.Join(probes, ",")
	}
	if want := strings.Join(buckets, "\n"); list != want {
		t.Errorf("text.js looks for\n%s\nwant\n%s", list, want)
	}
}
