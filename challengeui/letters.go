package challengeui

// Letters are the messages of one language, with {code}, {project}, {minutes} and
// {device} in them. They stand beside the language's [Texts], so that a language is one
// file, and apart from it, so that no browser downloads them.
//
// A text message begins with the code, which can then be read on a locked screen. No
// message has a link, so that nobody learns to follow one.
type Letters struct {
	// Tag is that of the [Texts].
	Tag string
	// Subject is that of the mail with a code, Code its first line.
	Subject, Code string
	// Valid says how long it works, Note what to think of a code that nobody asked for.
	Valid, Note string
	// Text is the text message.
	Text string
	// NoticeSubject and Notice tell an owner of a new device.
	NoticeSubject, Notice string
}

// LettersOf are the messages in the language of t.
func LettersOf(t *Texts) *Letters {
	for _, l := range letters {
		if l.Tag == t.Tag {
			return l
		}
	}
	return &englishLetters
}
