package identify

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// ruptPrint makes up a print of 2,048 hexadecimal digits.
func ruptPrint(r *rand.Rand) string {
	var b strings.Builder
	for range 2048 {
		b.WriteByte("0123456789abcdef"[r.IntN(16)])
	}
	return b.String()
}

// edited has every nth digit changed.
func edited(print string, n int) string {
	b := []byte(print)
	for i := 0; i < len(b); i += n {
		b[i] = "123456789abcdef0"[strings.IndexByte("0123456789abcdef", b[i])]
	}
	return string(b)
}

func TestBestForeign(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	a, b := ruptPrint(r), ruptPrint(r)
	known := []Foreign{{ID: "a", Print: a}, {ID: "b", Print: b}, {ID: "digest", Print: "8f3b2c"}}
	for _, c := range []struct {
		name, current, last, tolerance string
		want                           string
		exact                          bool
	}{
		{"equal", a, "", "", "a", true},
		{"2 % changed", edited(b, 50), "", "", "b", false},
		{"6 % changed", edited(b, 16), "", "", "", false},
		{"6 % changed, lenient", edited(b, 16), "", "lenient", "b", false},
		{"7 % changed, with the last one", edited(b, 14), b, "", "b", false},
		{"half changed, with the last one", edited(b, 2), b, "lenient", "", false},
		{"another device", ruptPrint(r), "", "lenient", "", false},
		{"another device with a's last one", ruptPrint(r), a, "lenient", "", false},
		{"equal digest", "8f3b2c", "", "strict", "digest", true},
		{"nearly equal digest", "8f3b2d", "8f3b2c", "lenient", "", false},
		{"another length", a[:1024], "", "lenient", "", false},
		{"empty", "", "", "lenient", "", false},
	} {
		got, ok := BestForeign(c.current, c.last, known, Options{Tolerance: c.tolerance})
		if ok != (c.want != "") || got.ID != c.want || got.Exact != c.exact {
			t.Errorf("%s: %+v, %v, want %q", c.name, got, ok, c.want)
		}
	}
}

func TestBestForeignIsDeterministic(t *testing.T) {
	a := ruptPrint(rand.New(rand.NewPCG(2, 2)))
	for _, known := range [][]Foreign{
		{{ID: "x", Print: a, LastSeen: 1}, {ID: "y", Print: a, LastSeen: 2}},
		{{ID: "y", Print: a, LastSeen: 2}, {ID: "x", Print: a, LastSeen: 1}},
		{{ID: "y", Print: a}, {ID: "z", Print: a}},
		{{ID: "z", Print: a}, {ID: "y", Print: a}},
	} {
		if got, _ := BestForeign(a, "", known, Options{}); got.ID != "y" {
			t.Errorf("%s of %s and %s", got.ID, known[0].ID, known[1].ID)
		}
	}
}
