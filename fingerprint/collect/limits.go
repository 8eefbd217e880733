//go:build js && wasm

package collect

// Time limits in milliseconds.
const (
	// totalLimit is how long anything is waited for; what has not answered by then has
	// failed. Reading is not cut short: a slow machine would get a poorer hash.
	totalLimit = 1200
	// asyncLimit is for one asynchronous signal.
	asyncLimit = 300
	// audioLimit is longer: rendering may wait for a busy audio thread.
	audioLimit = 500
	// sliceLimit is how long we keep the main thread before others get a turn:
	// a frame at 60 Hz.
	sliceLimit = 16
)
