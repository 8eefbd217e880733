//go:build !race

package identify

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

// TestBestAllocations: however many devices are known, comparing them allocates as much.
func TestBestAllocations(t *testing.T) {
	r := rand.New(rand.NewPCG(19, 20))
	var known []Candidate
	for i := range 1000 {
		known = append(known, Candidate{ID: strconv.Itoa(i), Print: device(r).print(t)})
	}
	now := device(r).print(t)
	for _, tt := range []struct {
		name   string
		known  []Candidate
		budget float64
	}{
		{"a user's five devices", known[:5], 1},
		{"1,000 devices", known, 1},
	} {
		if n := testing.AllocsPerRun(100, func() { Best(now, nil, tt.known, Options{}) }); n > tt.budget {
			t.Errorf("%s: %v allocations, the budget is %v", tt.name, n, tt.budget)
		}
		tt.known[0].Print = now
		if n := testing.AllocsPerRun(100, func() { Best(now, nil, tt.known, Options{}) }); n > tt.budget {
			t.Errorf("%s, one the same: %v allocations, the budget is %v", tt.name, n, tt.budget)
		}
	}
}
