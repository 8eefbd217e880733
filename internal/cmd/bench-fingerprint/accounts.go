package main

import (
	"fmt"
	"io"
	"maps"

	"github.com/openrupt/openrupt/internal/population"
	"github.com/openrupt/openrupt/server/identify"
)

// settings are what the devices of one person share.
var settings = []string{"tz.zone", "tz.rule", "lang.primary", "intl", "prefs.theme", "prefs.a11y"}

// account is what becomes of the devices of one person.
type account struct {
	Tolerance string  `json:"tolerance"`
	Missed    float64 `json:"missed"`
	Wrong     float64 `json:"taken_for_the_companion"`
	Merged    float64 `json:"companion_taken_for_it"`
}

// accounts gives each device a companion of the same person, lets weeks pass, and
// asks who comes back without cookies: what decides about a challenge. Ties count
// against us: the companion has the smaller ID.
func accounts(out io.Writer, l *life, weeks int) (list []account) {
	devices, r := l.devices, l.random
	companions := make([]population.Device, len(devices))
	for i, d := range devices {
		companions[i] = maps.Clone(devices[r.IntN(len(devices))])
		for _, key := range settings {
			companions[i][key] = d[key]
		}
	}
	mine, theirs := l.pairs, population.Drifted(companions, l.events, weeks, r)
	fmt.Fprintf(out, "\n| tolerance | same device missed | taken for the companion | companion taken for it |\n|---|---|---|---|\n")
	for _, tolerance := range []string{"strict", "default", "lenient"} {
		o := identify.Options{Tolerance: tolerance, SameAccount: true}
		missed, wrong, merged := 0.0, 0.0, 0.0
		for i := range mine {
			own := identify.Candidate{ID: "own", Print: mine[i].Before, Days: mine[i].Days}
			companion := identify.Candidate{ID: "companion", Print: theirs[i].Before, Days: theirs[i].Days}
			if got, ok := identify.Best(mine[i].After, nil, []identify.Candidate{own, companion}, o); !ok {
				missed++
			} else if got.ID != "own" {
				wrong++
			}
			if _, ok := identify.Best(theirs[i].After, nil, []identify.Candidate{own}, o); ok {
				merged++
			}
		}
		n := float64(len(mine))
		a := account{tolerance, missed / n, wrong / n, merged / n}
		fmt.Fprintf(out, "| %s | %.4f | %.4f | %.4f |\n", a.Tolerance, a.Missed, a.Wrong, a.Merged)
		list = append(list, a)
	}
	return list
}
