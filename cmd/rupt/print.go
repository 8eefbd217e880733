package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
)

// say prints a line.
func (env *environment) say(text string) error {
	_, err := fmt.Fprintln(env.stdout, text)
	return err
}

// sayf prints by a format, which ends its lines itself.
func (env *environment) sayf(format string, args ...any) error {
	_, err := fmt.Fprintf(env.stdout, format, args...)
	return err
}

// json prints v for people and programs.
func (env *environment) json(v any) error {
	e := json.NewEncoder(env.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// table is a table with its head, to be filled with cells after tabs and flushed.
func (env *environment) table(columns ...string) *tabwriter.Writer {
	w := tabwriter.NewWriter(env.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(columns, "\t"))
	return w
}
