// Benchtable reads what `go test -bench` prints and shows it as one table for all
// packages; with -json it also writes the figures to a file.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"text/tabwriter"
)

func main() {
	log.SetFlags(0)
	jsonFile := flag.String("json", "", "also write the figures to this `file`")
	flag.Parse()
	results, failed, err := parse(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	if err := show(os.Stdout, results); err != nil {
		log.Fatal(err)
	}
	if *jsonFile != "" {
		if err := write(*jsonFile, results); err != nil {
			log.Fatal(err)
		}
	}
	if failed {
		log.Fatal("a package failed")
	}
}

func show(w io.Writer, results []result) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	const row = "%s\t%s\t%14s\t%10s\t%9s\n"
	fmt.Fprintf(table, row, "package", "benchmark", "ns/op", "B/op", "allocs/op")
	for _, r := range results {
		fmt.Fprintf(table, row, r.Package, r.Name, r.figure("ns/op"), r.figure("B/op"), r.figure("allocs/op"))
	}
	return table.Flush()
}

func write(file string, results []result) error {
	b, err := json.MarshalIndent(results, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(b, '\n'), 0o644)
}
