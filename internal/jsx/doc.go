//go:build js

// Package jsx is syscall/js with manners: thrown values become errors, promises
// are awaited without leaking callbacks, and a listener comes with the function
// that removes it.
//
// Two rules hold everywhere. A callback that JavaScript calls never blocks: what
// waits runs on a goroutine of its own. And every js.Func is released by whoever
// made it, at the latest when it was called for the last time.
package jsx
