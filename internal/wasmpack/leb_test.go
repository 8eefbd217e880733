package wasmpack

import (
	"math"
	"testing"
)

func TestLEB(t *testing.T) {
	for _, v := range []uint32{0, 1, 63, 64, 127, 128, 16383, 16384, math.MaxInt32, math.MaxUint32} {
		r := reader{b: append(appendUint32(nil, v), 0xee)}
		if got := r.uint32(); got != v || r.err != nil || len(r.b) != 1 {
			t.Errorf("uint32 %d: %d, %v, %d left", v, got, r.err, len(r.b))
		}
		s := int32(v)
		r = reader{b: append(appendInt32(nil, s), 0xee)}
		if got := r.int32(); got != s || r.err != nil || len(r.b) != 1 {
			t.Errorf("int32 %d: %d, %v, %d left", s, got, r.err, len(r.b))
		}
	}
}

func TestLEBErrors(t *testing.T) {
	for name, b := range map[string][]byte{
		"empty":    {},
		"cut":      {0x80},
		"too long": {0x80, 0x80, 0x80, 0x80, 0x80, 0x00},
		"too big":  {0xff, 0xff, 0xff, 0xff, 0x3f},
	} {
		u, s := reader{b: b}, reader{b: b}
		if u.uint32(); u.err == nil {
			t.Errorf("uint32: %s: no error", name)
		}
		if s.int32(); s.err == nil {
			t.Errorf("int32: %s: no error", name)
		}
	}
}
