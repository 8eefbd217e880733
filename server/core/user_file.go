package core

import (
	"context"
	"slices"

	"github.com/openrupt/openrupt/internal/wire"
)

// DeviceEntry is a device as operators see it.
type DeviceEntry struct {
	wire.Device
	Kind          Kind
	FingerprintID string
	IP            string
	Dormant       bool
	Whitelisted   bool
	VerifiedAt    wire.Time
	CompletedAt   wire.Time
	// Online says that one of its pages is open.
	Online bool
	// Excess says that it has no place among those that the account may keep.
	Excess bool
	// Person is which of the people that seem to use the account it belongs to, from 1
	// on; 0 when it counts for none.
	Person int
}

// Visit is a use of a device at an address.
type Visit struct {
	Sighting
	// Place is where that is, as far as addresses tell.
	Place string
}

// Neighbour is another account that was used in the same browser.
type Neighbour struct {
	DeviceID string
	wire.User
	// SharesGroup says that it belongs to a group with this one.
	SharesGroup bool
}

// UserFile is all that operators look at to judge an account.
type UserFile struct {
	User    wire.User
	Devices []DeviceEntry
	// Attached counts the devices that take the account's places.
	Attached int
	Limits   Limits
	// Since is from when on Visits, People, Overlaps and Journeys are.
	Since      wire.Time
	Visits     []Visit
	People     int
	Overlaps   []Overlap
	Journeys   []Journey
	Neighbours []Neighbour
	// Challenges are the latest, Accesses the latest attaches.
	Challenges []ChallengeEntry
	Accesses   []*Access
}

const (
	// fileDays is how far back the file of a user looks.
	fileDays = peopleWindow
	// fileRows bounds each of its lists of what happened.
	fileRows       = 20
	fileNeighbours = 10
)

// UserFile returns the file of a user, by the customer's own id or ours.
func (s *Service) UserFile(ctx context.Context, project, id string) (f *UserFile, err error) {
	err = s.store.View(ctx, func(tx Tx) error {
		p, err := tx.Project(project)
		if err != nil {
			return orNotFound(err, "project")
		}
		u, err := findUser(tx, project, id)
		if err != nil {
			return err
		}
		w := fileWriter{s: s, tx: tx, owner: u, f: &UserFile{User: userView(u), Limits: p.Settings.limits(), Since: s.now() - ms(fileDays)}}
		f = w.f
		return w.write()
	})
	return f, err
}

// fileWriter fills in a file.
type fileWriter struct {
	s     *Service
	tx    Tx
	owner *User
	p     presence
	f     *UserFile
}

func (w *fileWriter) write() error {
	for _, step := range []func() error{w.look, w.devices, w.journeys, w.neighbours, w.challenges, w.accesses} {
		if err := step(); err != nil {
			return err
		}
	}
	w.overlaps()
	return nil
}

func (w *fileWriter) look() (err error) {
	w.p.now = w.s.now()
	if w.p.devices, err = w.tx.DevicesOfUser(w.owner.ProjectID, w.owner.ID, deviceLimit); err != nil {
		return err
	}
	if err := w.p.look(w.tx, w.owner.ProjectID, w.owner.ID, fileDays); err != nil {
		return err
	}
	places := map[string]string{}
	for _, s := range w.p.sightings {
		place, known := places[s.IP]
		if !known {
			if at, ok := locate(w.s.locator, s.IP); ok {
				place = at.String()
			}
			places[s.IP] = place
		}
		w.f.Visits = append(w.f.Visits, Visit{s, place})
	}
	return nil
}

func (w *fileWriter) devices() error {
	people := w.p.people()
	w.f.People, w.f.Attached = len(people), attachedCount(w.p.devices)
	streams, err := w.tx.LiveStreams(w.owner.ProjectID, w.owner.ID, live(w.p.now))
	if err != nil {
		return err
	}
	for _, d := range w.p.devices {
		view, err := deviceView(d)
		if err != nil {
			return err
		}
		e := DeviceEntry{
			Device: view, Kind: d.Kind, FingerprintID: d.FingerprintID, IP: d.IP, Dormant: d.Dormant, Whitelisted: d.Whitelisted,
			VerifiedAt: d.VerifiedAt, CompletedAt: d.CompletedAt, Excess: w.f.Limits.exceededBy(d, w.p.devices), Person: personOf(d, people) + 1,
			Online: slices.ContainsFunc(streams, func(s StreamRecord) bool { return s.DeviceID == d.ID }),
		}
		if at, ok := locate(w.s.locator, d.IP); ok {
			e.Location = at.String()
		}
		w.f.Devices = append(w.f.Devices, e)
	}
	return nil
}

func (w *fileWriter) neighbours() error {
	seen := map[string]bool{w.owner.ID: true}
	for _, d := range w.p.devices {
		if d.FingerprintID == "" || len(w.f.Neighbours) >= fileNeighbours {
			continue
		}
		users, err := w.tx.UsersOfFingerprint(w.owner.ProjectID, d.FingerprintID, "", fileNeighbours+1)
		if err != nil {
			return err
		}
		apart := strangers(users, w.owner)
		for _, u := range users {
			if !seen[u.ID] && len(w.f.Neighbours) < fileNeighbours {
				seen[u.ID] = true
				w.f.Neighbours = append(w.f.Neighbours, Neighbour{d.ID, userView(u), !slices.Contains(apart, u)})
			}
		}
	}
	return nil
}

func (w *fileWriter) challenges() error {
	list, err := w.tx.ChallengesOf(w.owner.ProjectID, w.owner.ID, "", "", allStatuses)
	if err != nil {
		return err
	}
	for _, c := range list[:min(len(list), fileRows)] {
		w.f.Challenges = append(w.f.Challenges, ChallengeEntry{challengeView(c, w.owner, w.p.now, Server), w.owner.Account})
	}
	return nil
}

func (w *fileWriter) accesses() (err error) {
	w.f.Accesses, _, err = w.tx.Accesses(w.owner.ProjectID, AccessQuery{UserID: w.owner.ID, Page: 1, Per: fileRows})
	return err
}
