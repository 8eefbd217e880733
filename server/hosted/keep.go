package hosted

import (
	"net/http"
	"strings"

	ui "github.com/openrupt/openrupt/challengeui"
)

// keptFor is how long the cookie lives, in seconds: as long as a challenge.
const keptFor = 3600

// kept is what lies between two requests of one challenge.
type kept struct{ snapshot, session string }

// cookieName is one a challenge, so that two tabs with two challenges stay apart.
// The prefix makes browsers refuse it from other hosts and over plain http, where it
// cannot be used.
func (p *Pages) cookieName(challenge string) string {
	if p.Secure {
		return "__Host-rupt-challenge-" + challenge
	}
	return "rupt-challenge-" + challenge
}

func (p *Pages) kept(r *http.Request, challenge string) kept {
	c, err := r.Cookie(p.cookieName(challenge))
	if err != nil {
		return kept{}
	}
	snapshot, session, _ := strings.Cut(c.Value, "~")
	return kept{snapshot, session}
}

func (p *Pages) keep(w http.ResponseWriter, challenge string, k kept) {
	http.SetCookie(w, &http.Cookie{
		Name: p.cookieName(challenge), Value: k.snapshot + "~" + k.session,
		Path: "/", MaxAge: keptFor, HttpOnly: true, Secure: p.Secure, SameSite: http.SameSiteLaxMode,
	})
}

// state is where the person stands at the beginning of a request.
func (k kept) state(proven bool) ui.State {
	s := ui.Restore(ui.New(), k.snapshot)
	s.Proven = proven
	if k.session != "" && !proven {
		s.Notice = ui.NoticeSession
	}
	return s
}
