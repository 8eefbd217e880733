// Licences lists what the server's binary and the SDK's modules contain: THIRD_PARTY.md, with every licence's text, or
// with -sbom a bill of materials (CycloneDX, JSON).
package main

import (
	"flag"
	"fmt"
	"os"
)

//go:generate go run . -o ../../../THIRD_PARTY.md

func main() {
	bill := flag.Bool("sbom", false, "a bill of materials instead of the licences")
	out := flag.String("o", "", "the file to write; default: standard output")
	flag.Parse()
	if err := run(*bill, *out); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func run(bill bool, out string) error {
	parts, err := contents()
	if err != nil {
		return err
	}
	text := document(parts)
	if bill {
		if text, err = sbom(parts); err != nil {
			return err
		}
	}
	if out == "" {
		_, err = os.Stdout.Write(text)
		return err
	}
	return os.WriteFile(out, text, 0o644)
}
