package challengeui

import "github.com/openrupt/openrupt/internal/wire"

// code is one input, drawn over six boxes, and the way to another code.
func (v view) code() screen {
	sent := v.t.CodeEmailed
	if v.s.Channel == wire.ChannelText {
		sent = v.t.CodeTexted
	}
	submit := v.busy(button("primary-cta", ActionVerify, text(v.t.Continue)), true)
	if v.s.Busy == VerifyCode {
		submit.with("data-busy", "")
	}
	return screen{
		heading: []*Node{text(v.t.CodeHeading)},
		text:    v.to(sent, v.s.Channel),
		body:    []*Node{form(v.codeField(), submit), v.resend()},
	}
}

// codeField has the label, the input and the boxes, which are only paint.
func (v view) codeField() *Node {
	input := part("input", "code-input").
		with("id", idCode).with("name", CodeField).with("type", "text").
		with("inputmode", "numeric").with("autocomplete", "one-time-code").
		with("autocapitalize", "off").with("spellcheck", "false").with("dir", "ltr").
		with("aria-describedby", idAlert+" "+idText).with("required", "")
	if !v.s.Live {
		input.with("autofocus", "") // a script moves the focus by itself
	}
	if v.s.Code != "" {
		input.with("value", v.s.Code)
	}
	if v.s.codeRefused() {
		input.with("aria-invalid", "true")
	}
	if v.s.Busy == VerifyCode {
		input.with("readonly", "")
	}
	boxes := el("span", "code-boxes").with("aria-hidden", "true")
	for range CodeLength {
		boxes.add(el("span", "code-box"))
	}
	return el("div", "code-field",
		el("label", "code-label", text(v.t.CodeLabel)).with("for", idCode),
		el("div", "code", boxes, input).with("dir", "ltr"))
}

// codeRefused says that the notice is about what was typed.
func (s State) codeRefused() bool {
	return s.Notice == NoticeIncorrect || s.Notice == NoticeIncomplete || s.Notice == NoticeUsedUp
}

// resend asks for another code, once the countdown is over. Without a script there
// is no countdown, and the server says if it is too early.
func (v view) resend() *Node {
	if v.s.SendsLeft == 0 {
		return nil
	}
	b := button("resend-button", ActionResend, text(v.t.Resend))
	wait := el("span", "resend-wait").with("id", idWait)
	if left := v.s.resendIn(); left > 0 {
		wait.add(text(v.t.count(v.t.ResendIn, left)))
		if v.s.Live {
			b.with("aria-disabled", "true")
		}
		b.with("aria-describedby", idWait)
	} else {
		v.busy(b, true)
	}
	return form(b, wait).with("class", "resend")
}
