package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
)

// budget is the most that each file may weigh after brotli, in bytes. Modules go by
// their targets, as "rupt.wasm", whatever their hash.
type budget map[string]int

// checkBudget prints the sizes in m and fails where one is above its budget. A module
// that was built by another Go release, unshrunk, has none.
func checkBudget(w io.Writer, m *manifest, path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var limits budget
	if err := json.Unmarshal(text, &limits); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "raw\tgzip\tbrotli\tbudget\t\tfile")
	var over []error
	for _, e := range m.Files {
		if e.Brotli == 0 {
			continue
		}
		limit, ok := limits[stableName(e.Name)]
		fmt.Fprintf(table, "%d\t%d\t%d\t%d\t\t%s\n", e.Raw, e.Gzip, e.Brotli, limit, e.Name)
		if !ok {
			over = append(over, fmt.Errorf("%s has no budget in %s", stableName(e.Name), path))
		} else if e.Brotli > limit {
			over = append(over, fmt.Errorf("%s is %d bytes above its budget", e.Name, e.Brotli-limit))
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if !m.Shrunk {
		over = append(over, errors.New("the module was built without the overlay or the packer, which know one Go release"))
	}
	return errors.Join(over...)
}

// stableName takes the hash out of a module's name.
func stableName(name string) string {
	if module, ok := strings.CutSuffix(name, ".wasm"); ok {
		return module[:strings.LastIndexByte(module, '-')] + ".wasm"
	}
	return name
}
