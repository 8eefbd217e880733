package main

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// result is one benchmark.
type result struct {
	Package string `json:"package"`
	Name    string `json:"name"`
	// Runs is how often the loop ran.
	Runs int `json:"runs"`
	// Figures are the measurements by unit: ns/op, B/op, allocs/op and those that
	// the benchmark reports itself.
	Figures map[string]float64 `json:"figures"`
}

// figure is the measurement of a unit as text; "" where there is none.
func (r result) figure(unit string) string {
	value, ok := r.Figures[unit]
	if !ok {
		return ""
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

// A line is "BenchmarkName-2   1000   123.4 ns/op   56 B/op   7 allocs/op".
var line = regexp.MustCompile(`^Benchmark(\S+?)(?:-\d+)?\s+(\d+)\s+(.*)$`)

// parse reads the output of any number of packages; failed says that one of them
// failed, which `go test` also says by its exit code.
func parse(r io.Reader) (results []result, failed bool, err error) {
	var pkg string
	scanner := bufio.NewScanner(r)
	for scanner.Scan() {
		text := scanner.Text()
		if name, ok := strings.CutPrefix(text, "pkg: "); ok {
			pkg = name
		}
		failed = failed || strings.HasPrefix(text, "FAIL") || strings.HasPrefix(text, "--- FAIL")
		m := line.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		result, err := parseLine(pkg, m)
		if err != nil {
			return nil, false, fmt.Errorf("%q: %w", text, err)
		}
		results = append(results, result)
	}
	return results, failed, scanner.Err()
}

func parseLine(pkg string, m []string) (result, error) {
	runs, err := strconv.Atoi(m[2])
	if err != nil {
		return result{}, err
	}
	r := result{Package: pkg, Name: m[1], Runs: runs, Figures: map[string]float64{}}
	fields := strings.Fields(m[3])
	if len(fields)%2 != 0 {
		return result{}, fmt.Errorf("a figure without a unit")
	}
	for i := 0; i < len(fields); i += 2 {
		value, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return result{}, err
		}
		r.Figures[fields[i+1]] = value
	}
	return r, nil
}
