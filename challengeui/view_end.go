package challengeui

import "github.com/openrupt/openrupt/internal/wire"

func (v view) loading() screen {
	return screen{
		icon:    el("div", "spinner").with("aria-hidden", "true"),
		heading: []*Node{text(v.t.Loading)},
	}
}

func (v view) unknown() screen {
	return screen{icon: sign("question"), heading: []*Node{text(v.t.UnknownHeading)}, text: []*Node{text(v.t.UnknownText)}}
}

func (v view) suspended() screen {
	return screen{icon: sign("lock"), heading: []*Node{text(v.t.SuspendedHeading)}, text: v.say(v.t.SuspendedText)}
}

func (v view) done() screen {
	s := screen{icon: sign("check").with("data-good", ""), heading: []*Node{text(v.t.DoneHeading)}, text: v.say(v.t.DoneClose)}
	if v.s.Links.Success != "" {
		s.text = v.say(v.t.DoneReturning)
		s.body = []*Node{v.onward(text(v.t.Continue))}
	}
	return s
}

// closed explains why nothing can be done here any more, and where to go.
func (v view) closed() screen {
	t := v.t
	s := screen{icon: sign("clock")}
	label := v.say(t.GoBack)
	switch v.s.Challenge.Status {
	case wire.StatusCompleted:
		s = screen{icon: sign("check").with("data-good", ""), heading: []*Node{text(t.CompletedHeading)}, text: []*Node{text(t.CompletedText)}}
		label = []*Node{text(t.Continue)}
	case wire.StatusFailed:
		s = screen{icon: sign("lock"), heading: []*Node{text(t.LockedHeading)}, text: v.say(t.LockedText)}
	case wire.StatusOverridden:
		s.heading, s.text = []*Node{text(t.NewerHeading)}, v.say(t.NewerText)
	case wire.StatusPostponed, wire.StatusSkipped:
		s.heading, s.text = []*Node{text(t.LaterHeading)}, v.say(t.LaterText)
		label = []*Node{text(t.Continue)}
	case wire.StatusAdminNotified:
		s = screen{icon: sign("mail"), heading: []*Node{text(t.NotifiedHeading)}, text: []*Node{text(t.NotifiedText)}}
	default:
		s.heading, s.text = []*Node{text(t.ExpiredHeading)}, v.say(t.ExpiredText)
	}
	if v.s.Links.Success != "" {
		s.body = append(s.body, v.onward(label...))
	}
	if v.s.Challenge.Status == wire.StatusFailed && v.s.Links.Logout != "" {
		s.body = append(s.body, form(button("secondary-cta logout-button", ActionGo+TargetLogout, text(t.LogOut))))
	}
	return s
}

// onward leads back to where the person came from.
func (v view) onward(label ...*Node) *Node {
	return form(button("primary-cta", ActionGo+TargetSuccess, el("span", "", label...)))
}
