//go:build js

package main

import (
	"syscall/js"

	"github.com/openrupt/openrupt/attach"
	"github.com/openrupt/openrupt/fingerprint/collect"
	"github.com/openrupt/openrupt/internal/wire"
)

// The loader's host object is there until main waits for the first time.
func init() { collect.Use(js.Global().Get("__openrupt").Get("reach")) }

type collector struct{}

func (collector) Collect() attach.Collection {
	result := collect.Collect(collect.Options{})
	return attach.Collection{Hash: result.Hash(), Signals: func() wire.Raw { return result.JSON() }}
}
