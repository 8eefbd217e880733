package core

import (
	"hash"
	"sync/atomic"
)

// CountMACs counts the hashes that a keyring begins: the same number for each MAC.
func CountMACs(k *Keyring) *atomic.Int64 {
	var n atomic.Int64
	begin := k.hash
	k.hash = func() hash.Hash { n.Add(1); return begin() }
	return &n
}
