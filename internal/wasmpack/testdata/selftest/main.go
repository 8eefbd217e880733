// Command selftest exercises what repacking and a patched runtime could break.
// It prints one line a check, the same lines however it was built, and "done".
package main

import "syscall/js"

var checks = []struct {
	name string
	run  func() string
}{
	{"index", panicIndex},
	{"slice bounds", panicSlice},
	{"nil map", panicNilMap},
	{"nil pointer", panicNilPointer},
	{"nil receiver", panicNilReceiver},
	{"divide", panicDivide},
	{"conversion", panicConversion},
	{"custom error", panicCustom},
	{"plain string", panicString},
	{"re-panic", panicAgain},
	{"goexit", goexit},
	{"recover depth", recoverDepth},
	{"recover in wrapper", recoverInWrapper},
	{"deferred order", deferOrder},
	{"deep stack", deepStack},
	{"deep panic", deepPanic},
	{"deep goroutines", deepGoroutines},
	{"channels", channels},
	{"select", selects},
	{"mutexes", mutexes},
	{"maps", maps},
	{"strings", text},
	{"numbers", numbers},
	{"big allocations", bigAllocations},
	{"garbage", garbage},
	{"garbage with deep stacks", garbageDeep},
	{"finalizers", finalizers},
	{"pools", pools},
	{"reflect call", reflectCall},
	{"system goroutines", systemGoroutines},
	{"generics", generics},
	{"interfaces", interfaces},
	{"callbacks", callbacks},
	{"timers", timers},
	{"js exception", jsException},
	{"js values", jsValues},
}

func main() {
	for _, c := range checks {
		js.Global().Get("console").Call("log", c.name+": "+c.run())
	}
	js.Global().Get("console").Call("log", "done")
}
