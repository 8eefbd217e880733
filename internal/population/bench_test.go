package population

import (
	"math/rand/v2"
	"testing"
)

func BenchmarkSynthetic(b *testing.B) {
	r := rand.New(rand.NewPCG(4, 4))
	for b.Loop() {
		Synthetic(1, r)[0].Print()
	}
}
