//go:build js && wasm

package collect

import "sync"

// Options say what to do beside reading the signals.
type Options struct {
	// MediaDevices adds the signal media.kinds, which is slow. It changes the hash, so
	// all pages of a site should say the same.
	MediaDevices bool
	// Fresh reads again although this page has been read already.
	Fresh bool
}

// A page is read once: what is read does not change while it is open. Callers that
// come meanwhile wait for the one result.
var (
	reading sync.Mutex
	read    *Result
)

// Collect reads the browser, or returns what it read before. It waits 1.2 seconds at
// most, never fails, and blocks: it must not be called from a callback of JavaScript.
// The result is shared and must not be changed.
func Collect(o Options) *Result {
	reading.Lock()
	defer reading.Unlock()
	if read == nil || o.Fresh || read.seenHidden() && !newBrowser(o).hidden() {
		read = newCollection(o).run()
	}
	return read
}

// seenHidden says whether the tab was in the background, where some signals are not
// read, so that it is worth reading again.
func (r *Result) seenHidden() bool {
	audio, _ := r.Signals.Get("audio.sum")
	return audio.Reason == errHidden.Error()
}
