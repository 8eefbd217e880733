package calibrate

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/server/identify"
)

// Pair is what one device looked like twice.
type Pair struct {
	// Device tells devices apart. Browsers that may be one have the same.
	Device string
	// Current came Days after Last.
	Current, Last fingerprint.Print
	Days          float64
}

// perDevice bounds how many pairs of one device count: who comes every hour would
// speak for all who do not.
const perDevice = 20

// byDevice groups pairs, at random among those of a device beyond perDevice. The
// devices are in random order.
func byDevice(pairs []Pair, r *rand.Rand) [][]Pair {
	shuffled := slices.Clone(pairs)
	slices.SortStableFunc(shuffled, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(a.Device, b.Device), cmp.Compare(a.Days, b.Days), cmp.Compare(a.Current.String(), b.Current.String()))
	})
	r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	place := map[string]int{}
	var groups [][]Pair
	for _, p := range shuffled {
		i, ok := place[p.Device]
		if !ok {
			i = len(groups)
			place[p.Device], groups = i, append(groups, nil)
		}
		if len(groups[i]) < perDevice {
			groups[i] = append(groups[i], p)
		}
	}
	return groups
}

// kind is the engine and platform of a print.
type kind [2]byte

func kindOf(p fingerprint.Print) kind {
	e := p.Environment()
	return kind{byte(e.Engine), byte(e.Platform)}
}

// compatible: pairs that are not are never scored, so they say nothing about scores.
func (p Pair) compatible() bool { return identify.Compatible(p.Current, p.Last) }

// kindsOf are the keys in order, so that equal data gives equal results.
func kindsOf[T any](m map[kind]T) []kind {
	return slices.SortedFunc(maps.Keys(m), func(a, b kind) int { return cmp.Compare(string(a[:]), string(b[:])) })
}
