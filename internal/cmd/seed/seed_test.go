package main

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/population"
	"github.com/openrupt/openrupt/server/core/deviceinfo"
)

// TestAgents: a device says in its header what its fingerprint says.
func TestAgents(t *testing.T) {
	systems := map[string]string{"Windows": "Windows", "macOS": "Mac OS", "Linux": "Linux", "Android": "Android", "iOS": "iOS"}
	seen := map[string]bool{}
	for _, looks := range population.Synthetic(500, rand.New(rand.NewPCG(1, 2))) {
		d := &device{Device: looks}
		info := deviceinfo.Parse(d.agent(), nil)
		system, _, _ := strings.Cut(looks["os.release"], "|")
		words := strings.Fields(looks["ua.brand"])
		browser := words[len(words)-1] // Google Chrome, Microsoft Edge
		seen[browser+system] = true
		if info.OS.Name == nil || *info.OS.Name != systems[system] || info.Browser.Name == nil || !strings.HasSuffix(*info.Browser.Name, browser) {
			t.Fatalf("%s on %s says %s", browser, system, d.agent())
		}
		if d.hash(false) == d.hash(true) {
			t.Errorf("%s on %s looks the same on another screen", browser, system)
		}
	}
	if len(seen) < 7 {
		t.Errorf("only %v", seen)
	}
}
