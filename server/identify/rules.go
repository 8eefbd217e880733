package identify

import (
	"cmp"

	"github.com/openrupt/openrupt/fingerprint"
)

var (
	osRelease = segment("os.release")
	uaBrand   = segment("ua.brand")
	uaMajor   = segment("ua.major")
)

func segment(key string) int {
	i, ok := fingerprint.SegmentIndex(key)
	if !ok {
		panic("identify: no segment " + key)
	}
	return i
}

// Compatible reports whether the browser that had the print earlier can have the
// print current now: the same engine, platform and brand, and no older version.
// These are the rules of FP-Stalker (Vastel and others, 2018) that hold without
// exception; how much else may change is a question of the score.
func Compatible(current, earlier fingerprint.Print) bool {
	if current.IsZero() || earlier.IsZero() {
		return false
	}
	a, b := current.Environment(), earlier.Environment()
	return a.Engine == b.Engine && a.Platform == b.Platform &&
		!conflict(current, earlier, uaBrand, fingerprint.Segments[uaBrand].Width) &&
		!conflict(current, earlier, osRelease, fingerprint.Segments[osRelease].Split) &&
		!older(current, earlier) &&
		partsReplaced(current, earlier) <= 1
}

// machine are the signals of what a machine is made of: each of them stays for a
// month on 97 devices of a hundred or more. A laptop may switch between two GPUs, a
// person may add memory or a touch screen, but not all in one go.
var machine = []int{
	segment("gpu.model"), segment("cpu.cores"), segment("mem.class"), segment("cpu.arch"), segment("input.touch"), segment("device.model"),
}

// partsReplaced counts the signals of machine that both have and that differ.
func partsReplaced(a, b fingerprint.Print) int {
	n := 0
	for _, i := range machine {
		s := &fingerprint.Segments[i]
		if conflict(a, b, i, cmp.Or(s.Split, s.Width)) {
			n++
		}
	}
	return n
}

// conflict reports whether both have the segment and differ in its first
// characters.
func conflict(a, b fingerprint.Print, i, width int) bool {
	return a.State(i) == fingerprint.Present && b.State(i) == fingerprint.Present &&
		a.Segment(i)[:width] != b.Segment(i)[:width]
}

// older reports whether the version went back. Versions are known modulo 62: up to
// 30 ahead, some two and a half years, is newer.
func older(current, earlier fingerprint.Print) bool {
	now, ok1 := current.Ordinal(uaMajor)
	then, ok2 := earlier.Ordinal(uaMajor)
	return ok1 && ok2 && (now-then+62)%62 > 30
}
