package api

import (
	"slices"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

// server answers with 401 whoever comes with the session "old".
type server struct{ asked []string }

func (s *server) Start(r Request, done func(Response, *wire.Error)) (abort func()) {
	s.asked = append(s.asked, r.Method+" "+r.Authorization)
	if r.Authorization == "Challenge old" {
		done(Response{Status: 401, Body: []byte(`{"success":false,"error":{"code":"unauthorized","message":"…"}}`)}, nil)
	} else {
		done(Response{Status: 200, Body: []byte(`{"_id":"c1","status":"pending"}`)}, nil)
	}
	return func() {}
}

// never is a timer that does not go off.
type never struct{}

func (never) After(int, func()) (cancel func()) { return func() {} }

// tab is a sessionStorage.
type tab map[string]string

func (t tab) Get(key string) string { return t[key] }
func (t tab) Set(key, value string) { t[key] = value }

func TestSessionsThatAreOver(t *testing.T) {
	basic := "Basic id:"
	for _, c := range []struct {
		name, session string
		call          func(*Challenge) *wire.Error
		asked         []string
		code          wire.Code
		proven        bool
	}{
		{"none", "", func(ch *Challenge) *wire.Error { _, err := ch.Load(); return err }, []string{"GET " + basic}, "", false},
		{"good", "new", func(ch *Challenge) *wire.Error { _, err := ch.Load(); return err }, []string{"GET Challenge new"}, "", true},
		{"loading goes on without it", "old", func(ch *Challenge) *wire.Error { _, err := ch.Load(); return err }, []string{"GET Challenge old", "GET " + basic}, "", false},
		{"kicking needs one", "old", func(ch *Challenge) *wire.Error { return ch.Kick("d1") }, []string{"POST Challenge old"}, wire.CodeUnauthorized, false},
		{"then a code is sent without", "old", func(ch *Challenge) *wire.Error { ch.Kick("d1"); _, err := ch.Send("email", "en"); return err },
			[]string{"POST Challenge old", "POST " + basic}, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, kept := &server{}, tab{sessionKey("c1"): c.session}
			ch := &Challenge{Client: Client{HTTP: s, Timer: never{}}, Origin: "https://x.y", Basic: basic, ID: "c1", Sessions: &Sessions{Kept: kept}}
			err := c.call(ch)
			if c.code == "" && err != nil || c.code != "" && (err == nil || err.Code != c.code) {
				t.Errorf("error %v, want %q", err, c.code)
			}
			if !slices.Equal(s.asked, c.asked) || ch.Proven() != c.proven || (kept[sessionKey("c1")] != "") != c.proven {
				t.Errorf("asked %q, proven %t, kept %q", s.asked, ch.Proven(), kept)
			}
		})
	}
}
