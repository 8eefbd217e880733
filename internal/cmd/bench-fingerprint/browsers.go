package main

import (
	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/population"
)

// browsers are groups in which other signals are muted.
var browsers = []browser{
	{"Chromium on Windows", fingerprint.Blink, fingerprint.Windows},
	{"Chromium on macOS", fingerprint.Blink, fingerprint.MacOS},
	{"Chromium on Android", fingerprint.Blink, fingerprint.Android},
	{"Safari on macOS", fingerprint.WebKit, fingerprint.MacOS},
	{"Safari on iOS", fingerprint.WebKit, fingerprint.IOS},
}

type browser struct {
	name     string
	engine   fingerprint.Engine
	platform fingerprint.Platform
}

func (b browser) of(pairs []population.Pair) []population.Pair {
	var some []population.Pair
	for _, p := range pairs {
		if e := p.Before.Environment(); e.Engine == b.engine && e.Platform == b.platform {
			some = append(some, p)
		}
	}
	return some
}
