// Package wasmpack makes a linked Go js/wasm module smaller without touching
// its code.
//
// A stock module carries two kinds of dead weight in its data section: tens of
// thousands of tiny segments, because the linker starts a new one at every
// eight zero bytes, and the tables that only a printed traceback reads (line
// numbers, file names, function names, inline trees, argument layouts).
// [Pack] lays the segments out as one memory image, clears those tables in
// place and cuts the image again at long runs of zeros only. No address
// changes, so the code section stays as it is, byte for byte.
//
// What the garbage collector, the stack unwinder, panics and recover read is
// kept. See strip.go for the list, each with its reader in package runtime.
//
// The layout of those tables is private to a Go release. Pack knows exactly
// one release, [GoVersion], checks every structure it relies on, and refuses a
// module that differs instead of guessing.
package wasmpack
