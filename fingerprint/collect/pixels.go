//go:build js && wasm

package collect

import (
	"encoding/binary"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsx"
)

// drawing is a 2D canvas that is never part of the document.
type drawing struct {
	context       jsx.Value
	width, height int
}

// newDrawing makes a canvas that is kept in main memory: what a GPU draws is another
// signal, and reading it back would stall.
func (b *browser) newDrawing(width, height int) (*drawing, error) {
	canvas := call(b.document, "createElement", "canvas")
	set(canvas, "width", width)
	set(canvas, "height", height)
	context := call(canvas, "getContext", "2d", jsx.JSON(`{"willReadFrequently":true}`))
	if !context.IsObject() {
		return nil, errAbsent
	}
	return &drawing{context, width, height}, nil
}

// pixels are the bytes of the canvas, four a pixel. They are read instead of
// toDataURL, whose text depends on the encoder: Firefox puts a random chunk in it.
func (d *drawing) pixels() []byte {
	data := get(call(d.context, "getImageData", 0, 0, d.width, d.height), "data")
	out := make([]byte, 4*d.width*d.height)
	data.Bytes(out)
	return out
}

// digest is the digest of pixels with the low bits of each channel dropped: they
// differ between drivers that draw the same picture. The number of pixels is even.
func digest(pixels []byte, drop uint) string {
	high := uint64(0x0101010101010101) * (0xff >> drop)
	for i := 0; i+8 <= len(pixels); i += 8 { // eight channels at a time
		channels := binary.LittleEndian.Uint64(pixels[i:])
		binary.LittleEndian.PutUint64(pixels[i:], channels>>drop&high)
	}
	return fingerprint.Digest(pixels)
}

// picture paints and returns the digest of the pixels. It reads them twice: different
// pixels mean that reading is answered with noise that is new every time.
func (b *browser) picture(width, height int, drop uint, paint func(*drawing)) (string, error) {
	d, err := b.newDrawing(width, height)
	if err != nil {
		return "", err
	}
	paint(d)
	first, second := d.pixels(), d.pixels()
	if string(first) != string(second) {
		return "", errMuted("noise")
	}
	return digest(first, drop), nil
}
