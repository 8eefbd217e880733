package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	const output = `goos: linux
pkg: example.com/a
BenchmarkHash-2         	  120000	      9876 ns/op	     512 B/op	       3 allocs/op
BenchmarkCompare/far    	 5000000	       251.5 ns/op
PASS
ok  	example.com/a	2.1s
pkg: example.com/b
BenchmarkStore-2        	     100	   1000 ns/op	        42.00 rows/s
`
	want := []result{
		{Package: "example.com/a", Name: "Hash", Runs: 120000, Figures: map[string]float64{"ns/op": 9876, "B/op": 512, "allocs/op": 3}},
		{Package: "example.com/a", Name: "Compare/far", Runs: 5000000, Figures: map[string]float64{"ns/op": 251.5}},
		{Package: "example.com/b", Name: "Store", Runs: 100, Figures: map[string]float64{"ns/op": 1000, "rows/s": 42}},
	}
	got, failed, err := parse(strings.NewReader(output))
	if err != nil || failed {
		t.Fatalf("parse: failed %v, error %v", failed, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parse (-want +got):\n%s", diff)
	}
}

func TestParseSeesFailures(t *testing.T) {
	for _, output := range []string{"FAIL\texample.com/a [build failed]\n", "--- FAIL: BenchmarkHash\n"} {
		if _, failed, err := parse(strings.NewReader(output)); err != nil || !failed {
			t.Errorf("parse(%q): failed %v, error %v; want a failure", output, failed, err)
		}
	}
}

func TestParseRefusesNonsense(t *testing.T) {
	if _, _, err := parse(strings.NewReader("BenchmarkHash-2 100 fast ns/op\n")); err == nil {
		t.Error("parse took a word for a number")
	}
}
