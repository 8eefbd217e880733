package wasmpack

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

const (
	// maxImage bounds the memory that a hostile segment address may ask for.
	maxImage = 256 << 20
	// minGap is the shortest run of zeros that starts a new segment. A segment
	// costs about six bytes that do not compress, zeros nearly nothing; 64 was
	// the best of 8…4096 after brotli.
	minGap = 64
)

// image is the initial content of linear memory from address 0.
type image struct {
	mem      []byte
	segments int
}

// readImage lays all data segments out in order. Only active segments of
// memory 0 at a constant address are known: the Go linker writes no others.
func readImage(body []byte) (*image, error) {
	r := reader{b: body}
	n := r.uint32()
	img := &image{segments: int(n)}
	for i := uint32(0); i < n && r.err == nil; i++ {
		flags, op := r.uint32(), r.byte()
		addr := uint32(r.int32())
		end := r.byte()
		data := r.bytes(r.uint32())
		if r.err == nil && (flags != 0 || op != 0x41 || end != 0x0b) {
			return nil, fmt.Errorf("%w: data segment %d is not active at a constant address", ErrModule, i)
		}
		if err := img.place(addr, data); err != nil {
			return nil, err
		}
	}
	if r.err != nil || len(r.b) > 0 {
		return nil, fmt.Errorf("%w: malformed data section: %v", ErrModule, r.err)
	}
	return img, nil
}

func (img *image) place(addr uint32, data []byte) error {
	end := uint64(addr) + uint64(len(data))
	if end > maxImage {
		return fmt.Errorf("%w: data at %#x is out of reach", ErrModule, addr)
	}
	if end > uint64(len(img.mem)) {
		img.mem = append(img.mem, make([]byte, end-uint64(len(img.mem)))...)
	}
	copy(img.mem[addr:], data)
	return nil
}

// slice gives the n bytes at addr for reading and writing.
func (img *image) slice(addr, n uint64) ([]byte, error) {
	size := uint64(len(img.mem))
	if addr > size || n > size-addr {
		return nil, fmt.Errorf("%w: range %#x+%#x is out of the image", ErrLayout, addr, n)
	}
	return img.mem[addr : addr+n : addr+n], nil
}

// word reads a pointer-sized value, or zero beyond the image.
func (img *image) word(addr uint64) uint64 {
	if b, err := img.slice(addr, 8); err == nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// encode cuts the image into segments and gives the body of a data section.
func (img *image) encode() (body []byte, segments int) {
	var cut []byte
	for addr := 0; ; segments++ {
		addr += leadingZeros(img.mem[addr:])
		if addr == len(img.mem) {
			break
		}
		end := addr + segmentLength(img.mem[addr:])
		cut = append(cut, 0, 0x41)
		cut = appendInt32(cut, int32(addr))
		cut = append(cut, 0x0b)
		cut = appendUint32(cut, uint32(end-addr))
		cut = append(cut, img.mem[addr:end]...)
		addr = end
	}
	return append(appendUint32(nil, uint32(segments)), cut...), segments
}

func leadingZeros(b []byte) int {
	n := 0
	for n < len(b) && b[n] == 0 {
		n++
	}
	return n
}

// segmentLength finds where the segment at the head of b ends: before the
// first run of more than minGap zeros, or before the zeros at the very end.
func segmentLength(b []byte) int {
	n := 0
	for {
		zero := bytes.IndexByte(b[n:], 0)
		if zero < 0 {
			return len(b)
		}
		n += zero
		run := leadingZeros(b[n:])
		if run > minGap || n+run == len(b) {
			return n
		}
		n += run
	}
}
