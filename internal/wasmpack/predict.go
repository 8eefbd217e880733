package wasmpack

import "encoding/binary"

// predict replaces numbers in the tables that follow from others by what they differ
// from the prediction, mostly nothing, which compresses away. The start function that
// [restoreBody] writes undoes it, in one pass, before Go runs:
//
//   - The index of functions has ascending pairs: each is stored as the difference from
//     the one before.
//   - A function's record repeats its entry from the index: zero.
//   - Offsets into pctab and the function data are those of a new piece, behind all
//     earlier ones, or those of a piece that other functions share: a new one is stored
//     as the difference from the last new one, another one complemented.
//   - The table that finds functions has one bucket for every 4096 program counters. A
//     function has 65536, so that its number follows from the bucket's.
func predict(l *layout, all []function) {
	var pcs, data running
	for _, f := range all {
		f.set(funcEntry, 0)
		for _, p := range append([]int{funcPCSP}, f.pcdata()...) {
			f.set(p, pcs.encode(f.word(p)))
		}
		for _, p := range f.data() {
			f.set(p, data.encode(f.word(p)))
		}
	}
	for at := 8*l.indexed + 4; at >= 8; at -= 4 {
		put(l.funcs, at, get(l.funcs, at)-get(l.funcs, at-8))
	}
	for b := 0; (b+1)*bucketSize <= len(l.find); b++ {
		put(l.find, b*bucketSize, get(l.find, b*bucketSize)-uint32(b/bucketsPerFunction))
	}
}

// Of runtime.findfuncbucket, and of the program counters of WebAssembly.
const (
	bucketSize         = 20
	bucketsPerFunction = 1 << 16 / 4096
)

// running is the highest offset so far.
type running int32

func (r *running) encode(v uint32) uint32 {
	fresh := running(v)
	if fresh <= *r {
		return ^v
	}
	e := fresh - *r
	*r = fresh
	return uint32(e)
}

func get(b []byte, at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }

func put(b []byte, at int, v uint32) { binary.LittleEndian.PutUint32(b[at:], v) }
