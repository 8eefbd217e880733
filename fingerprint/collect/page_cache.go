//go:build js && wasm

package collect

import "sync"

// Options say what to do beside reading.
type Options struct {
	// Fresh reads again although this page has been read already.
	Fresh bool
}

// A page is read once: what is read does not change while it is open. Callers that
// come meanwhile wait for the one result.
var (
	reading sync.Mutex
	read    *Result
)

// Collect reads the browser, or returns what it read before. It takes 1.2 seconds at
// most, never fails, and blocks: it must not be called from a callback of JavaScript.
// The result is shared and must not be changed.
func Collect(o Options) *Result {
	reading.Lock()
	defer reading.Unlock()
	if read == nil || o.Fresh {
		read = newCollection().run()
	}
	return read
}
