//go:build js && wasm

// Command page is the browser half of the collect tests: it gives its host a function
// that reads the browser it runs in.
package main

import (
	"github.com/openrupt/openrupt/fingerprint/collect"
	"github.com/openrupt/openrupt/internal/jsx"
)

func main() {
	s := jsx.Open()
	// read(fresh, done) calls done(hash, json, total).
	s.Host().Set("read", s.Func(func(args jsx.Args) {
		call := jsx.Open()
		fresh, done := args.At(0) == jsx.True, call.Keep(args.At(1))
		go func() {
			result := collect.Collect(collect.Options{Fresh: fresh})
			done.Invoke(result.Hash(), string(result.JSON()), result.Total)
			call.Close()
		}()
	}))
	select {}
}
