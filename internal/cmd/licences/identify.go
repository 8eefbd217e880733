package main

import "strings"

// Known licences, each by sentences that only it has, the stricter ones first. What is not here is not shipped before
// somebody has read it: this is the list of what is allowed.
var known = []struct {
	name string
	says []string
	not  string
}{
	{name: "Apache-2.0", says: []string{"apache license", "version 2.0, january 2004", "grant of patent license"}},
	{name: "BSD-3-Clause", says: []string{"redistribution and use in source and binary forms", "neither the name", "endorse or promote products"}},
	{name: "BSD-2-Clause", says: []string{"redistribution and use in source and binary forms", "retain the above copyright"}, not: "endorse or promote products"},
	{name: "MIT", says: []string{"permission is hereby granted, free of charge", "the above copyright notice and this permission notice shall be included in all copies or substantial portions"}},
	{name: "ISC", says: []string{"permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the above copyright notice and this permission notice appear in all copies"}},
	{name: "0BSD", says: []string{"permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted"}, not: "provided that"},
	{name: "CC0-1.0", says: []string{"cc0 1.0 universal"}},
}

// identify names the licence of a text, "" if it is not a known one.
func identify(content string) string {
	content = strings.ToLower(strings.Join(strings.Fields(content), " "))
	for _, k := range known {
		fits := k.not == "" || !strings.Contains(content, k.not)
		for _, sentence := range k.says {
			fits = fits && strings.Contains(content, sentence)
		}
		if fits {
			return k.name
		}
	}
	return ""
}

// allowed says whether we ship what has the licence.
func allowed(licence string) bool {
	for _, k := range known {
		if k.name == licence {
			return true
		}
	}
	return false
}
