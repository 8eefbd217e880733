package main

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/population"
	"github.com/openrupt/openrupt/server/identify"
)

// weeks is how long those who come back were away.
const weeks = 8

// crowd are the fingerprints there are and some devices that come back.
type crowd struct {
	// prints are in the order in which they were seen; the id of each is its place.
	prints  []fingerprint.Print
	ids     []string
	queries []query
	scanned []answer // what a comparison with all answers
}

// query is a device that comes back.
type query struct {
	own int // the place of what it was
	now fingerprint.Print
}

// newCrowd makes devices up, in pieces that have a seed each, so that a crowd is the same
// on any number of cores.
func newCrowd(o options) (*crowd, error) {
	events, err := population.Events()
	if err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(o.seed, 0))
	devices := population.Synthetic(o.queries, r)
	c := &crowd{prints: make([]fingerprint.Print, o.devices)}
	for i := range c.prints {
		c.ids = append(c.ids, fmt.Sprintf("%024x", i))
	}
	switch o.alike {
	case "":
		c.makeUp(o.seed)
	case "equal":
		devices = slices.Repeat(devices[:1], o.queries)
		c.prints = slices.Repeat([]fingerprint.Print{devices[0].Print()}, o.devices)
	case "near":
		for i, p := range population.Drifted(slices.Repeat(devices[:1], o.devices), events, weeks, r) {
			c.prints[i] = p.After
		}
		devices = slices.Repeat(devices[:1], o.queries)
	default:
		return nil, fmt.Errorf("want equal or near, not %q", o.alike)
	}
	returning := population.Drifted(devices, events, weeks, r)
	for i, p := range returning {
		own := i * o.devices / o.queries
		c.queries = append(c.queries, query{own, p.After})
		c.prints[own] = p.Before
	}
	r.Shuffle(len(c.queries), func(i, j int) { c.queries[i], c.queries[j] = c.queries[j], c.queries[i] })
	return c, nil
}

func (c *crowd) makeUp(seed uint64) {
	const piece = 1000
	var all sync.WaitGroup
	turns := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for start := range turns {
				part := c.prints[start:min(start+piece, len(c.prints))]
				r := rand.New(rand.NewPCG(seed, uint64(start)+1))
				for i, d := range population.Synthetic(len(part), r) {
					part[i] = d.Print()
				}
			}
		})
	}
	for start := 0; start < len(c.prints); start += piece {
		turns <- start
	}
	close(turns)
	all.Wait()
}

// scan compares with all: what the server would answer if it could afford that.
func (c *crowd) scan(q query) (identify.Result, bool) {
	var compatible []identify.Candidate
	for i, p := range c.prints {
		if identify.Compatible(q.now, p) {
			compatible = append(compatible, identify.Candidate{ID: c.ids[i], Print: p, LastSeen: int64(i), Days: 7 * weeks})
		}
	}
	return identify.Best(q.now, nil, compatible, c.options())
}

func (c *crowd) options() identify.Options { return identify.Options{Population: len(c.prints)} }
