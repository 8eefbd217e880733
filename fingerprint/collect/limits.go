//go:build js && wasm

package collect

// Time limits in milliseconds.
const (
	// totalLimit is for everything; what has not answered by then has failed.
	totalLimit = 1200
	// asyncLimit is for one asynchronous signal.
	asyncLimit = 300
	// audioLimit is longer: rendering may wait for a busy audio thread.
	audioLimit = 500
	// sliceLimit is how long we keep the main thread before others get a turn:
	// a frame at 60 Hz.
	sliceLimit = 16
)
