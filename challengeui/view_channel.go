package challengeui

import "github.com/openrupt/openrupt/internal/wire"

// channel asks where the code should go.
func (v view) channel() screen {
	s := screen{heading: []*Node{text(v.t.ChannelHeading)}, text: []*Node{text(v.t.ChannelText)}}
	if !v.s.asksFirst() {
		s = screen{heading: v.say(v.t.ConfirmHeading), text: v.say(v.t.ConfirmText)}
	}
	f := form()
	for _, c := range v.s.Challenge.Channels {
		label, sign := v.t.EmailTo, "mail"
		if c == wire.ChannelText {
			label, sign = v.t.TextTo, "message"
		}
		b := button("channel-button", ActionSend+string(c), icon(sign), el("span", "", v.to(label, c)...))
		f.add(v.busy(b, true))
	}
	s.body = []*Node{part("div", "verification-button-container", f)}
	return s
}
