package challengeui

// Update returns the state after a message, and what the host has to do. It never
// changes what s refers to.
func Update(s State, m Msg) (State, []Effect) {
	switch m := m.(type) {
	case Press:
		return press(s, m)
	case Typed:
		return typed(s, m.Code)
	case Tick:
		return tick(s)
	case Refresh:
		return refresh(s)
	case Loaded:
		return pressEarly(loaded(s, m))
	case Listed:
		return listed(s, m.Devices)
	case Sent:
		return sent(s, m)
	case Done:
		return done(s, m.Effect)
	case Failed:
		return failed(s, m)
	}
	return s, nil
}
