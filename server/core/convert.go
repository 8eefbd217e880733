package core

import (
	"errors"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// conversionWindow is how long after having seen a challenge an account of one's own
// still counts as its result.
const conversionWindow = 30 * 24 * time.Hour

// convert reports someone who saw a challenge on another's account and then attached
// an account of their own on that device: one that was never seen there before.
func (a *attachment) convert() error {
	if !a.newDevice {
		return nil
	}
	saw, err := a.sawTheirs()
	if err != nil || !saw {
		return err
	}
	return a.reportUser(hookConverted, a.user)
}

// sawTheirs looks for the challenge by what the browser remembers, and by what it is.
func (a *attachment) sawTheirs() (bool, error) {
	since := a.now - ms(conversionWindow)
	if isID(a.lastChallenge) {
		c, err := a.Challenge(a.Project.ID, a.lastChallenge)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return false, err
		}
		if err == nil && c.Type == wire.TypeAccountSharing && c.UserID != a.user.ID && c.SeenAt > since {
			return true, nil
		}
	}
	if a.device.FingerprintID == "" {
		return false, nil
	}
	return a.SawChallenge(a.Project.ID, a.device.FingerprintID, a.user.ID, since)
}
