package fingerprint

import (
	"strconv"
	"strings"
)

// screenStep is the grid of physical pixels. CSS pixels are whole numbers, so at
// a zoom of 110 % the product misses the true size by a few pixels.
const screenStep = 8

// screenSize turns "1920x1080@1.5" into physical pixels, the longer side first.
func screenSize(raw string) [2]string {
	size, ratio, _ := strings.Cut(raw, "@")
	width, height, _ := strings.Cut(size, "x")
	w, okW := natural(width)
	h, okH := natural(height)
	r, okR := micro(ratio)
	const mostPixels, mostRatio = 1 << 20, 64 * million // products stay within 63 bits
	if !okW || !okH || !okR || min(w, h, r) <= 0 || max(w, h) > mostPixels || r > mostRatio {
		return [2]string{}
	}
	w, h = steps(w*r, screenStep*million), steps(h*r, screenStep*million)
	return one(strconv.FormatInt(max(w, h)*screenStep, 10) + "x" + strconv.FormatInt(min(w, h)*screenStep, 10))
}

// screenDPR rounds the scale factor to quarters, in which operating systems set it.
func screenDPR(raw string) [2]string {
	r, ok := micro(raw)
	if !ok || r <= 0 {
		return [2]string{}
	}
	return one(strconv.FormatInt(max(steps(r, million/4), 1), 10))
}
