//go:build js && wasm

package collect

// Level is how sure a verdict is.
type Level string

// The levels.
const (
	LevelNone       Level = "none"
	LevelSuspicious Level = "suspicious"
	LevelCertain    Level = "certain"
)

// The scores from which on a verdict is suspicious and certain. They are sums of
// log-likelihoods in nats: ln(P(seen | so) / P(seen | not so)). At 3 it is twenty times
// likelier than not, if both were equally likely before, at 6 four hundred times.
const (
	suspiciousFrom = 3
	certainFrom    = 6
)

// Verdict is a judgement and what it rests on.
type Verdict struct {
	Level Level
	// Score is the sum of the weights of Evidence, in nats.
	Score float64
	// Evidence names what was found, in the order of the checks.
	Evidence []string
}

// check is one piece of evidence. Weights are estimates. None that an honest browser
// can cause, such as a PDF viewer turned off, a web view, a remote desktop, the GPU of
// a virtual machine or an app built on Electron, is enough on its own.
type check struct {
	name   string
	weight float64
	holds  func(*browser) bool
}

// Verdicts are the judgements on a browser.
type Verdicts struct {
	// Automation says whether a program drives this browser, Tampering whether its
	// answers contradict each other.
	Automation, Tampering Verdict
}

func judge(r *Result) Verdicts {
	b := r.visit()
	defer b.leave()
	b.openFrame()
	t := newTurns(b)
	return Verdicts{apply(t, automationChecks), apply(t, tamperingChecks)}
}

// apply sums up the checks that hold. One that throws says nothing.
func apply(t *turns, checks []check) Verdict {
	v := Verdict{Level: LevelNone}
	for _, check := range checks {
		t.breathe()
		if holds(t.b, check.holds) {
			v.Score += check.weight
			v.Evidence = append(v.Evidence, check.name)
		}
		t.b.now()
	}
	switch {
	case v.Score >= certainFrom:
		v.Level = LevelCertain
	case v.Score >= suspiciousFrom:
		v.Level = LevelSuspicious
	}
	return v
}
