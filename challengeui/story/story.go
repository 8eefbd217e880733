// Package story is every state of the challenge UI with fixed data: for the story
// page, the golden files and the walk of the accessibility checker.
package story

import (
	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/wire"
)

// Story is one state.
type Story struct {
	// Name is a file name and the path of its page.
	Name  string
	State ui.State
}

// now is the clock of all stories: 2026-01-02T03:04:05.000Z.
const now wire.Time = 1767323045000

// Stories are all of them, in the order in which a person could meet them.
func Stories() []Story {
	return []Story{
		{"loading", with(func(s *ui.State) { s.Challenge, s.Screen, s.Busy = nil, ui.ScreenLoading, ui.Load })},
		{"loading-offline", with(func(s *ui.State) {
			s.Challenge, s.Screen, s.Notice, s.Retry = nil, ui.ScreenLoading, ui.NoticeOffline, ui.Effect{Do: ui.Load}
		})},
		{"choose", with(nothing)},
		{"choose-busy", with(func(s *ui.State) { s.Busy, s.Challenge.Channels = ui.SendCode, email })},
		{"choose-one-channel", with(func(s *ui.State) { s.Challenge.Channels = email })},
		{"choose-every-way", with(everyWay)},
		{"choose-unusual", with(func(s *ui.State) { s.Challenge.Reasons = []wire.Reason{wire.ReasonImpossibleTravel} })},
		{"choose-no-contact", with(func(s *ui.State) { s.Challenge.Channels = nil })},
		{"choose-trial", with(func(s *ui.State) { everyWay(s); s.Challenge.Type = wire.TypeRepeatTrial })},
		{"choose-admin", with(func(s *ui.State) { everyWay(s); s.Challenge.Type = wire.TypeNotifyAdmins })},
		{"choose-session-ended", with(func(s *ui.State) { s.Notice = ui.NoticeSession })},
		{"choose-own-face", with(ownFace)},
		{"code-own-face", code(func(s *ui.State) { ownFace(s); s.Screen = ui.ScreenCode })},
		{"choose-refused-link", with(func(s *ui.State) { s.Links.Refused = true })},
		{"channel", with(func(s *ui.State) { s.Screen = ui.ScreenChannel })},
		{"channel-login", with(func(s *ui.State) { s.Screen, s.Challenge.Type = ui.ScreenChannel, wire.TypeLogin })},
		{"channel-undelivered", with(func(s *ui.State) { s.Screen, s.Notice = ui.ScreenChannel, ui.NoticeUndelivered })},
		{"code", code(nothing)},
		{"code-text", code(func(s *ui.State) { s.Channel, s.ResendAt = wire.ChannelText, 0 })},
		{"code-busy", code(func(s *ui.State) { s.Code, s.Busy = "123456", ui.VerifyCode })},
		{"code-wrong", code(func(s *ui.State) { s.Notice, s.AttemptsLeft = ui.NoticeIncorrect, 4 })},
		{"code-wrong-last", code(func(s *ui.State) { s.Notice, s.AttemptsLeft = ui.NoticeIncorrect, 1 })},
		{"code-incomplete", code(func(s *ui.State) { s.Code, s.Notice = "123", ui.NoticeIncomplete })},
		{"code-used-up", code(func(s *ui.State) { s.Notice, s.ResendAt = ui.NoticeUsedUp, 0 })},
		{"code-resent", code(func(s *ui.State) { s.Notice = ui.NoticeResent })},
		{"code-too-many", code(func(s *ui.State) { s.Notice = ui.NoticeTooMany })},
		{"code-no-more-sends", code(func(s *ui.State) { s.SendsLeft = 0 })},
		{"code-offline", code(func(s *ui.State) {
			s.Code, s.Notice, s.Retry = "123456", ui.NoticeOffline, ui.Effect{Do: ui.VerifyCode}
		})},
		{"code-failed", code(func(s *ui.State) { s.Code, s.Notice, s.Retry = "123456", ui.NoticeFailed, ui.Effect{Do: ui.VerifyCode} })},
		{"devices", devices(nothing)},
		{"devices-two", devices(func(s *ui.State) { s.Challenge.Limit.Overall = 2 })},
		{"devices-mobile-only", devices(func(s *ui.State) { s.Challenge.Limit = &wire.ChallengeLimit{IsExceeded: true, Mobile: 1} })},
		{"devices-one-gone", devices(func(s *ui.State) { s.Devices, s.Notice = s.Devices[:3], ui.NoticeLoggedOut })},
		{"done", with(func(s *ui.State) { s.Screen, s.Challenge.Status = ui.ScreenDone, wire.StatusCompleted })},
		{"done-no-link", with(func(s *ui.State) {
			s.Screen, s.Challenge.Status, s.Links = ui.ScreenDone, wire.StatusCompleted, ui.Links{Refused: true}
		})},
		{"closed-completed", closed(wire.StatusCompleted)},
		{"closed-expired", closed(wire.StatusExpired)},
		{"closed-failed", closed(wire.StatusFailed)},
		{"closed-overridden", closed(wire.StatusOverridden)},
		{"closed-postponed", closed(wire.StatusPostponed)},
		{"closed-skipped", closed(wire.StatusSkipped)},
		{"closed-admin-notified", closed(wire.StatusAdminNotified)},
		{"unknown", with(func(s *ui.State) { s.Screen, s.Challenge = ui.ScreenUnknown, nil })},
		{"suspended", with(func(s *ui.State) { s.Screen, s.Challenge = ui.ScreenSuspended, nil })},
	}
}

var email = []wire.Channel{wire.ChannelEmail}

func nothing(*ui.State) {}

func everyWay(s *ui.State) {
	p := *s.Challenge.Project
	p.CanSkip, p.CanPostpone, p.CanNotify = true, true, true
	s.Challenge.Project, s.Links.Upgrade = &p, "https://app.example.com/upgrade"
}

// ownFace is a project with a logo, colours and words of its own.
func ownFace(s *ui.State) {
	p := *s.Challenge.Project
	p.Name, p.LogoURL = "Fernweh", logo
	p.Theme = &wire.Theme{Light: wire.Palette{Accent: "#0b6b50", OnAccent: "#ffffff", Background: "#f1f5ee"},
		Dark: wire.Palette{Accent: "#5fd3a8", OnAccent: "#000000", Background: "#0c1210", Surface: "#14201b"}}
	p.Texts = []wire.OwnText{
		{Language: "en", ID: "choose_heading", Text: "Is this your {project} pass?"},
		{Language: "ar", ID: "choose_heading", Text: "هل هذه بطاقتك في {project}؟"},
	}
	s.Challenge.Project = &p
}

// logo is a green leaf.
const logo = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA0MCA0MCI+PHJlY3Qgd2lkdGg9IjQwIiBoZWlnaHQ9IjQwIiByeD0iOSIgZmlsbD0iIzBiNmI1MCIvPjxwYXRoIGQ9Ik0xMCAyOUMxMCAxNiAxOCAxMCAzMSAxMGMwIDEzLTYgMjEtMTkgMjFtLTIgMGMzLTcgOC0xMiAxNC0xNSIgZmlsbD0ibm9uZSIgc3Ryb2tlPSIjZmZmIiBzdHJva2Utd2lkdGg9IjIuNSIgc3Ryb2tlLWxpbmVjYXA9InJvdW5kIi8+PC9zdmc+"

// with is the first screen of an ordinary challenge, changed.
func with(change func(*ui.State)) ui.State {
	s := ui.New()
	s.Live, s.Now, s.Screen = true, now, ui.ScreenChoose
	s.Links = ui.Links{
		Success: "https://app.example.com/", Logout: "https://app.example.com/?rupt_action=logout",
		NewAccount: "https://app.example.com/signup",
	}
	s.Challenge = &wire.Challenge{
		ID:       "6710f3a2b4c5d6e7f8091a2b",
		User:     &wire.ChallengeUser{ID: "6710f3a2b4c5d6e7f8091a2c", Email: "ab*****@rupt.dev", Phone: "******34"},
		Limit:    &wire.ChallengeLimit{IsExceeded: true, Overall: 1},
		Status:   wire.StatusPending,
		Type:     wire.TypeAccountSharing,
		Reasons:  []wire.Reason{wire.ReasonLimitExceeded},
		Channels: []wire.Channel{wire.ChannelEmail, wire.ChannelText},
		Project:  &wire.ChallengeProject{Name: "Lumen"},
	}
	change(&s)
	return s
}

// code is a state with a code on its way.
func code(change func(*ui.State)) ui.State {
	return with(func(s *ui.State) {
		s.Screen, s.Channel, s.SendsLeft, s.ResendAt = ui.ScreenCode, wire.ChannelEmail, 4, now+28_000
		s.Challenge.Status = wire.StatusDelivered
		change(s)
	})
}

// closed is a challenge that ended as status.
func closed(status wire.ChallengeStatus) ui.State {
	return with(func(s *ui.State) { s.Screen, s.Challenge.Status = ui.ScreenClosed, status })
}
