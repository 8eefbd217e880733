package identify

import (
	"cmp"
	"math"

	"github.com/openrupt/openrupt/fingerprint"
)

// Foreign is a known device whose print is of another library. It is compared with
// prints of its own kind only.
type Foreign struct {
	ID       string
	Print    string
	LastSeen int64
}

const (
	// fuzzyLength is from how many characters on a foreign print is taken for one
	// that changes in part. Shorter ones are digests: equal, or unrelated.
	fuzzyLength = 512
	// digestConfidence is the confidence in an equal digest. What it is a digest of
	// is not known; equal phones have equal ones.
	digestConfidence = 0.9
	// The confidence in a fuzzy print is a logistic curve of its distance, in edits
	// a character. Prints of 2,048 hexadecimal digits have a mean distance of 0.047
	// on one device after two weeks; on two devices 0.163, and 0.103 in one case of
	// a hundred. So it is even at 0.09, and 0.95 at 0.047.
	fuzzyEven  = 0.09
	fuzzySlope = 68
)

// BestForeign is [Best] for foreign prints: the one that is equal, else the
// nearest, seen last and with the smallest ID among equals. An equal one needs no
// threshold. The previous print counts like the current one where it is equal,
// and where the two are near enough.
func BestForeign(current, last string, candidates []Foreign, o Options) (Result, bool) {
	if current == "" {
		return Result{}, false
	}
	var best Result
	var found *Foreign
	for i := range candidates {
		c := &candidates[i]
		r := compareForeign(current, last, c)
		if r.Confidence > 0 && (found == nil || better(r, best, c, found)) {
			best, found = r, c
		}
	}
	if found == nil || !best.Exact && best.Confidence < fingerprint.Threshold(o.Tolerance) {
		return Result{}, false
	}
	return best, true
}

func better(r, best Result, c, found *Foreign) bool {
	return cmp.Or(
		cmp.Compare(r.Similarity, best.Similarity),
		cmp.Compare(c.LastSeen, found.LastSeen),
		cmp.Compare(found.ID, c.ID),
	) > 0
}

// compareForeign has confidence 0 where the prints have nothing in common.
func compareForeign(current, last string, c *Foreign) Result {
	r := Result{ID: c.ID, Exact: c.Print == current}
	if len(current) < fuzzyLength {
		if r.Exact {
			r.Similarity, r.Confidence = 1, digestConfidence
		}
		return r
	}
	if r.Similarity = fingerprint.ForeignSimilarity(current, c.Print); r.Similarity == 0 {
		return r
	}
	distance := 1 - r.Similarity
	if last != "" && last == c.Print {
		distance /= 2
	}
	r.Confidence = 1 / (1 + math.Exp(fuzzySlope*(distance-fuzzyEven)))
	return r
}
