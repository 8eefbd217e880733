package main

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/tables"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/identify"
)

// database is a store that can be filled past its methods.
type database interface {
	View(ctx context.Context, fn func(core.Tx) error) error
	Pool() *sql.DB
	Close() error
}

// figures are what look-ups cost and find.
type figures struct {
	Store        string  `json:"store"`
	Fingerprints int     `json:"fingerprints"`
	Queries      int     `json:"queries"`
	P50          float64 `json:"p50_ms"`
	P99          float64 `json:"p99_ms"`
	Candidates   float64 `json:"candidates_mean"`
	// Nominated is the share of look-ups with the device among the candidates.
	Nominated float64 `json:"nominated"`
	// Found and FoundByScan are the shares that give the device's own id.
	Found       float64 `json:"found"`
	FoundByScan float64 `json:"found_by_scan"`
	// Recall is the share of what the scan finds that the look-up finds, too.
	Recall float64 `json:"recall"`
	// Same is the share of answers, an id or none, that are those of the scan.
	Same float64 `json:"same_answer"`
	// Twins is the share of devices whose print is now that of another one, whose id they
	// get: a hash is one fingerprint, whoever shows it.
	Twins float64 `json:"twins"`
	// Wrong and WrongByScan are the shares that give the id of another device with another
	// print.
	Wrong       float64 `json:"wrong"`
	WrongByScan float64 `json:"wrong_by_scan"`
	// IndexBytes and RowBytes are what a fingerprint takes in the indexes and in the table.
	IndexBytes float64 `json:"index_bytes_each"`
	RowBytes   float64 `json:"row_bytes_each"`
}

const figuresHead = `| database | fingerprints | p50 | p99 | candidates | device among them | found | found by scan | recall | same answer | twins | wrong | wrong by scan | index bytes each | row bytes each |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
`

func (f figures) row() string {
	return fmt.Sprintf("| %s | %d | %.2f ms | %.2f ms | %.0f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.0f | %.0f |\n",
		f.Store, f.Fingerprints, f.P50, f.P99, f.Candidates, f.Nominated, f.Found, f.FoundByScan, f.Recall, f.Same, f.Twins, f.Wrong, f.WrongByScan, f.IndexBytes, f.RowBytes)
}

// answer is an id, or none.
type answer struct {
	id        string
	ok, exact bool
}

func (c *crowd) lookUp(ctx context.Context, db database, q query) (a answer, candidates []identify.Candidate, err error) {
	keys := identify.BandKeys(q.now)
	err = db.View(ctx, func(tx core.Tx) error {
		found, err := tx.FingerprintsByBands(project, keys[:], core.BandLimit)
		if err != nil {
			return err
		}
		for _, v := range found {
			p, err := fingerprint.Parse(v.Hash)
			if err != nil {
				return err
			}
			candidates = append(candidates, identify.Candidate{ID: v.FingerprintID, Print: p, LastSeen: int64(v.LastSeenAt), Days: 7 * weeks})
		}
		return nil
	})
	r, ok := identify.Best(q.now, nil, candidates, c.options())
	return answer{r.ID, ok, r.Exact}, candidates, err
}

func measure(ctx context.Context, name string, db database, c *crowd) (figures, error) {
	f := figures{Store: name, Fingerprints: len(c.prints), Queries: len(c.queries)}
	answers := make([]answer, len(c.queries))
	var times []float64
	for i, q := range c.queries {
		start := time.Now()
		a, candidates, err := c.lookUp(ctx, db, q)
		if err != nil {
			return f, err
		}
		times = append(times, float64(time.Since(start).Microseconds())/1000)
		answers[i] = a
		f.Candidates += float64(len(candidates)) / float64(len(c.queries))
		if slices.ContainsFunc(candidates, func(k identify.Candidate) bool { return k.ID == c.ids[q.own] }) {
			f.Nominated += 1 / float64(len(c.queries))
		}
	}
	slices.Sort(times)
	f.P50, f.P99 = times[len(times)/2], times[len(times)*99/100]
	f.compare(c, answers, c.scans())
	return f, f.weigh(ctx, db.Pool())
}

// weigh asks how much room the fingerprints take.
func (f *figures) weigh(ctx context.Context, pool *sql.DB) error {
	rows, indexes, err := tables.Weigh(ctx, pool, "fingerprints")
	f.RowBytes, f.IndexBytes = float64(rows)/float64(f.Fingerprints), float64(indexes)/float64(f.Fingerprints)
	return err
}

// scans are the answers that a comparison with all gives. They are worked out once.
func (c *crowd) scans() []answer {
	if c.scanned != nil {
		return c.scanned
	}
	c.scanned = make([]answer, len(c.queries))
	turns := make(chan int)
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for i := range turns {
				r, ok := c.scan(c.queries[i])
				c.scanned[i] = answer{r.ID, ok, r.Exact}
			}
		})
	}
	for i := range c.queries {
		turns <- i
	}
	close(turns)
	all.Wait()
	return c.scanned
}

func (f *figures) compare(c *crowd, looked, scanned []answer) {
	both, one := 0.0, 1/float64(len(looked))
	for i, q := range c.queries {
		a, b, own := looked[i], scanned[i], c.ids[q.own]
		share(&f.Found, a.id == own, one)
		share(&f.FoundByScan, b.id == own, one)
		share(&both, a.id == own && b.id == own, one)
		share(&f.Same, a == b, one)
		share(&f.Twins, a.exact && a.id != own, one)
		share(&f.Wrong, a.ok && !a.exact && a.id != own, one)
		share(&f.WrongByScan, b.ok && !b.exact && b.id != own, one)
	}
	if f.FoundByScan > 0 {
		f.Recall = both / f.FoundByScan
	}
}

func share(sum *float64, is bool, one float64) {
	if is {
		*sum += one
	}
}
