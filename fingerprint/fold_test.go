package fingerprint

import (
	"strings"
	"testing"
)

// What fold does without package strings is what it says with it.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"", " ", "Intel(R)  HD", "a\tb\n", "\u00a0É ß İ K ſ", "\xff\xfe A", "\u2003x\u2003", "Ελλάδα ΣΑΣ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		low := strings.ToLower(s)
		if got := lower(s); got != low {
			t.Errorf("lower(%q) is %q, not %q", s, got, low)
		}
		if got, want := fold(s), strings.Join(strings.Fields(low), " "); got != want {
			t.Errorf("fold(%q) is %q, not %q", s, got, want)
		}
	})
}
