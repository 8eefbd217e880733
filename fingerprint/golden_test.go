package fingerprint

import (
	_ "embed"
	"encoding/csv"
	"strings"
	"testing"
)

// r1 is what raw values became when r1 was published: the key of a segment, a raw value,
// the characters. Rows are added; none is ever changed, and no flag of a test writes them.
//
//go:embed testdata/r1.csv
var r1 string

// prints are whole fingerprints, by what the segments of r1 are in each: one row a segment
// is the nth of its key, or its last.
var prints = []string{
	laptopPrint,
	"r1win00000nHQWTOhwCcBtgmnrqNm5PMfL1HngE72pUSmLtLkNAawgP9zDVP8Dc-t1PJ----tsRUxZieMg8LBZLkLWhE2uhXWtKsNFe6hTvlZXz6aKCt8TCIRoxJGHO8Y7CKuXsKwoUOZNzf7CT2fHYoLBP2ZWEcX7C7RNk1P0IhU4ihC5MLh8y75K8rsjUoglB49iIMKAMpiwOC1OU61KOlwS1GaZmC2SDr0hUQEtHMCn9UFW9tTmgEdMYIHqjP",
	"r1gln00000Ot0d7rs0ynrZhxVXAKl1Svec7lVxCd5P9pI3ulePUQBy5akA7CQr9-CIh5OICR2BnkKVp7FM0jHbqKmhmhByjSkCJxrl09vxaxCmDsTTVHWxGi2---NyyhdvSRYdVlSvL0vxmyBOBH2rJHcCG8UieucuVfneQNPu9KjDoL1u1l2AxxhNOrt0imZcW4ttwjvjPedqCnS--Z8QWzzsK5wg---o6YLa6X3tmG76d8rxI3gdVtpCaLvhH7",
}

func readGolden(t *testing.T) map[string][][2]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(r1)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	golden := map[string][][2]string{}
	for _, row := range rows {
		golden[row[0]] = append(golden[row[0]], [2]string{row[1], row[2]})
	}
	return golden
}

// TestSegmentsAreForGood: equal values have equal characters in every release, or else
// every device that is known is another one after an upgrade.
func TestSegmentsAreForGood(t *testing.T) {
	golden := readGolden(t)
	for i := range Segments {
		s := &Segments[i]
		if len(golden[s.Key]) < 3 {
			t.Errorf("%s has %d rows, want three and more", s.Key, len(golden[s.Key]))
		}
		for _, row := range golden[s.Key] {
			p := printOf(t, map[string]Signal{s.Key: {Value: row[0]}})
			if got := p.Segment(i); got != row[1] {
				t.Errorf("%s of %q is %q, was %q", s.Key, row[0], got, row[1])
			}
		}
	}
	if len(golden) != len(Segments) {
		t.Errorf("rows of %d segments, want %d", len(golden), len(Segments))
	}
}

// TestPrintsAreForGood: so do whole fingerprints, with their headers.
func TestPrintsAreForGood(t *testing.T) {
	golden := readGolden(t)
	for n, want := range prints {
		signals := map[string]Signal{}
		for key, rows := range golden {
			signals[key] = Signal{Value: rows[min(n, len(rows)-1)][0]}
		}
		if got := hashOf(signals); got != want {
			t.Errorf("print %d:\n got %s\nwant %s", n, got, want)
		}
	}
}
