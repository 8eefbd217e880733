package fingerprint

import (
	"strconv"
	"strings"
)

// canvasText keeps the digests of big and of small text apart.
func canvasText(raw string) [2]string {
	big, small, _ := strings.Cut(raw, "|")
	values := [2]string{}
	if isDigest(big) {
		values[0] = big
	}
	if isDigest(small) {
		values[1] = small
	}
	return values
}

// audioSum rounds to 1e-6, above which the sums of different audio stacks differ.
func audioSum(raw string) [2]string {
	n, ok := micro(raw)
	if !ok {
		return [2]string{}
	}
	return one(strconv.FormatInt(n, 10))
}

// textMetrics rounds to 1/64 pixel, the unit of font rasterisers.
func textMetrics(raw string) [2]string {
	return quantised(raw, func(n int64) int64 { return steps(n, million/64) })
}

// fontPrefs rounds down to 1/8 pixel: the measured widths are divided by the zoom,
// which leaves an error below that.
func fontPrefs(raw string) [2]string {
	return quantised(raw, func(n int64) int64 { return floorDiv(n, million/8) })
}
