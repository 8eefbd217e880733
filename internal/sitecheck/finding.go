// Package sitecheck finds what a site has of the npm package rupt and its hosted service,
// and says what to do about it. It reads source text line by line, by patterns: it knows
// what people write, not what a program does.
package sitecheck

import "fmt"

// Finding is one place that somebody who migrates must know of.
type Finding struct {
	// File is a path or URL, Line counts from 1; 0 is the whole file or a header.
	File string
	Line int
	// Rule is the stable name of what was found.
	Rule string
	// Must says that the site does not work as meant until it is changed. Otherwise it is
	// worth a look.
	Must bool
	// What was found, and what to Do about it.
	What, Do string
}

// String is the finding for a terminal: file:line, as editors understand it.
func (f Finding) String() string {
	level := "look"
	if f.Must {
		level = "change"
	}
	return fmt.Sprintf("%s:%d: %s: %s: %s\n    %s", f.File, f.Line, level, f.Rule, f.What, f.Do)
}
