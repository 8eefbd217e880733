package core

import "github.com/openrupt/openrupt/internal/wire"

// User is one account of a project.
type User struct {
	ProjectID string
	ID        string
	// Account is the customer's own id.
	Account string
	// Email and Phone are where codes go; empty when unknown.
	Email string
	Phone string
	// Metadata is a JSON object.
	Metadata wire.Raw
	Groups   []wire.Group
	// Suspended users are told so and nothing else.
	Suspended bool
	// Language is what notices are written in, as a BCP 47 tag; empty when unknown.
	Language string

	CreatedAt wire.Time
	UpdatedAt wire.Time
}

// learn adds contacts and groups, and says whether that changed anything. Who is not
// trusted fills empty fields and never replaces one.
func (u *User) learn(trusted bool, email, phone string, groups []wire.Group) (changed bool, err error) {
	if email != "" && email != u.Email && (trusted || u.Email == "") {
		u.Email, changed = email, true
	}
	if phone != "" && phone != u.Phone && (trusted || u.Phone == "") {
		u.Phone, changed = phone, true
	}
	merged, grouped, err := mergeGroups(u.Groups, groups)
	u.Groups = merged
	return changed || grouped, err
}
