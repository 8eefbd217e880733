package challengeui

import (
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// press acts on a button. While a command runs only leaving is possible, so that
// nothing is submitted twice. What was pressed while a script takes the server's page
// over counts once the challenge is there.
func press(s State, m Press) (State, []Effect) {
	action, arg := split(m.Do)
	switch {
	case action == ActionGo:
		return leave(s, arg)
	case s.Busy == Load && s.Screen == ScreenLoading:
		s.early = m
		return s, nil
	case s.Busy != Nothing:
		return s, nil
	case action == ActionRetry:
		return retry(s)
	case s.Challenge == nil, action == ActionVerify && s.refused() && Digits(m.Code) == "":
		return s, nil
	}
	s.Notice, s.Retry = NoticeNone, Effect{}
	switch action {
	case ActionMine:
		return mine(s)
	case ActionSend:
		return send(s, wire.Channel(arg))
	case ActionResend:
		if s.Live && s.resendIn() > 0 || !s.has(s.Channel) {
			return s, nil
		}
		return run(s, Effect{Do: SendCode, Channel: s.Channel})
	case ActionVerify:
		s.Code = Digits(m.Code)
		return verify(s)
	case ActionKick:
		if !s.Proven {
			s.Notice = NoticeSession // an old page: its session has run out
			return s, nil
		}
		return run(s, Effect{Do: KickDevice, Device: arg})
	case ActionNotify:
		return run(s, Effect{Do: NotifyAdmins})
	case ActionSkip:
		return run(s, Effect{Do: Skip})
	case ActionPostpone:
		return run(s, Effect{Do: Postpone})
	case ActionBack:
		return back(s), nil
	}
	return s, nil
}

// split cuts an action behind its colon.
func split(do string) (action, arg string) {
	if i := strings.IndexByte(do, ':'); i >= 0 {
		return do[:i+1], do[i+1:]
	}
	return do, ""
}

// run starts a command of the backend.
func run(s State, e Effect) (State, []Effect) {
	s.Busy = e.Do
	return s, []Effect{e}
}

// leave goes to one of the links.
func leave(s State, target string) (State, []Effect) {
	url := s.link(target)
	if url == "" {
		return s, nil
	}
	if target == TargetSuccess && s.passed() {
		url = withChallenge(url, s.Challenge.ID)
	}
	return s, []Effect{{Do: Go, URL: url}}
}

// retry repeats what the network lost.
func retry(s State) (State, []Effect) {
	e := s.Retry
	s.Notice, s.Retry = NoticeNone, Effect{}
	if e.Do == Nothing {
		e = Effect{Do: Load}
	}
	return run(s, e)
}

// mine says that the account is this person's: it remains to be proven.
func mine(s State) (State, []Effect) {
	switch {
	case s.Proven || s.free():
		s.Proven = true
		return proceed(s)
	case s.Preset != "" && s.has(s.Preset):
		return send(s, s.Preset)
	case len(s.Challenge.Channels) == 1:
		return send(s, s.Challenge.Channels[0])
	case len(s.Challenge.Channels) > 1:
		s.Screen = ScreenChannel
	}
	return s, nil
}

// send asks for a code, unless one has only just gone the same way.
func send(s State, channel wire.Channel) (State, []Effect) {
	if !s.has(channel) {
		return s, nil
	}
	if s.Channel == channel && s.resendIn() > 0 {
		s.Screen = ScreenCode
		return s, nil
	}
	return run(s, Effect{Do: SendCode, Channel: channel})
}

// back returns to the screen before.
func back(s State) State {
	s.Code = ""
	switch {
	case s.Screen == ScreenCode && s.choice():
		s.Screen = ScreenChannel
	case s.Screen == ScreenCode || s.Screen == ScreenChannel:
		s.Screen = ScreenChoose
	}
	return s
}

// withChallenge adds challenge_id to a URL, before its fragment.
func withChallenge(url, id string) string {
	fragment := ""
	if i := strings.IndexByte(url, '#'); i >= 0 {
		url, fragment = url[:i], url[i:]
	}
	sep := "?"
	if i := strings.IndexByte(url, '?'); i == len(url)-1 && i >= 0 {
		sep = ""
	} else if i >= 0 {
		sep = "&"
	}
	return url + sep + "challenge_id=" + id + fragment
}
