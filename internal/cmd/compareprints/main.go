// Compareprints says how much two prints have in common, for tests and benchmarks that
// are not written in Go:
//
//	go run ./internal/cmd/compareprints PRINT PRINT [PRINT PRINT]...
//
// It prints one JSON object a pair.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/server/identify"
)

func main() {
	if err := run(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "compareprints:", err)
		os.Exit(1)
	}
}

// comparison is what is printed of a pair.
type comparison struct {
	Similarity float64 `json:"similarity"` // share of agreeing characters, 0 to 1
	Comparable int     `json:"comparable"` // characters
	// Confidence that both are one device if nothing but the two is known, 0 to 1.
	Confidence float64  `json:"confidence"`
	Compatible bool     `json:"compatible"` // the rules of package identify
	Differing  []string `json:"differing"`  // keys of segments
}

func run(out io.Writer, args []string) error {
	if len(args) == 0 || len(args)%2 != 0 {
		return errors.New("need pairs of prints")
	}
	encoder := json.NewEncoder(out)
	for ; len(args) > 0; args = args[2:] {
		current, err := fingerprint.Parse(args[0])
		if err != nil {
			return err
		}
		earlier, err := fingerprint.Parse(args[1])
		if err != nil {
			return err
		}
		match := fingerprint.Compare(current, earlier)
		err = encoder.Encode(comparison{
			match.Similarity, match.Comparable, match.Confidence(1), identify.Compatible(current, earlier), match.Differing.Keys(),
		})
		if err != nil {
			return err
		}
	}
	return nil
}
