package challengeui

import (
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

// Every text that a project may word is one of ours, and one that a mail has.
func TestWordingIDs(t *testing.T) {
	for _, id := range wire.WordingIDs {
		if id == "email_note" {
			continue // package courier's
		}
		texts := english
		if field := texts.field(id); field == nil || strings.ReplaceAll(strings.ToLower(*field), " ", "") == "" {
			t.Errorf("%s is no text", id)
		}
	}
}

// A project's words are shown in their language and as text; everything else stays.
func TestWording(t *testing.T) {
	s := begin()
	s.Screen, s.Challenge = ScreenChoose, &newFake().challenge
	s.Challenge.Project = &wire.ChallengeProject{Name: "Shop", Texts: []wire.OwnText{
		{Language: "en", ID: "choose_heading", Text: "Your <b>{project}</b> card?"}, {Language: "en", ID: "mine", Text: "x"},
	}}
	if got := HTML(View(s, &english)); !strings.Contains(got, "Your &lt;b&gt;<bdi>Shop</bdi>&lt;/b&gt; card?") || !strings.Contains(got, "It's my account") {
		t.Error(got)
	}
	if got := HTML(View(s, &german)); strings.Contains(got, "card?") {
		t.Error(got)
	}
	if english.ChooseHeading != "Is this your account?" {
		t.Error("the language itself was changed")
	}
}
