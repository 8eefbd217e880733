//go:build js

// Package jsx reaches JavaScript through a bridge of its own, bridge.js, instead of
// syscall/js: a tenth of the size, calls that cost nanoseconds, and no finalizers.
//
// A value belongs to a [Scope] and so does everything that is got from it; closing the
// scope lets go of all of them at once. What JavaScript throws is a value too, of type
// [TypeThrown], on which every further operation gives the same again, so that a chain
// of them is asked once, at its end.
//
// One rule holds everywhere: a function that JavaScript calls never blocks. What waits
// runs on a goroutine of its own.
package jsx
