//go:build js

package main

import (
	"github.com/openrupt/openrupt/attach"
	"github.com/openrupt/openrupt/fingerprint/collect"
)

type collector struct{}

func (collector) Collect() attach.Collection {
	result := collect.Collect(collect.Options{})
	return attach.Collection{Hash: result.Hash(), Signals: result.JSON()}
}
