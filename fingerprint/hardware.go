package fingerprint

import (
	"strconv"
	"strings"
)

// maxCores bounds hardwareConcurrency: above it browsers differ in what they cap.
const maxCores = 64

func cpuCores(raw string) [2]string {
	n, ok := natural(raw)
	if !ok || n == 0 {
		return [2]string{}
	}
	return one(strconv.FormatInt(min(n, maxCores), 10))
}

// memClass puts what deviceMemory could say before Chrome 147 into the first part
// and what it says since then into the second: the upgrade, after which a machine
// of 16 GiB says 16 instead of 8, changes one character of nine.
func memClass(raw string) [2]string {
	n, ok := micro(raw)
	if !ok || n <= 0 {
		return [2]string{}
	}
	const before147 = 8 * million
	values := [2]string{strconv.FormatInt(min(n, before147), 10)}
	if n > before147 {
		values[1] = strconv.FormatInt(n, 10)
	}
	return values
}

// cpuArch keeps the sign byte of a NaN, which is 255 on x86 and 127 on ARM,
// apart from the client hints, which only Chromium has.
func cpuArch(raw string) [2]string {
	sign, hints, _ := strings.Cut(raw, "|")
	if n, ok := natural(sign); !ok || n > 255 {
		sign = ""
	}
	hints = fold(hints)
	if spaced(strings.Join(strings.Split(hints, "|"), " ")) == "" {
		hints = ""
	}
	return [2]string{sign, hints}
}

func deviceModel(raw string) [2]string { return one(fold(raw)) }

// inputTouch tells apart classes of touch screens, since drivers of one device
// report 5 or 10 points from one boot to the next.
func inputTouch(raw string) [2]string {
	points, event, _ := strings.Cut(raw, "|")
	n, ok := natural(points)
	if !ok {
		return [2]string{}
	}
	class := "0"
	switch {
	case n > 10:
		class = "11+"
	case n > 5:
		class = "6-10"
	case n > 1:
		class = "2-5"
	case n == 1:
		class = "1"
	}
	return one(class + "|" + fold(event))
}

// mediaKinds counts the devices of each kind up to two: a laptop has one camera,
// a desk has two.
func mediaKinds(raw string) [2]string {
	kinds := strings.Split(raw, ",")
	for i, kind := range kinds {
		n, ok := natural(spaced(kind))
		if !ok {
			return [2]string{}
		}
		kinds[i] = strconv.FormatInt(min(n, 2), 10)
	}
	return one(strings.Join(kinds, ","))
}
