package challengeui

// Plural is a plural category of Unicode's CLDR.
type Plural uint8

// The categories. A language uses some of them, and always Other.
const (
	Other Plural = iota
	Zero
	One
	Two
	Few
	Many
)

// Forms is a text in each plural category that its language uses.
type Forms struct{ Zero, One, Two, Few, Many, Other string }

// of returns the form of a category.
func (f Forms) of(p Plural) string {
	switch p {
	case Zero:
		return f.Zero
	case One:
		return f.One
	case Two:
		return f.Two
	case Few:
		return f.Few
	case Many:
		return f.Many
	}
	return f.Other
}

// noForms: Japanese, Chinese.
func noForms(int) Plural { return Other }

// oneOther: English, German, Spanish.
func oneOther(n int) Plural {
	if n == 1 {
		return One
	}
	return Other
}

// zeroOneOther: French and Brazilian Portuguese, where zero is singular.
func zeroOneOther(n int) Plural {
	if n == 0 || n == 1 {
		return One
	}
	return Other
}

// sixForms: Arabic.
func sixForms(n int) Plural {
	switch r := n % 100; {
	case n == 0:
		return Zero
	case n == 1:
		return One
	case n == 2:
		return Two
	case r >= 3 && r <= 10:
		return Few
	case r >= 11:
		return Many
	}
	return Other
}
