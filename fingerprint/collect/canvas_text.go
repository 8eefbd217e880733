//go:build js && wasm

package collect

// canvasText draws ASCII text in two families and reads the pixels: the rasteriser,
// its hinting and its smoothing, and the fonts behind the generic names. Small text
// changes with the scale of the display, large text does not, so each has a digest.
// https://html.spec.whatwg.org/multipage/canvas.html#drawing-text-to-the-bitmap
func canvasText(b *browser) (string, error) {
	big, err := b.picture(240, 60, 2, func(d *drawing) {
		d.exact()
		d.write(textLarge, "48px Arial, sans-serif", 2, 48)
	})
	if err != nil {
		return "", err
	}
	small, err := b.picture(240, 44, 2, func(d *drawing) {
		d.write(textSmall, "11pt Times New Roman, serif", 2, 16)
		set(d.context, "fillStyle", "rgba(102, 204, 0, 0.2)")
		d.write(textSmall, "15px Arial, sans-serif", 4, 36)
	})
	return big + "|" + small, err
}

// The texts have letters that hinting treats differently.
const (
	textLarge = "Mgq@Wfil&8"
	textSmall = "Cwm fjordbank gly 0123 fi-ffl"
)

// exact turns hinting off. Chromium hints at scale 1 and at no other, so that a new
// display would look like another device.
func (d *drawing) exact() { set(d.context, "textRendering", "geometricPrecision") }

func (d *drawing) write(text, font string, x, y float64) {
	set(d.context, "textBaseline", "alphabetic")
	set(d.context, "font", font)
	call(d.context, "fillText", text, x, y)
}
