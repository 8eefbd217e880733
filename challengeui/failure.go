package challengeui

import "github.com/openrupt/openrupt/internal/wire"

// failed turns an error into a notice, or into a look at where the challenge stands.
func failed(s State, m Failed) (State, []Effect) {
	if m.Effect.Do != s.Busy {
		return s, nil // a quiet look that failed: the next press will tell
	}
	s.Busy = Nothing
	if m.Effect.Do == SendCode && s.Screen == ScreenLoading {
		s.Screen = ScreenChannel // the preset channel did not work out
	}
	switch m.Err.Code {
	case wire.CodeIncorrectCode:
		return incorrect(s, m.Err), nil
	case wire.CodeTooManyAttempts:
		s.Notice, s.Code = NoticeUsedUp, ""
		return run(s, Effect{Do: Load})
	case wire.CodeRateLimited:
		return tooMany(s, m)
	case wire.CodeChallengeClosed:
		return run(s, Effect{Do: Load})
	case wire.CodeNotFound:
		return notFound(s, m.Effect)
	case wire.CodeUnauthorized, wire.CodeNotVerified:
		if s.Proven {
			return unproven(s)
		}
	case wire.CodeLimitExceeded:
		return run(s, Effect{Do: ListDevices})
	case wire.CodeChannelUnavailable:
		s.Screen, s.Notice = ScreenChannel, NoticeUndelivered
		return s, nil
	case wire.CodeNetwork, wire.CodeTimeout, wire.CodeBlocked:
		s.Notice, s.Retry = NoticeOffline, m.Effect
		return s, nil
	}
	s.Notice, s.Retry = NoticeFailed, m.Effect
	return s, nil
}

// incorrect asks for the code again and says how many tries are left.
func incorrect(s State, err *wire.Error) State {
	s.Notice, s.Code, s.AttemptsLeft = NoticeIncorrect, "", -1
	if err.AttemptsLeft != nil {
		s.AttemptsLeft = *err.AttemptsLeft
	}
	if s.AttemptsLeft == 0 {
		s.Notice = NoticeUsedUp
	}
	return s
}

// tooMany waits as long as the server says. What has no button of its own gets one.
func tooMany(s State, m Failed) (State, []Effect) {
	s.Notice = NoticeTooMany
	switch m.Effect.Do {
	case SendCode:
		s.ResendAt = s.Now + wire.Time(m.Err.RetryAfter)*1000
	case VerifyCode:
	default:
		s.Retry = m.Effect
	}
	return countDown(s)
}

// notFound means a device that is gone already, or an unknown challenge.
func notFound(s State, e Effect) (State, []Effect) {
	if e.Do == KickDevice {
		return done(s, e)
	}
	s.Screen = ScreenUnknown
	return s, nil
}

// unproven starts again, since the session ran out.
func unproven(s State) (State, []Effect) {
	s.Proven, s.Devices, s.Channel, s.Code = false, nil, "", ""
	s, effects := enter(s)
	s.Notice = NoticeSession
	return s, effects
}
