package email

import "strings"

// Evidence of a name that nobody chose to be read.
const (
	// wordLength is from how many letters on a word is judged: initials and short
	// names tell nothing.
	wordLength = 6
	// consonantRun is what few languages reach: "angstschrei" has eight, so that one
	// piece of evidence is never enough.
	consonantRun = 6
	// vowelShare is what names stay above, with y counted as a vowel.
	vowelShare = 0.15
	// switches are changes from a letter to a digit or back within a word: a year has
	// one or two, a random string many.
	switches = 4
)

// rarePairs are letters that follow each other in hardly any language that is written
// in Latin letters.
const rarePairs = "bq bx cj cv cx dx fq fv fx fz gq gv gx hx jb jc jf jg jh jj jl jm jp jq js jt jv jw jx jy jz kq kx kz lq mq mx mz pq pv px pz qb qc qd qf qg qh qj qk ql qm qn qp qr qs qt qv qw qx qy qz sx tq vb vf vh vj vk vm vp vq vw vx vz wj wq wv wx xb xd xg xj xk xq xr xv xw xz yq yx zf zj zq zr zx"

// Gibberish says whether a local part looks as if it had been typed at random. It
// splits the name at . _ and -, leaves out a tag, and calls it gibberish when a word of
// six letters and digits or more shows two pieces of evidence:
//
//   - six consonants in a row,
//   - fewer vowels than 15 % of its letters,
//   - four changes between letters and digits; eight count twice,
//   - a pair of letters that hardly any language has; each counts.
//
// It judges Latin letters only, and it is a guess: no default rule decides by it.
func Gibberish(local string) bool {
	local, _, _ = strings.Cut(strings.ToLower(local), "+")
	for word := range strings.FieldsFuncSeq(local, func(r rune) bool { return r == '.' || r == '_' || r == '-' }) {
		if evidence(word) >= 2 {
			return true
		}
	}
	return false
}

func evidence(word string) (n int) {
	letters, vowels, run, longest, changes := 0, 0, 0, 0, 0
	for i := range len(word) {
		c := word[i]
		switch {
		case c > 'z' || c < '0': // another script: not ours to judge
			return 0
		case c < 'a':
			run = 0
		case strings.IndexByte("aeiouy", c) >= 0:
			letters, vowels, run = letters+1, vowels+1, 0
		default:
			letters, run = letters+1, run+1
			longest = max(longest, run)
		}
		if i == 0 {
			continue
		}
		if isDigit(c) != isDigit(word[i-1]) {
			changes++
		}
		if strings.Contains(rarePairs, word[i-1:i+1]) {
			n++
		}
	}
	if len(word) < wordLength || letters < wordLength-2 {
		return 0
	}
	n += changes / switches
	for _, holds := range []bool{longest >= consonantRun, float64(vowels) < vowelShare*float64(letters)} {
		if holds {
			n++
		}
	}
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
