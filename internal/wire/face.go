package wire

// Theme is a project's colours on the challenge, by the colour scheme of the person's
// device. A colour that is left out is ours.
type Theme struct {
	// Light goes with dark: give both, or neither.
	Light Palette `json:"light,omitzero"`
	// Dark goes with light: give both, or neither.
	Dark Palette `json:"dark,omitzero"`
}

// Palette are the colours of one scheme, each as # and six hexadecimal digits.
type Palette struct {
	// Accent is the colour of the main button, of links and of the focus.
	Accent string `json:"accent,omitempty"`
	// OnAccent is the colour of text on the accent. Default: black or white, what can be
	// read better.
	OnAccent string `json:"on_accent,omitempty"`
	// Background is the page's colour.
	Background string `json:"background,omitempty"`
	// Surface is the colour of the card and of the modal.
	Surface string `json:"surface,omitempty"`
	// Text is the colour of text.
	Text string `json:"text,omitempty"`
	// Muted is the colour of text that matters less.
	Muted string `json:"muted,omitempty"`
	// Border is the colour of lines.
	Border string `json:"border,omitempty"`
}

// Wording are texts in a project's own words, by language (a BCP 47 tag) and then by
// id, one of [WordingIDs]. {project} in a text stands for the project's name.
type Wording map[string]map[string]string

// OwnText is one text in a project's own words.
type OwnText struct {
	Language string `json:"language"`
	ID       string `json:"id"`
	Text     string `json:"text"`
}

// WordingIDs are the texts that a project may put in its own words. Buttons are not
// among them, since scripts and help pages know them by their names.
var WordingIDs = [...]string{
	"choose_heading", "choose_limit", "choose_other", "trial_heading", "trial_text", "admin_heading", "admin_text",
	"confirm_heading", "confirm_text", "no_contact", "devices_text", "locked_text", "suspended_text", "email_note",
}
