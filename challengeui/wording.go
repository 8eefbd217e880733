package challengeui

import "github.com/openrupt/openrupt/internal/wire"

// worded is t with a project's own words in place of ours.
func (t *Texts) worded(own []wire.OwnText) *Texts {
	changed := *t
	for _, o := range own {
		if field := changed.field(o.ID); field != nil && o.Language == t.Tag {
			*field = o.Text
		}
	}
	return &changed
}

// field is the text with an id of [wire.WordingIDs], or nil when it is not on a screen.
func (t *Texts) field(id string) *string {
	switch id {
	case "choose_heading":
		return &t.ChooseHeading
	case "choose_limit":
		return &t.ChooseLimit
	case "choose_other":
		return &t.ChooseOther
	case "trial_heading":
		return &t.TrialHeading
	case "trial_text":
		return &t.TrialText
	case "admin_heading":
		return &t.AdminHeading
	case "admin_text":
		return &t.AdminText
	case "confirm_heading":
		return &t.ConfirmHeading
	case "confirm_text":
		return &t.ConfirmText
	case "no_contact":
		return &t.NoContact
	case "devices_text":
		return &t.DevicesText
	case "locked_text":
		return &t.LockedText
	case "suspended_text":
		return &t.SuspendedText
	}
	return nil
}
