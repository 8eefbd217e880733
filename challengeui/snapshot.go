package challengeui

import (
	"strconv"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// Snapshot is where the person stands, as short text: what a host without a script
// keeps between two requests, and what it hands over to a script. It holds no
// secret, nothing of the challenge and nothing typed.
func (s State) Snapshot() string {
	b := append(append([]byte(s.Screen.name()), '.'), s.Channel...)
	for _, n := range [...]int64{int64(s.Notice), int64(s.AttemptsLeft), int64(s.ResendAt), int64(s.SendsLeft)} {
		b = strconv.AppendInt(append(b, '.'), n, 10)
	}
	return string(b)
}

// Restore takes a snapshot up: loading the challenge then leads to its screen, if
// the challenge still allows that. What is no snapshot changes nothing.
func Restore(s State, snapshot string) State {
	f := strings.Split(snapshot, ".")
	if len(f) != 6 {
		return s
	}
	var n [4]int64
	for i := range n {
		v, err := strconv.ParseInt(f[2+i], 10, 64)
		if err != nil {
			return s
		}
		n[i] = v
	}
	if n[0] < 0 || n[0] > int64(noticeLast) {
		return s
	}
	for _, r := range [...]Screen{ScreenChoose, ScreenChannel, ScreenCode, ScreenDone} {
		if r.name() == f[0] {
			s.resume = r
		}
	}
	s.Channel, s.Notice, s.AttemptsLeft = wire.Channel(f[1]), Notice(n[0]), int(n[1])
	s.ResendAt, s.SendsLeft = wire.Time(n[2]), int(n[3])
	return s
}

// Reload is [Restore] after the page was loaded anew: what went wrong before is not
// repeated, and nobody is on the way back who came here again.
func Reload(s State, snapshot string) State {
	s = Restore(s, snapshot)
	if s.resume == ScreenDone {
		s.resume = ScreenLoading
	}
	s.Notice, s.AttemptsLeft = NoticeNone, -1
	return s
}

// resumed returns the screen of a snapshot if the challenge still allows it. A code
// that was right is used up.
func (s State) resumed() (Screen, bool) {
	if s.Challenge.Status == wire.StatusVerified {
		return ScreenLoading, false
	}
	switch s.resume {
	case ScreenChoose:
		return ScreenChoose, s.asksFirst()
	case ScreenChannel:
		return ScreenChannel, len(s.Challenge.Channels) > 0
	case ScreenCode:
		return ScreenCode, s.has(s.Channel)
	}
	return ScreenLoading, false
}
