package main

import (
	"slices"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/population"
)

// ceiling is the share of true pairs that an ideal classifier could accept while it
// accepts one in 10,000 pairs of strangers.
//
// It is given more than there is to know: the prints before anything changed, and how
// frequent each is. Two devices with one print cannot be told apart by anyone, and to
// accept a print that k devices have is to accept k(k−1) pairs of strangers; so the
// rarest are accepted first. What changes afterwards only takes away from it.
func ceiling(pairs []population.Pair) float64 {
	having := map[fingerprint.Print]int{}
	for _, p := range pairs {
		having[p.Before]++
	}
	var sizes []int
	for _, n := range having {
		sizes = append(sizes, n)
	}
	slices.Sort(sizes)
	strangers, accepted := 0, 0
	for _, n := range sizes {
		if strangers += n * (n - 1); strangers > len(pairs)*(len(pairs)-1)/10_000 {
			break
		}
		accepted += n
	}
	return float64(accepted) / float64(len(pairs))
}
