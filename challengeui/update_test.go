package challengeui

import (
	"slices"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

// fake is a backend that answers as it is told and writes down what it was asked.
type fake struct {
	challenge wire.Challenge
	devices   []wire.Device
	errs      map[Command]*wire.Error
	asked     []string
	// proven says that it holds a session.
	proven bool
}

func newFake() *fake {
	return &fake{
		challenge: wire.Challenge{
			ID: "c1", Status: wire.StatusPending, Type: wire.TypeAccountSharing,
			Channels: []wire.Channel{wire.ChannelEmail, wire.ChannelText},
			User:     &wire.ChallengeUser{Email: "a*@b.c", Phone: "**34"},
			Limit:    &wire.ChallengeLimit{IsExceeded: true, Overall: 1},
			Reasons:  []wire.Reason{wire.ReasonLimitExceeded},
		},
		devices: []wire.Device{{ID: "d1"}, {ID: "d2"}},
		errs:    map[Command]*wire.Error{},
	}
}

// ask notes a call and returns the error that it was told to, once.
func (f *fake) ask(c Command, what string) *wire.Error {
	f.asked = append(f.asked, what)
	err := f.errs[c]
	delete(f.errs, c)
	return err
}

func (f *fake) Proven() bool { return f.proven }
func (f *fake) Load() (*wire.Challenge, *wire.Error) {
	c := f.challenge
	return &c, f.ask(Load, "load")
}
func (f *fake) Devices() ([]wire.Device, *wire.Error) {
	return f.devices, f.ask(ListDevices, "devices")
}
func (f *fake) Send(c wire.Channel, lang string) (*wire.SendReply, *wire.Error) {
	err := f.ask(SendCode, "send "+string(c)+" "+lang)
	if err == nil {
		f.challenge.Status = wire.StatusDelivered
	}
	return &wire.SendReply{RetryAfter: 30, SendsLeft: 4}, err
}
func (f *fake) Verify(code string) (*wire.VerifyReply, *wire.Error) {
	err := f.ask(VerifyCode, "verify "+code)
	if err == nil {
		f.challenge.Status, f.proven = wire.StatusVerified, true
	}
	return &wire.VerifyReply{}, err
}
func (f *fake) Kick(d string) *wire.Error {
	f.challenge.Limit = &wire.ChallengeLimit{}
	return f.ask(KickDevice, "kick "+d)
}
func (f *fake) Complete() *wire.Error { return f.ask(Complete, "complete") }
func (f *fake) Notify() *wire.Error   { return f.ask(NotifyAdmins, "notify") }
func (f *fake) Skip() *wire.Error     { return f.ask(Skip, "skip") }
func (f *fake) Postpone() *wire.Error { return f.ask(Postpone, "postpone") }

// play feeds messages to a machine that starts from s and returns where it ends and
// where it left for.
func play(f *fake, s State, msgs ...Msg) (end State, left string) {
	var run func(State, []Effect)
	run = func(next State, effects []Effect) {
		s = next
		for _, e := range effects {
			if e.Do == Go {
				left = e.URL
			} else if m := Execute(f, e, "en"); m != nil {
				run(Update(s, m))
			}
		}
	}
	run(Start(s))
	for _, m := range msgs {
		run(Update(s, m))
	}
	return s, left
}

func begin() State {
	s := New()
	s.Live, s.Now = true, 1000
	s.Links = Links{Success: "https://x.y/?a=1#z", Logout: "https://x.y/out", NewAccount: "https://x.y/new"}
	return s
}

func do(action string) Msg { return Press{Do: action} }

func TestTheMainPath(t *testing.T) {
	f := newFake()
	s, left := play(f, begin(), do("mine"), do("send:email"), Typed{"12"}, Typed{"1234"}, Typed{"١٢٣٤٥٦"}, do("kick:d1"))
	want := []string{"load", "send email en", "verify 123456", "load", "devices", "kick d1", "load", "complete"}
	if !slices.Equal(f.asked, want) {
		t.Errorf("asked %q, want %q", f.asked, want)
	}
	if s.Screen != ScreenDone || left != "https://x.y/?a=1&challenge_id=c1#z" {
		t.Errorf("ended at %s, left for %q", s.Screen.name(), left)
	}
}

// situation is one path through the machine.
type situation struct {
	name    string
	given   func(*State, *fake)
	when    []Msg
	screen  Screen
	notice  Notice
	asked   string // the last call
	left    string
	becomes func(State) bool
}

func TestUpdate(t *testing.T) {
	left := func(n int) *int { return &n }
	fails := func(c Command, code wire.Code) func(*State, *fake) {
		return func(_ *State, f *fake) { f.errs[c] = &wire.Error{Code: code} }
	}
	toCode := []Msg{do("mine"), do("send:email")}
	toDevices := append(slices.Clone(toCode), Typed{"123456"})
	with := func(path []Msg, more ...Msg) []Msg { return append(slices.Clone(path), more...) }
	one := func(_ *State, f *fake) { f.challenge.Channels = []wire.Channel{wire.ChannelText} }
	login := func(_ *State, f *fake) { f.challenge.Type = wire.TypeLogin }
	both := func(fs ...func(*State, *fake)) func(*State, *fake) {
		return func(s *State, f *fake) {
			for _, g := range fs {
				g(s, f)
			}
		}
	}
	preset := func(c wire.Channel) func(*State, *fake) { return func(s *State, _ *fake) { s.Preset = c } }
	status := func(st wire.ChallengeStatus) func(*State, *fake) {
		return func(_ *State, f *fake) { f.challenge.Status = st }
	}

	for _, c := range []situation{
		{name: "asks first", screen: ScreenChoose, asked: "load"},
		{name: "unknown challenge", given: fails(Load, wire.CodeNotFound), screen: ScreenUnknown},
		{name: "offline at first", given: fails(Load, wire.CodeNetwork), screen: ScreenLoading, notice: NoticeOffline},
		{name: "offline, then tried again", given: fails(Load, wire.CodeTimeout), when: []Msg{do("retry")}, screen: ScreenChoose},
		{name: "server fails", given: fails(Load, wire.CodeInternal), screen: ScreenLoading, notice: NoticeFailed},
		{name: "busy server", given: fails(Load, wire.CodeRateLimited), screen: ScreenLoading, notice: NoticeTooMany,
			becomes: func(s State) bool { return s.Retry.Do == Load }},

		{name: "two channels", when: []Msg{do("mine")}, screen: ScreenChannel, asked: "load"},
		{name: "one channel is no choice", given: one, when: []Msg{do("mine")}, screen: ScreenCode, asked: "send text en"},
		{name: "preset channel is no choice", given: preset("text"), when: []Msg{do("mine")}, screen: ScreenCode, asked: "send text en"},
		{name: "preset channel that is not there", given: both(one, preset("email"), func(_ *State, f *fake) { f.challenge.Channels = append(f.challenge.Channels, "fax") }),
			when: []Msg{do("mine")}, screen: ScreenChannel, asked: "load"},
		{name: "unavailable channel pressed", when: []Msg{do("send:fax")}, screen: ScreenChoose, asked: "load"},
		{name: "no contact", given: func(_ *State, f *fake) { f.challenge.Channels = nil }, when: []Msg{do("mine")}, screen: ScreenChoose, asked: "load"},
		{name: "login begins with the proof", given: login, screen: ScreenChannel},
		{name: "login with preset sends at once", given: both(login, preset("email")), screen: ScreenCode, asked: "send email en"},
		{name: "login with preset, reloaded, does not send again", given: both(login, preset("email"), status(wire.StatusDelivered)), screen: ScreenCode, asked: "load"},
		{name: "login with preset that is refused", given: both(login, preset("email"), fails(SendCode, wire.CodeRateLimited)), screen: ScreenChannel, notice: NoticeTooMany},
		{name: "undelivered", given: both(login, status(wire.StatusDeliveryFailed)), screen: ScreenChannel, notice: NoticeUndelivered},
		{name: "verification skipped", given: func(_ *State, f *fake) { f.challenge.Channels, f.challenge.Session = nil, "s" },
			when: []Msg{do("mine")}, screen: ScreenDevices, asked: "devices"},

		{name: "code sent", when: toCode, screen: ScreenCode, asked: "send email en",
			becomes: func(s State) bool { return s.resendIn() == 30 && s.SendsLeft == 4 }},
		{name: "too early to resend", when: with(toCode, do("resend")), screen: ScreenCode, asked: "send email en"},
		{name: "the same channel again does not send again", when: with(toCode, do("back"), do("send:email")), screen: ScreenCode,
			becomes: func(s State) bool { return s.SendsLeft == 4 }},
		{name: "back to the channels", when: with(toCode, do("back")), screen: ScreenChannel},
		{name: "back to the question", when: with(toCode, do("back"), do("back")), screen: ScreenChoose},
		{name: "back to the question, no choice", given: one, when: []Msg{do("mine"), do("back")}, screen: ScreenChoose},
		{name: "too many sends", given: fails(SendCode, wire.CodeRateLimited), when: toCode, screen: ScreenChannel, notice: NoticeTooMany},
		{name: "channel gone", given: fails(SendCode, wire.CodeChannelUnavailable), when: toCode, screen: ScreenChannel, notice: NoticeUndelivered},

		{name: "incomplete", when: with(toCode, Press{"verify", "12 3"}), screen: ScreenCode, notice: NoticeIncomplete, asked: "send email en",
			becomes: func(s State) bool { return s.Code == "123" }},
		{name: "typing clears the notice", when: with(toCode, Press{"verify", ""}, Typed{"1"}), screen: ScreenCode},
		{name: "wrong", given: func(_ *State, f *fake) {
			f.errs[VerifyCode] = &wire.Error{Code: wire.CodeIncorrectCode, AttemptsLeft: left(4)}
		}, when: toDevices, screen: ScreenCode, notice: NoticeIncorrect,
			becomes: func(s State) bool { return s.AttemptsLeft == 4 && s.Code == "" }},
		{name: "wrong without a number", given: fails(VerifyCode, wire.CodeIncorrectCode), when: toDevices, screen: ScreenCode, notice: NoticeIncorrect,
			becomes: func(s State) bool { return s.AttemptsLeft == -1 }},
		{name: "wrong, then Enter", given: fails(VerifyCode, wire.CodeIncorrectCode), when: with(toDevices, Press{"verify", ""}), screen: ScreenCode, notice: NoticeIncorrect},
		{name: "wrong, none left", given: func(_ *State, f *fake) {
			f.errs[VerifyCode] = &wire.Error{Code: wire.CodeIncorrectCode, AttemptsLeft: left(0)}
		}, when: toDevices, screen: ScreenCode, notice: NoticeUsedUp},
		{name: "used up", given: fails(VerifyCode, wire.CodeTooManyAttempts), when: toDevices, screen: ScreenCode, notice: NoticeUsedUp, asked: "load"},
		{name: "locked", given: both(fails(VerifyCode, wire.CodeTooManyAttempts), status(wire.StatusFailed)), screen: ScreenClosed},
		{name: "lost while verifying keeps the code", given: fails(VerifyCode, wire.CodeNetwork), when: toDevices, screen: ScreenCode, notice: NoticeOffline,
			becomes: func(s State) bool { return s.Code == "123456" && s.Retry.Code == "123456" }},
		{name: "lost and back", given: fails(VerifyCode, wire.CodeNetwork), when: with(toDevices, do("retry")), screen: ScreenDevices},

		{name: "devices", when: toDevices, screen: ScreenDevices, asked: "devices"},
		{name: "within the limit after the proof", given: func(_ *State, f *fake) { f.challenge.Limit = &wire.ChallengeLimit{} },
			when: toDevices, screen: ScreenDone, asked: "complete", left: "https://x.y/?a=1&challenge_id=c1#z"},
		{name: "no limit at all", given: func(_ *State, f *fake) { f.challenge.Limit = nil }, when: toDevices, screen: ScreenDone, asked: "complete",
			left: "https://x.y/?a=1&challenge_id=c1#z"},
		{name: "device gone already", given: fails(KickDevice, wire.CodeNotFound), when: with(toDevices, do("kick:d1")), screen: ScreenDone, asked: "complete",
			left: "https://x.y/?a=1&challenge_id=c1#z"},
		{name: "over the limit after all", given: fails(Complete, wire.CodeLimitExceeded), when: with(toDevices, do("kick:d1")), screen: ScreenDevices, notice: NoticeLoggedOut, asked: "devices"},
		{name: "session ran out", given: fails(KickDevice, wire.CodeUnauthorized), when: with(toDevices, do("kick:d1")), screen: ScreenChoose, notice: NoticeSession,
			becomes: func(s State) bool { return !s.Proven && s.Devices == nil }},
		{name: "a device of an old page", when: []Msg{do("kick:d1")}, screen: ScreenChoose, notice: NoticeSession, asked: "load"},
		{name: "session still there on reload", given: func(_ *State, f *fake) { f.proven, f.challenge.Status = true, wire.StatusVerified }, screen: ScreenDevices, asked: "devices"},
		{name: "verified, but not here", given: status(wire.StatusVerified), screen: ScreenChoose, notice: NoticeSession, asked: "load"},
		{name: "verified elsewhere after a code was sent here", given: func(s *State, f *fake) {
			*s, f.challenge.Status = Reload(*s, "code.email.0.-1.9000.3"), wire.StatusVerified
		}, screen: ScreenChoose, notice: NoticeSession, asked: "load"},
		{name: "reloaded at the code", given: func(s *State, _ *fake) { *s = Reload(*s, "code.email.1.2.9000.3") }, screen: ScreenCode, asked: "load",
			becomes: func(s State) bool { return s.resendIn() == 8 && s.AttemptsLeft == -1 }},
		{name: "reopened after it was done here", given: func(s *State, f *fake) {
			*s, f.challenge.Status = Reload(*s, "done.email.0.-1.9000.3"), wire.StatusCompleted
		}, screen: ScreenClosed, asked: "load"},
		{name: "session gone at a quiet look", when: with(toDevices, sessionEnds{}, Refresh{}), screen: ScreenChoose, notice: NoticeSession, asked: "load"},
		{name: "a session that nobody asked for leaves the question", given: func(_ *State, f *fake) { f.proven, f.challenge.Session = true, "s" }, screen: ScreenChoose, asked: "load"},
		{name: "done without a link", given: func(s *State, f *fake) { s.Links.Success, f.challenge.Limit = "", nil }, when: toDevices, screen: ScreenDone, asked: "complete"},

		{name: "notify", when: []Msg{do("notify")}, screen: ScreenClosed, asked: "notify"},
		{name: "skip", when: []Msg{do("skip")}, screen: ScreenClosed, asked: "skip", left: "https://x.y/?a=1#z"},
		{name: "postpone", when: []Msg{do("postpone")}, screen: ScreenClosed, asked: "postpone", left: "https://x.y/?a=1#z"},
		{name: "not enabled", given: fails(Skip, wire.CodeNotEnabled), when: []Msg{do("skip")}, screen: ScreenChoose, notice: NoticeFailed},
		{name: "log out", when: []Msg{do("go:logout")}, screen: ScreenChoose, left: "https://x.y/out"},
		{name: "own account", when: []Msg{do("go:new_account")}, screen: ScreenChoose, left: "https://x.y/new"},
		{name: "a link that is not there", when: []Msg{do("go:upgrade")}, screen: ScreenChoose},
		{name: "a link that never was", when: []Msg{do("go:evil")}, screen: ScreenChoose},
		{name: "nonsense", when: []Msg{do(""), do(":"), do("kick"), Typed{"123456"}, Press{"verify", "123456"}, do("resend")}, screen: ScreenChoose, asked: "load"},

		{name: "closed meanwhile", given: fails(SendCode, wire.CodeChallengeClosed), when: toCode, screen: ScreenChannel, asked: "load"},
		{name: "completed in another tab", when: with(toCode, finishedElsewhere{}, Refresh{}), screen: ScreenClosed, asked: "load"},
		{name: "a quiet look disturbs nothing", when: with(toCode, Typed{"123"}, Refresh{}), screen: ScreenCode, becomes: func(s State) bool { return s.Code == "123" }},
		{name: "a quiet look that fails is not mentioned", when: with(toCode, failsNext{Load, wire.CodeNetwork}, Refresh{}), screen: ScreenCode},
		{name: "reopened when completed", given: status(wire.StatusCompleted), screen: ScreenClosed, when: []Msg{do("go:success")}, left: "https://x.y/?a=1&challenge_id=c1#z"},
		{name: "reopened when expired", given: status(wire.StatusExpired), screen: ScreenClosed, when: []Msg{do("go:success")}, left: "https://x.y/?a=1#z"},
	} {
		t.Run(c.name, func(t *testing.T) { c.check(t) })
	}
}

// finishedElsewhere and failsNext are not messages of the machine: they change the
// fake between two messages.
type finishedElsewhere struct{}
type sessionEnds struct{}
type failsNext struct {
	do   Command
	code wire.Code
}

func (finishedElsewhere) msg() {}
func (sessionEnds) msg()       {}
func (failsNext) msg()         {}

func (c situation) check(t *testing.T) {
	f, s := newFake(), begin()
	if c.given != nil {
		c.given(&s, f)
	}
	end, left := s, ""
	for i, m := range append([]Msg{nil}, c.when...) {
		switch m := m.(type) {
		case finishedElsewhere:
			f.challenge.Status = wire.StatusCompleted
		case sessionEnds:
			f.proven = false
		case failsNext:
			f.errs[m.do] = &wire.Error{Code: m.code}
		default:
			effects := []Effect(nil)
			if i == 0 {
				end, effects = Start(s)
			} else {
				end, effects = Update(end, m)
			}
			for len(effects) > 0 {
				e := effects[0]
				effects = effects[1:]
				var more []Effect
				if e.Do == Go {
					left = e.URL
				} else if answer := Execute(f, e, "en"); answer != nil {
					end, more = Update(end, answer)
				}
				effects = append(effects, more...)
			}
		}
	}
	if end.Screen != c.screen || end.Notice != c.notice || left != c.left || end.Busy != Nothing {
		t.Errorf("screen %s, notice %d, left %q, busy %d; want screen %s, notice %d, left %q",
			end.Screen.name(), end.Notice, left, end.Busy, c.screen.name(), c.notice, c.left)
	}
	if last := f.asked[len(f.asked)-1]; c.asked != "" && last != c.asked {
		t.Errorf("asked %q last, want %q; in all %q", last, c.asked, f.asked)
	}
	if c.becomes != nil && !c.becomes(end) {
		t.Errorf("became %+v", end)
	}
	if HTML(View(end, &english)) == "" || strings.Contains(Title(end, &english), "{") {
		t.Error("cannot be shown")
	}
}

// No press gets through while a command runs, whatever it is.
func TestNothingIsSubmittedTwice(t *testing.T) {
	f := newFake()
	s, _ := play(f, begin(), do("mine"), do("send:email"))
	s, effects := Update(s, Typed{"123456"})
	if len(effects) != 1 || effects[0].Do != VerifyCode {
		t.Fatalf("effects %+v", effects)
	}
	for _, m := range []Msg{Typed{"123456"}, Typed{"654321"}, Press{"verify", "123456"}, do("resend"), do("back"), do("retry"), do("mine")} {
		if next, more := Update(s, m); len(more) != 0 || next.Code != "123456" || next.Screen != ScreenCode {
			t.Errorf("%+v: effects %+v, state %+v", m, more, next)
		}
	}
	if _, more := Update(s, do("go:logout")); len(more) != 1 {
		t.Error("leaving must stay possible")
	}
}

// What is pressed on the server's page while the challenge is fetched is done afterwards, if it still can be.
func TestPressedEarly(t *testing.T) {
	for _, tt := range []struct {
		name   string
		press  string
		status wire.ChallengeStatus
		proven bool
		asked  []Command
		screen Screen
	}{
		{"a channel", "send:email", wire.StatusPending, false, []Command{SendCode}, ScreenChoose},
		{"whose account", "mine", wire.StatusPending, false, nil, ScreenChannel},
		{"settled meanwhile", "send:email", wire.StatusCompleted, false, nil, ScreenClosed},
		{"proven before", "send:email", wire.StatusVerified, true, []Command{ListDevices}, ScreenLoading},
	} {
		f := newFake()
		f.challenge.Status = tt.status
		s, _ := Start(begin())
		s, none := Update(s, do("verify"))
		s, more := Update(s, do(tt.press)) // the last one counts
		if len(none)+len(more) > 0 {
			t.Errorf("%s: effects %+v%+v before the challenge is there", tt.name, none, more)
		}
		s, effects := Update(s, Loaded{Challenge: &f.challenge, Proven: tt.proven})
		var asked []Command
		for _, e := range effects {
			asked = append(asked, e.Do)
		}
		if !slices.Equal(asked, tt.asked) || s.Screen != tt.screen {
			t.Errorf("%s: asked %v on screen %v, want %v on %v", tt.name, asked, s.Screen, tt.asked, tt.screen)
		}
		if _, again := Update(s, Loaded{Challenge: &f.challenge, Proven: tt.proven}); len(again) > 0 && again[0].Do == SendCode {
			t.Errorf("%s: pressed twice", tt.name)
		}
	}
}

// A countdown keeps one timer, ends, and does not run without a script.
func TestCountDown(t *testing.T) {
	s := begin()
	s.Screen, s.Challenge, s.Channel = ScreenCode, &wire.Challenge{Channels: []wire.Channel{"email"}}, "email"
	s, effects := Update(s, Sent{"email", &wire.SendReply{RetryAfter: 2}})
	if len(effects) != 1 || effects[0].Do != Wait {
		t.Fatalf("effects %+v", effects)
	}
	if _, more := countDown(s); more != nil {
		t.Error("a second timer")
	}
	s.Now += 1000
	if s, effects = Update(s, Tick{}); len(effects) != 1 || s.resendIn() != 1 {
		t.Errorf("after 1 s: %+v, %d s left", effects, s.resendIn())
	}
	s.Now += 1000
	if s, effects = Update(s, Tick{}); effects != nil || s.resendIn() != 0 {
		t.Errorf("after 2 s: %+v, %d s left", effects, s.resendIn())
	}
	s.Live = false
	if _, effects = Update(s, Sent{"email", &wire.SendReply{RetryAfter: 2}}); effects != nil {
		t.Errorf("without a script: %+v", effects)
	}
}

// Every message in every state: nothing panics, and what results can be shown.
func TestEveryMessageEverywhere(t *testing.T) {
	f := newFake()
	msgs := []Msg{Refresh{}, Tick{}, Typed{"123456"}, Listed{}, Loaded{&f.challenge, true}, Sent{"email", &wire.SendReply{}}}
	for _, action := range []string{"mine", "send:email", "resend", "verify", "kick:d1", "notify", "skip", "postpone", "retry", "back", "go:success", "lang:fr", "close", "x"} {
		msgs = append(msgs, do(action))
	}
	for e := Load; e <= Postpone; e++ {
		if e != Load && e != ListDevices && e != SendCode {
			msgs = append(msgs, Done{Effect{Do: e, Device: "d1"}})
		}
		for _, code := range []wire.Code{"incorrect_code", "too_many_attempts", "rate_limited", "challenge_closed", "not_found", "unauthorized", "limit_exceeded", "channel_unavailable", "network", "internal", "not_enabled", "something_new"} {
			msgs = append(msgs, Failed{Effect{Do: e}, &wire.Error{Code: code}})
		}
	}
	for screen := ScreenLoading; screen <= ScreenSuspended; screen++ {
		for _, proven := range []bool{false, true} {
			for _, m := range msgs {
				s := begin()
				s.Screen, s.Proven, s.Challenge = screen, proven, &f.challenge
				if d, ok := m.(Failed); ok {
					s.Busy = d.Effect.Do
				}
				end, effects := Update(s, m)
				if len(effects) > 1 {
					t.Errorf("%s, %+v: effects %+v", screen.name(), m, effects)
				}
				HTML(View(end, &arabic))
			}
		}
	}
}

func TestSnapshot(t *testing.T) {
	f := newFake()
	f.errs[VerifyCode] = &wire.Error{Code: wire.CodeIncorrectCode}
	before, _ := play(f, begin(), do("mine"), do("send:text"), Typed{"123456"})
	start := begin()
	after, _ := play(f, Restore(start, before.Snapshot()))
	if after.Screen != ScreenCode || after.Channel != "text" || after.Notice != NoticeIncorrect || after.ResendAt != before.ResendAt || after.SendsLeft != 4 {
		t.Errorf("%s became %+v", before.Snapshot(), after)
	}
	f.challenge.Channels = []wire.Channel{"email"}
	if gone, _ := play(f, Restore(start, before.Snapshot())); gone.Screen != ScreenChoose {
		t.Errorf("with the channel gone: %s", gone.Screen.name())
	}
}

func FuzzRestore(f *testing.F) {
	f.Add("code.email.1.4.1000.3")
	f.Add("code.email.99.4.1000.3")
	f.Add("devices..0.0.0.0")
	f.Add("")
	f.Fuzz(func(t *testing.T, snapshot string) {
		s, _ := play(newFake(), Restore(begin(), snapshot))
		if s.Screen != ScreenChoose && s.Screen != ScreenChannel && s.Screen != ScreenCode {
			t.Errorf("%q leads to %s", snapshot, s.Screen.name())
		}
		HTML(View(s, &arabic))
	})
}

func TestWithChallenge(t *testing.T) {
	for in, want := range map[string]string{
		"https://x.y":        "https://x.y?challenge_id=c",
		"https://x.y/?":      "https://x.y/?challenge_id=c",
		"https://x.y/?a=b":   "https://x.y/?a=b&challenge_id=c",
		"https://x.y/#f?g":   "https://x.y/?challenge_id=c#f?g",
		"https://x.y/?a=b#f": "https://x.y/?a=b&challenge_id=c#f",
	} {
		if got := withChallenge(in, "c"); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
