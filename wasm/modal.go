//go:build js

package main

import (
	"syscall/js"

	"github.com/openrupt/openrupt/attach"
)

func newModal(host js.Value) attach.Modal { return nil }
