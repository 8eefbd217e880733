package challengeui

import "github.com/openrupt/openrupt/internal/wire"

// loaded takes in a fetched challenge. The first one decides the screen; later ones
// only move on when the challenge did.
func loaded(s State, m Loaded) (State, []Effect) {
	c := m.Challenge
	s.Challenge = c
	if s.Busy != Nothing && s.Busy != Load {
		return s, nil // a quiet look while something else runs
	}
	s.Busy = Nothing
	ranOut := s.Proven && !m.Proven
	if !s.free() { // where no code is asked for, the press counts and not the session
		s.Proven = m.Proven
	}
	switch {
	case isClosed(c.Status):
		s.Screen, s.Notice = ScreenClosed, NoticeNone
		if s.resume == ScreenDone && s.passed() {
			s.Screen = ScreenDone
		}
		return s, nil
	case s.Proven:
		return proceed(s)
	case ranOut:
		return unproven(s)
	case s.Screen == ScreenLoading || s.Screen == ScreenUnknown:
		return enter(s)
	}
	return s, nil
}

// pressEarly acts on what was pressed before the challenge was there, unless that is settled
// or at something else already.
func pressEarly(s State, effects []Effect) (State, []Effect) {
	m := s.early
	s.early = Press{}
	if m.Do == "" || s.Busy != Nothing || s.Screen == ScreenClosed || s.Screen == ScreenDone {
		return s, effects
	}
	s, more := press(s, m)
	return s, append(effects, more...)
}

// enter chooses the first screen of an open challenge.
func enter(s State) (State, []Effect) {
	preset := s.Preset != "" && s.has(s.Preset)
	delivered := s.Challenge.Status == wire.StatusDelivered
	resumed, ok := s.resumed()
	s.resume = ScreenLoading
	switch {
	case ok:
		s.Screen = resumed
		return countDown(s)
	case s.asksFirst():
		s.Screen = ScreenChoose
	case delivered && preset:
		s.Screen, s.Channel = ScreenCode, s.Preset
	case preset:
		return send(s, s.Preset)
	default:
		s.Screen = ScreenChannel
	}
	switch s.Challenge.Status {
	case wire.StatusDeliveryFailed:
		s.Notice = NoticeUndelivered
	case wire.StatusVerified:
		s.Notice = NoticeSession // proven, but not here
	}
	return s, nil
}

// proceed does what is left to do after the proof.
func proceed(s State) (State, []Effect) {
	l := s.Challenge.Limit
	switch {
	case l == nil || !l.IsExceeded:
		return run(s, Effect{Do: Complete})
	case s.Devices == nil:
		return run(s, Effect{Do: ListDevices})
	}
	s.Screen = ScreenDevices
	return s, nil
}

func listed(s State, devices []wire.Device) (State, []Effect) {
	if devices == nil {
		devices = []wire.Device{}
	}
	s.Devices, s.Busy, s.Screen = devices, Nothing, ScreenDevices
	return s, nil
}

// sent shows the code field and counts down to the next code.
func sent(s State, m Sent) (State, []Effect) {
	again := s.Screen == ScreenCode && s.Channel == m.Channel
	s.Screen, s.Busy, s.Channel, s.Code = ScreenCode, Nothing, m.Channel, ""
	s.Notice, s.SendsLeft = NoticeNone, m.Reply.SendsLeft
	if again {
		s.Notice = NoticeResent
	}
	s.ResendAt = s.Now + wire.Time(m.Reply.RetryAfter)*1000
	return countDown(s)
}

// done moves on after a command that returned nothing.
func done(s State, e Effect) (State, []Effect) {
	s.Busy = Nothing
	switch e.Do {
	case VerifyCode:
		s.Proven, s.Code = true, ""
		return run(s, Effect{Do: Load})
	case KickDevice:
		s.Devices = without(s.Devices, e.Device)
		s.Notice = NoticeLoggedOut
		return run(s, Effect{Do: Load})
	case Complete:
		s.Screen, s.Notice, s.Challenge = ScreenDone, NoticeNone, s.as(wire.StatusCompleted)
		return leave(s, TargetSuccess)
	case NotifyAdmins:
		s.Screen, s.Challenge = ScreenClosed, s.as(wire.StatusAdminNotified)
	case Skip:
		s.Screen, s.Challenge = ScreenClosed, s.as(wire.StatusSkipped)
		return leave(s, TargetSuccess)
	case Postpone:
		s.Screen, s.Challenge = ScreenClosed, s.as(wire.StatusPostponed)
		return leave(s, TargetSuccess)
	}
	return s, nil
}

// as is a copy of the challenge with another status.
func (s State) as(status wire.ChallengeStatus) *wire.Challenge {
	c := *s.Challenge
	c.Status = status
	return &c
}

func without(devices []wire.Device, id string) []wire.Device {
	rest := make([]wire.Device, 0, len(devices))
	for _, d := range devices {
		if d.ID != id {
			rest = append(rest, d)
		}
	}
	return rest
}

// refresh looks whether the challenge was settled elsewhere, without disturbing.
func refresh(s State) (State, []Effect) {
	if s.Busy != Nothing || s.Challenge == nil || s.Screen == ScreenDone || s.Screen == ScreenClosed {
		return s, nil
	}
	return s, []Effect{{Do: Load}}
}

// countDown asks for ticks while the next code is away.
func countDown(s State) (State, []Effect) {
	if !s.Live || s.ticking || s.resendIn() == 0 {
		return s, nil
	}
	s.ticking = true
	return s, []Effect{{Do: Wait}}
}

func tick(s State) (State, []Effect) {
	s.ticking = false
	return countDown(s)
}
