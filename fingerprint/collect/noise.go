//go:build js && wasm

package collect

// noise says how what we drew came back.
type noise struct {
	// flat: pixels of one colour are altered, which Firefox's resistFingerprinting
	// and some extensions do, while Brave and milder modes leave them alone.
	flat bool
	// varied: pixels that all differ are altered.
	varied bool
}

// noiseSide is the side of the square that is written and read back.
const noiseSide = 16

// probeNoise writes known pixels and reads them back. Opaque pixels come back as
// they are in every browser that does not alter them on purpose.
func probeNoise(b *browser) (n noise) {
	n.flat = soft(func() bool { return altered(b, func(int) [3]byte { return [3]byte{96, 160, 224} }) })
	n.varied = soft(func() bool {
		return altered(b, func(i int) [3]byte { return [3]byte{byte(i), byte(255 - i), byte(i*7 + 3)} })
	})
	return n
}

func altered(b *browser, colour func(i int) [3]byte) bool {
	want := make([]byte, 4*noiseSide*noiseSide)
	for i := range noiseSide * noiseSide {
		c := colour(i)
		copy(want[4*i:], []byte{c[0], c[1], c[2], 255})
	}
	d, err := b.newDrawing(noiseSide, noiseSide)
	if err != nil {
		return false
	}
	image := call(d.context, "createImageData", noiseSide, noiseSide)
	call(get(image, "data"), "set", want)
	call(d.context, "putImageData", image, 0, 0)
	return string(d.pixels()) != string(want)
}
