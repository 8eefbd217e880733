//go:build js && wasm

package collect

// canvasEmoji draws one emoji and reads the pixels: the emoji font of the system. It
// is an old emoji, so that no release of a font adds it.
func canvasEmoji(b *browser) (string, error) {
	return b.picture(48, 48, 2, func(d *drawing) {
		d.write("\U0001F603", "32px sans-serif", 4, 36)
	})
}
