package coretest

import (
	"io"
	"math/rand/v2"
	"sync"
)

// random is a seeded source that several may read at once.
type random struct {
	mu     sync.Mutex
	source *rand.ChaCha8
}

// NewRandom returns the same sequence of bytes every time, so that ids are the same in
// every run.
func NewRandom() io.Reader {
	return &random{source: rand.NewChaCha8([32]byte{1})}
}

// Read fills p and never fails.
func (r *random) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.source.Read(p)
}
