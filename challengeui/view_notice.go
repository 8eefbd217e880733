package challengeui

// Bad says that something went wrong.
func (n Notice) Bad() bool { return n != NoticeNone && n != NoticeResent && n != NoticeLoggedOut }

// notices are two live regions, which must be in the tree before they have anything
// to say, and the way out of a failure.
func (v view) notices() *Node {
	good, bad := el("p", "notice notice-good").with("role", "status"), el("p", "notice notice-bad").with("role", "alert").with("id", idAlert)
	switch {
	case v.s.Notice.Bad():
		bad.add(icon("alert"), el("span", "", text(v.notice())))
	case v.s.Notice != NoticeNone:
		good.add(icon("check"), el("span", "", text(v.notice())))
	}
	box := part("div", "notices", bad, good)
	if v.s.Retry.Do != Nothing {
		box.add(form(button("retry-button", ActionRetry, text(v.t.TryAgain))))
	}
	return box
}

// notice is the text of the state's notice.
func (v view) notice() string {
	t := v.t
	switch v.s.Notice {
	case NoticeIncorrect:
		if v.s.AttemptsLeft > 0 {
			return t.count(t.TriesLeft, v.s.AttemptsLeft)
		}
		return t.Incorrect
	case NoticeIncomplete:
		return t.Incomplete
	case NoticeUsedUp:
		return t.UsedUp
	case NoticeTooMany:
		return t.TooMany
	case NoticeUndelivered:
		return t.Undelivered
	case NoticeSession:
		return t.SessionEnded
	case NoticeOffline:
		return t.Offline
	case NoticeFailed:
		return t.Failed
	case NoticeResent:
		return t.Resent
	case NoticeLoggedOut:
		return t.LoggedOut
	}
	return ""
}
