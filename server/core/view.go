package core

import (
	"encoding/json"

	"github.com/openrupt/openrupt/internal/wire"
)

// deviceView is a device as callers see it.
func deviceView(d *Device) (v wire.Device, err error) {
	v = wire.Device{
		ID: d.ID, User: d.UserID, Project: d.ProjectID, Status: d.Status, Metadata: d.Metadata,
		AttachedAt: d.AttachedAt, LastSeenAt: d.LastSeenAt, DetachedAt: d.DetachedAt, AutoDetached: d.AutoDetached,
		CreatedAt: d.CreatedAt, UpdatedAt: d.UpdatedAt,
	}
	if len(d.Info) > 0 {
		err = json.Unmarshal(d.Info, &v.Info)
	}
	return v, err
}

// deviceViews leaves out the devices for which keep is false.
func deviceViews(devices []*Device, keep func(*Device) bool) ([]wire.Device, error) {
	views := []wire.Device{}
	for _, d := range devices {
		if !keep(d) {
			continue
		}
		v, err := deviceView(d)
		if err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	return views, nil
}

// userView is a user as back ends see it: contacts are masked.
func userView(u *User) wire.User {
	return wire.User{
		ID: u.ID, Account: u.Account, Metadata: u.Metadata, Email: maskEmail(u.Email), Phone: maskPhone(u.Phone),
		Groups: u.Groups, Suspended: u.Suspended, CreatedAt: u.CreatedAt, UpdatedAt: u.UpdatedAt,
	}
}

// challengeView is a challenge as lists show it; owner is nil when there is no user.
func challengeView(c *Challenge, owner *User, now wire.Time, by Class) wire.Challenge {
	v := wire.Challenge{
		ID: c.ID, Status: c.status(now), Type: c.Type, Reasons: c.Reasons,
		CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt, CompletedAt: c.CompletedAt,
	}
	if owner != nil {
		v.User = &wire.ChallengeUser{ID: owner.ID, Email: maskEmail(c.Email), Phone: maskPhone(c.Phone)}
		if by == Server {
			v.User.ExternalID = owner.Account
		}
	} else if c.Email != "" || c.Phone != "" {
		v.User = &wire.ChallengeUser{Email: maskEmail(c.Email), Phone: maskPhone(c.Phone)}
	}
	return v
}

// projectView is what the challenge page shows of the project. Ways out are offered
// once: used says that this device took one before.
func projectView(p *Project, c *Challenge, used bool) *wire.ChallengeProject {
	stuck := c.Email == "" && c.Phone == "" && !c.SkipVerification
	v := p.Face()
	v.SkipVerification = c.SkipVerification
	v.CanSkip, v.CanPostpone = p.Settings.CanSkip && !used, p.Settings.CanPostpone && !used
	v.CanNotify = (p.Settings.CanNotify || stuck) && c.Status != wire.StatusAdminNotified
	return v
}
