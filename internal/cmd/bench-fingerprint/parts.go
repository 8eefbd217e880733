package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// add takes in the JSON files of other benchmarks: "drift=bin/bench-drift.json …".
func (r *results) add(parts string) error {
	r.Parts = map[string]json.RawMessage{}
	for part := range strings.FieldsSeq(parts) {
		name, path, ok := strings.Cut(part, "=")
		if !ok {
			return fmt.Errorf("want NAME=FILE, not %q", part)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !json.Valid(text) {
			return fmt.Errorf("%s is no JSON", path)
		}
		r.Parts[name] = text
	}
	return nil
}
