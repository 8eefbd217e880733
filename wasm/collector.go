//go:build js

package main

import (
	"github.com/openrupt/openrupt/attach"
	"github.com/openrupt/openrupt/fingerprint/collect"
	"github.com/openrupt/openrupt/internal/wire"
)

type collector struct{}

func (collector) Collect() attach.Collection {
	result := collect.Collect(collect.Options{})
	return attach.Collection{
		Hash:     result.Hash(),
		Signals:  func() wire.Raw { return result.JSON() },
		Verdicts: func() wire.Raw { return result.Verdicts().JSON() },
	}
}
