// Package overlay prepares a smaller Go runtime for the browser module.
//
// The go command can compile a package from other files than those on disk
// (go build -overlay). This package reads the runtime's own sources from
// GOROOT when the module is built, empties the functions that a page never
// needs (the lists are stubs-*.txt), takes out what the runtime prints to debug
// itself, and writes the changed files and the overlay file into a cache directory. Nothing of Go's source is kept here,
// and the compiler and linker are the stock ones.
//
// Function bodies are no stable interface, so the lists hold for one patch
// release, [GoVersion]. On any other, [Write] gives [ErrVersion] and the module
// is to be built plainly. A listed function that is not found is an error.
package overlay
