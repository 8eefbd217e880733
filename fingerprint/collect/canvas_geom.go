//go:build js && wasm

package collect

import "math"

// canvasGeom draws three overlapping discs and a ring and reads the pixels: the
// blending and the smoothing of edges of the 2D renderer. No text is drawn, so that
// fonts, zoom and the scale of the display do not change it.
// https://html.spec.whatwg.org/multipage/canvas.html#dom-context-2d-globalcompositeoperation
func canvasGeom(b *browser) (string, error) {
	return b.picture(122, 110, 2, func(d *drawing) {
		set(d.context, "globalCompositeOperation", "multiply")
		for _, disc := range discs {
			set(d.context, "fillStyle", disc.colour)
			call(d.context, "beginPath")
			call(d.context, "arc", disc.x, disc.y, 37.5, 0, 2*math.Pi, true)
			call(d.context, "closePath")
			call(d.context, "fill")
		}
		set(d.context, "fillStyle", "#f93a1c")
		call(d.context, "beginPath")
		call(d.context, "arc", 58.3, 60, 58, 0, 2*math.Pi, true)
		call(d.context, "arc", 58.3, 60, 19.6, 0, 2*math.Pi, true)
		call(d.context, "fill", "evenodd")
	})
}

// discs overlap each other two by two, off the grid of pixels.
var discs = []struct {
	colour string
	x, y   float64
}{{"#f2f", 40.2, 41.1}, {"#2ff", 79.7, 40.4}, {"#ff2", 59.9, 79.8}}
