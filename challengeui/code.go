package challengeui

// Digits returns the first six digits of s as ASCII, whatever surrounds them. It
// reads European, full-width, Arabic-Indic, Persian and Devanagari digits, since
// keyboards type and mails contain all of them.
func Digits(s string) string {
	b := make([]byte, 0, CodeLength)
	for _, r := range s {
		if d, ok := digit(r); ok && len(b) < CodeLength {
			b = append(b, d)
		}
	}
	return string(b)
}

func digit(r rune) (byte, bool) {
	for _, zero := range [...]rune{'0', '０', '٠', '۰', '०'} {
		if r >= zero && r <= zero+9 {
			return byte('0' + r - zero), true
		}
	}
	return 0, false
}

// typed keeps the digits and submits a complete code at once. The field may be there
// before the challenge is: the server renders it.
func typed(s State, code string) (State, []Effect) {
	switch {
	case s.Screen == ScreenLoading:
		s.Code = Digits(code)
		return s, nil
	case s.Screen != ScreenCode || s.Busy == VerifyCode:
		return s, nil
	}
	s.Code = Digits(code)
	if s.Code != "" && s.Notice != NoticeOffline && s.Notice != NoticeFailed {
		s.Notice = NoticeNone
	}
	if len(s.Code) == CodeLength {
		return verify(s)
	}
	return s, nil
}

// refused says that the last code was wrong and why is still to be read. The sixth
// digit has submitted it: who then presses Enter by habit is not told to type more.
func (s State) refused() bool { return s.Notice == NoticeIncorrect || s.Notice == NoticeUsedUp }

// verify tries the typed code, once.
func verify(s State) (State, []Effect) {
	switch {
	case s.Screen != ScreenCode || s.Busy != Nothing:
		return s, nil
	case len(s.Code) < CodeLength:
		s.Notice = NoticeIncomplete
		return s, nil
	}
	s.Notice = NoticeNone
	return run(s, Effect{Do: VerifyCode, Code: s.Code})
}
