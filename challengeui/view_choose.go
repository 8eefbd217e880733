package challengeui

import "github.com/openrupt/openrupt/internal/wire"

// choose asks whose account it is and offers every way on.
func (v view) choose() screen {
	s := v.question()
	ways := v.ways()
	for i, w := range ways {
		class := w.class
		if i == 0 {
			class = "primary-cta"
		}
		b := v.busy(button(class, w.action, text(w.label)), true)
		if i == 0 && v.busyWith(w.action) {
			b.with("data-busy", "")
		}
		s.body = append(s.body, b)
		if w.hint != nil {
			s.body = append(s.body, el("p", "hint", w.hint...).with("id", "hint-"+w.action))
			b.with("aria-describedby", "hint-"+w.action)
		}
	}
	s.body = []*Node{form(s.body...)}
	if !v.s.provable() {
		s.body = append([]*Node{el("p", "no-contact", v.say(v.t.NoContact)...)}, s.body...)
	}
	return s
}

// question is the heading by the challenge's type.
func (v view) question() screen {
	t := v.t
	switch v.s.Challenge.Type {
	case wire.TypeRepeatTrial:
		return screen{heading: v.say(t.TrialHeading), text: v.say(t.TrialText)}
	case wire.TypeNotifyAdmins:
		return screen{heading: v.say(t.AdminHeading), text: v.say(t.AdminText)}
	case wire.TypeLogin, wire.TypeSignup:
		return screen{heading: v.say(t.ConfirmHeading), text: v.say(t.ChooseOther)}
	}
	for _, r := range v.s.Challenge.Reasons {
		if r == wire.ReasonLimitExceeded {
			return screen{heading: v.say(t.ChooseHeading), text: v.say(t.ChooseLimit)}
		}
	}
	return screen{heading: v.say(t.ChooseHeading), text: v.say(t.ChooseOther)}
}

// way is one button of the first screen.
type way struct {
	action, label, class string
	hint                 []*Node
}

// ways are the ways on that this challenge has, the most likely first.
func (v view) ways() []way {
	t, s := v.t, v.s
	var ways []way
	offer := func(on bool, w way) {
		if on {
			ways = append(ways, w)
		}
	}
	p := v.face()
	if p == nil {
		p = &wire.ChallengeProject{}
	}
	admin := way{ActionNotify, t.AskAdmin, "secondary-cta", nil}
	upgrade := way{ActionGo + TargetUpgrade, t.Upgrade, "secondary-cta", nil}
	kind := s.Challenge.Type
	upgradable := s.Links.Upgrade != "" && s.Links.Upgrade != s.Links.Success // by default both are the page itself
	offer(p.CanNotify && kind == wire.TypeNotifyAdmins, admin)
	offer(upgradable && kind == wire.TypeRepeatTrial, upgrade)
	offer(s.provable(), way{ActionMine, t.Mine, "secondary-cta", v.hint()})
	offer(s.Links.NewAccount != "", way{ActionGo + TargetNewAccount, t.OwnAccount, "secondary-cta", nil})
	offer(s.Links.Logout != "", way{ActionGo + TargetLogout, t.LogOut, "secondary-cta logout-button", nil})
	offer(p.CanNotify && kind != wire.TypeNotifyAdmins, admin)
	offer(upgradable && kind == wire.TypeAccountSharing, way{upgrade.action, upgrade.label, "quiet-cta", nil})
	offer(p.CanPostpone, way{ActionPostpone, t.Later, "quiet-cta", nil})
	offer(p.CanSkip, way{ActionSkip, t.Skip, "quiet-cta", nil})
	return ways
}

// hint says what "it's my account" is going to send, when that is all it does.
func (v view) hint() []*Node {
	s := v.s
	if s.free() || s.choice() || len(s.Challenge.Channels) == 0 {
		return nil
	}
	channel := s.Challenge.Channels[0]
	if s.Preset != "" && s.has(s.Preset) {
		channel = s.Preset
	}
	if channel == wire.ChannelText {
		return v.to(v.t.HintText, channel)
	}
	return v.to(v.t.HintEmail, channel)
}

// busyWith says that the command that a button started is running.
func (v view) busyWith(action string) bool {
	switch v.s.Busy {
	case SendCode, ListDevices, Complete:
		return action == ActionMine
	case NotifyAdmins:
		return action == ActionNotify
	}
	return false
}
