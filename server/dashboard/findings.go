package dashboard

import (
	"fmt"

	"github.com/openrupt/openrupt/server/core"
)

// finding is one question about sharing with its answer.
type finding struct {
	Name, Answer string
	// Speaks says that it speaks for sharing.
	Speaks bool
}

// findings are what the rules of account sharing look at, as it is now.
func findings(f *core.UserFile) []finding {
	limit := "no limit"
	if f.Limits.Overall > 0 {
		limit = plural(f.Limits.Overall, "allowed")
	}
	over := 0
	for _, d := range f.Devices {
		if d.Excess {
			over++
		}
	}
	together := 0
	for _, o := range f.Overlaps {
		together += o.Times
	}
	apart := 0
	for _, n := range f.Neighbours {
		if !n.SharesGroup {
			apart++
		}
	}
	return []finding{
		{"Devices", fmt.Sprintf("%d attached, %s", f.Attached, limit), over > 0},
		{"People", fmt.Sprintf("%d, by where and when devices are used; an estimate that errs towards too few", f.People), f.People > max(1, f.Limits.People)},
		{"At once", orNone(together, "devices of one type were in use within two minutes at two addresses", "time", "times"), together > 0},
		{"Journeys", orNone(len(f.Journeys), "too far apart for one person", "pair of uses", "pairs of uses"), len(f.Journeys) > 0},
		{"Other accounts", orNone(apart, "in the same browsers, in no common group", "account", "accounts"), false},
	}
}

func orNone(n int, what, one, many string) string {
	switch n {
	case 0:
		return "none"
	case 1:
		return "1 " + one + ": " + what
	}
	return number(n) + " " + many + ": " + what
}

func plural(n int, what string) string { return number(n) + " " + what }
