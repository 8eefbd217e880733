package chaos

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
)

// record is what all runs counted: scenario → what → how many. A name that begins with
// "longest" keeps the largest value; all others add up.
type record struct {
	mu     sync.Mutex
	counts map[string]map[string]int64
}

var figures = record{counts: map[string]map[string]int64{}}

// add counts something of a scenario.
func (r *record) add(scenario, what string, n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	row := r.counts[scenario]
	if row == nil {
		row = map[string]int64{}
		r.counts[scenario] = row
	}
	if strings.HasPrefix(what, "longest") {
		row[what] = max(row[what], n)
		return
	}
	row[what] += n
}

// write adds the figures to those of earlier runs, and prints all of them.
func (r *record) write(path string) error {
	if path == "" {
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	before := map[string]map[string]int64{}
	if len(text) > 0 {
		if err := json.Unmarshal(text, &before); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	for scenario, row := range before {
		for what, n := range row {
			r.add(scenario, what, n)
		}
	}
	r.print()
	if text, err = json.MarshalIndent(r.counts, "", "  "); err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

func (r *record) print() {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	defer func() { _ = w.Flush() }()
	for _, scenario := range slices.Sorted(maps.Keys(r.counts)) {
		row := r.counts[scenario]
		var cells []string
		for _, what := range slices.Sorted(maps.Keys(row)) {
			cells = append(cells, fmt.Sprintf("%s %d", what, row[what]))
		}
		fmt.Fprintf(w, "%s\t%s\n", scenario, strings.Join(cells, ", "))
	}
}
