package core

import "errors"

// lockUser reads the user, or creates it, and adds what this attach says of it.
func (a *attachment) lockUser() error {
	err := a.readUser()
	if errors.Is(err, ErrNotFound) {
		err = a.createUser()
	}
	if err != nil {
		return err
	}
	a.pinned = *a.user
	if a.Project.Settings.FixedGroups && a.Class != Server {
		a.groups = nil
	}
	changed, err := a.user.learn(a.replacesContacts(), a.email, a.phone, a.groups)
	if err != nil || !changed {
		return err
	}
	a.user.UpdatedAt = a.now
	return a.UpdateUser(a.user)
}

func (a *attachment) readUser() error {
	access := a.lastAccess
	if !isID(access) {
		access = ""
	}
	known, err := a.LockArrival(a.Project.ID, a.account, access, deviceLimit)
	if err != nil {
		return err
	}
	a.user, a.devices = known.User, known.Devices
	if known.Access != nil && known.Access.UserID == a.user.ID {
		a.held = known.Access
	}
	return nil
}

func (a *attachment) createUser() error {
	id, err := a.s.newID()
	if err != nil {
		return err
	}
	err = a.InsertUser(&User{ProjectID: a.Project.ID, ID: id, Account: a.account, Metadata: emptyObject, CreatedAt: a.now, UpdatedAt: a.now})
	if err == nil {
		err = a.readUser() // perhaps another's, made meanwhile
	}
	if err == nil && a.user.ID == id {
		a.count(a.Project.ID, ActivityNewUser)
		a.countUsers(a.Project.ID, 1)
	}
	return err
}

// replacesContacts: a back end may, and a signed browser where the project lets it.
func (a *attachment) replacesContacts() bool {
	return a.Class == Server || a.Caller.trusted(a.account) && !a.Project.Settings.FixedContacts
}

// learnLanguage keeps the language of a browser that the user has, for notices: not that
// of a new device, which may be a stranger's.
func (a *attachment) learnLanguage() error {
	known := !a.newDevice || len(a.devices) < 2
	if a.Class != Browser || a.Language == "" || a.Language == a.user.Language || !known {
		return nil
	}
	a.user.Language = a.Language
	return a.UpdateUser(a.user)
}
