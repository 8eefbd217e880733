package wasmpack

import "errors"

var errTruncated = errors.New("unexpected end of data")

// reader walks over a module. The first error sticks, and every later read
// gives zero, so that callers check err once.
type reader struct {
	b   []byte
	err error
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
	r.b = nil
}

func (r *reader) byte() byte {
	if len(r.b) == 0 {
		r.fail(errTruncated)
		return 0
	}
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

func (r *reader) bytes(n uint32) []byte {
	if uint64(n) > uint64(len(r.b)) {
		r.fail(errTruncated)
		return nil
	}
	p := r.b[:n:n]
	r.b = r.b[n:]
	return p
}

// uint32 reads an unsigned LEB128 number.
func (r *reader) uint32() uint32 {
	var v uint64
	for shift := 0; shift < 35; shift += 7 {
		c := r.byte()
		v |= uint64(c&0x7f) << shift
		if c&0x80 == 0 {
			if v > 1<<32-1 {
				break
			}
			return uint32(v)
		}
	}
	r.fail(errors.New("number does not fit 32 bits"))
	return 0
}

// int32 reads a signed LEB128 number.
func (r *reader) int32() int32 {
	var v int64
	for shift := 0; shift < 35; {
		c := r.byte()
		v |= int64(c&0x7f) << shift
		shift += 7
		if c&0x80 != 0 {
			continue
		}
		if c&0x40 != 0 {
			v |= -1 << shift
		}
		if v != int64(int32(v)) {
			break
		}
		return int32(v)
	}
	r.fail(errors.New("number does not fit 32 bits"))
	return 0
}

// name reads a length-prefixed string.
func (r *reader) name() string { return string(r.bytes(r.uint32())) }

func appendUint32(b []byte, v uint32) []byte {
	for v >= 0x80 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}

func appendInt32(b []byte, v int32) []byte {
	for {
		c := byte(v) & 0x7f
		v >>= 7
		if v == 0 && c&0x40 == 0 || v == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}
