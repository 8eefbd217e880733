package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestRun: both databases give the same answers, which are those of a scan where few
// share a band.
func TestRun(t *testing.T) {
	var out strings.Builder
	results, err := run(t.Context(), &out, options{devices: 2000, queries: 100, seed: 7, stores: "sqlite,postgres"})
	if err != nil {
		t.Fatal(err)
	}
	lite, postgres := results[0], results[1]
	if lite.Recall < 0.95 || lite.FoundByScan < 0.5 || lite.Candidates < 1 || lite.Wrong > lite.WrongByScan+0.02 {
		t.Errorf("%+v", lite)
	}
	for _, f := range results {
		if f.IndexBytes < 6*16 || f.IndexBytes > 2000 || f.RowBytes < 256 || f.RowBytes > 2000 {
			t.Errorf("%s: %.0f bytes of indexes and %.0f of rows for each", f.Store, f.IndexBytes, f.RowBytes)
		}
	}
	postgres.Store, postgres.P50, postgres.P99 = lite.Store, lite.P50, lite.P99
	postgres.IndexBytes, postgres.RowBytes = lite.IndexBytes, lite.RowBytes
	if lite != postgres {
		t.Errorf("SQLite %+v, PostgreSQL %+v", lite, postgres)
	}
	if n := strings.Count(out.String(), "\n"); n != 4 {
		t.Errorf("%d lines:\n%s", n, out.String())
	}
	if err := write(filepath.Join(t.TempDir(), "lookup.json"), results); err != nil {
		t.Error(err)
	}
}

// TestAlike: of a band that all share no more is read than the limit.
func TestAlike(t *testing.T) {
	for _, alike := range []string{"equal", "near"} {
		results, err := run(t.Context(), &strings.Builder{}, options{devices: 2000, queries: 20, seed: 7, stores: "sqlite", alike: alike})
		if err != nil {
			t.Fatal(err)
		}
		if f := results[0]; f.Candidates < 64 || f.Candidates > 6*64 {
			t.Errorf("%s: %+v", alike, f)
		}
	}
}
