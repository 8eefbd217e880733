package courier

import (
	"strings"

	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// compose puts a message into words, in the language nearest to the one asked for.
func compose(m core.Message) Letter {
	texts := ui.Pick(m.Language)
	w := ui.LettersOf(texts)
	minutes := int(core.CodeTTL(m.Channel).Minutes())
	fill := strings.NewReplacer("{code}", m.Code, "{project}", oneLine(m.Project), "{minutes}", texts.Number(minutes), "{device}", oneLine(m.Device)).Replace
	l := Letter{To: m.To, Channel: m.Channel, Language: texts.Tag, Challenge: m.Challenge, Code: m.Code}
	page := mailPage{Texts: texts, Project: oneLine(m.Project), Code: m.Code}
	switch {
	case m.Device != "":
		l.Subject, l.Text = fill(w.NoticeSubject), fill(w.Notice)
		page.Lead = l.Text
	case m.Channel == wire.ChannelEmail:
		note := w.Note
		if own := m.Face.Notes[texts.Tag]; own != "" {
			note = own
		}
		page.Lead, page.Note = fill(w.Valid), fill(note)
		l.Subject, l.Text = fill(w.Subject), fill(w.Code)+"\n\n"+page.Lead+"\n"+page.Note
	default:
		l.Text = fill(w.Text)
	}
	if m.Channel == wire.ChannelEmail {
		l.HTML, l.Picture = page.dressed(m.Face)
	} else {
		l.Subject = ""
	}
	return l
}

// oneLine keeps a project's name from breaking out of its place.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
