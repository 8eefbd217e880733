package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// leastGarbage is how many bytes of garbage there may be, however little is in use. An idle
// server uses some 8 MB; with half of that, a busy one spent a fifth of its time on collecting.
const leastGarbage = 16 << 20

// garbagePercent is how much garbage there may be for what is in use, as GOGC counts it: as
// much as leastGarbage, or half when that is more, since most memory of a server that
// needs much is that of idle streams.
func garbagePercent(inUse uint64) int {
	return int(min(max(50, leastGarbage*100/max(inUse, 1)), 400))
}

// saveMemory gives back what starting took, and decides how often garbage is collected
// unless GOGC does.
func saveMemory() {
	if os.Getenv("GOGC") == "" {
		tuneCollector(0)
	}
	debug.FreeOSMemory()
}

// tuneCollector looks after each collection what is in use, and sets when the next is due.
// percent is what is set.
func tuneCollector(percent int) {
	inUse := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(inUse)
	if wanted := garbagePercent(inUse[0].Value.Uint64()); wanted < percent || wanted > percent+percent/8 {
		percent = wanted
		debug.SetGCPercent(percent)
	}
	runtime.AddCleanup(&collection{}, tuneCollector, percent) // in the next one
}

// collection is something to collect.
type collection struct{ _ *byte }
