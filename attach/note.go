package attach

import "github.com/openrupt/openrupt/internal/jsonlite"

// note is what the tabs of a feed tell each other.
type note struct {
	kind   string
	access string // whose attach it is about
	id     string // of the stream message
	text   string // the stream's URL, or the message's data
}

// The kinds of notes.
const (
	noteAttached = "attached" // a tab attached: the stream is at text now
	noteGone     = "gone"     // a tab was left
	noteEvent    = "event"    // the stream said text
)

func (n note) String() string {
	var w jsonlite.Writer
	w.Open('{')
	w.Key("kind").Text(n.kind)
	w.Optional("access", n.access)
	w.Optional("id", n.id)
	w.Optional("text", n.text)
	w.Close('}')
	return w.String()
}

// parseNote reads a note. What is none has no kind.
func parseNote(text string) note {
	v, _ := jsonlite.Parse([]byte(text))
	return note{
		kind:   v.Get("kind").Text(),
		access: v.Get("access").Text(),
		id:     v.Get("id").Text(),
		text:   v.Get("text").Text(),
	}
}
