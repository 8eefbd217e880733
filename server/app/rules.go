package app

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/email"
	"github.com/openrupt/openrupt/server/evaluate"
	"github.com/openrupt/openrupt/server/geo"
	"github.com/openrupt/openrupt/server/identify/calibrate"
)

// Rules are the files that decide what is noticed and what follows.
type Rules struct {
	// Policy decides what evaluate answers. Default: the built-in policy.
	Policy string
	// EmailDomains changes the built-in list of disposable email domains.
	EmailDomains string
	// GeoIP is a database in the MaxMind format, with coordinates. Without one, places
	// are not known and journeys not judged.
	GeoIP string
	// Calibration is what rupt calibrate wrote. Default: the weights as shipped.
	Calibration string
}

// ReadPolicy reads a policy; its name goes before what is wrong in it.
func ReadPolicy(path string) (*evaluate.Policy, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	policy, err := evaluate.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("policy %s: %w", path, err)
	}
	return policy, nil
}

// ReadEmailLists returns the built-in lists with the changes in a file; path may be "".
func ReadEmailLists(path string) (*email.Lists, error) {
	lists := email.Builtin()
	if path == "" {
		return lists, nil
	}
	changes, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer changes.Close()
	if err := lists.Change(changes); err != nil {
		return nil, fmt.Errorf("email domains %s: %w", path, err)
	}
	return lists, nil
}

// readCalibration reads the model; its name goes before what is wrong with it.
func readCalibration(path string) (*fingerprint.Model, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	model, err := calibrate.Read(file)
	if err != nil {
		return nil, fmt.Errorf("calibration %s: %w", path, err)
	}
	return model, nil
}

// staleAfter is from when on a GeoIP database is worth a warning: networks move.
const staleAfter = 60 * 24 * time.Hour

// applyRules reads the files into the domain's configuration. The database stays open.
func (a *App) applyRules(c *core.Config) (err error) {
	r := a.config.Rules
	if r.Policy != "" {
		if c.Policy, err = ReadPolicy(r.Policy); err != nil {
			return err
		}
	}
	if c.Emails, err = ReadEmailLists(r.EmailDomains); err != nil {
		return err
	}
	if r.Calibration != "" {
		if c.Model, err = readCalibration(r.Calibration); err != nil {
			return err
		}
	}
	if r.GeoIP == "" {
		return nil
	}
	if a.places, err = geo.Open(r.GeoIP); err != nil {
		return err
	}
	c.Locator = a.places
	a.warnOfStalePlaces()
	return nil
}

func (a *App) warnOfStalePlaces() {
	if built := a.places.Built(); a.config.Clock.Now().Sub(built) > staleAfter {
		a.config.Log.Warn("the GeoIP database is old: addresses may have moved", "file", a.config.Rules.GeoIP, "built", built.Format(time.DateOnly))
	}
}

// refreshEvery is how often is looked whether the GeoIP database was replaced.
const refreshEvery = time.Minute

// Reload has the GeoIP database opened again now if its file was replaced, which is
// noticed within a minute anyway.
func (a *App) Reload() {
	select {
	case a.reload <- struct{}{}:
	default:
	}
}

// watchPlaces opens the GeoIP database again whenever its file was replaced.
func (a *App) watchPlaces(ctx context.Context) {
	tick := time.NewTicker(refreshEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-a.reload:
		}
		changed, err := a.places.Refresh()
		if err != nil {
			a.config.Log.ErrorContext(ctx, "the former GeoIP database stays in use", "error", err)
		}
		if changed {
			a.config.Log.InfoContext(ctx, "GeoIP database replaced", "built", a.places.Built().Format(time.DateOnly))
			a.warnOfStalePlaces()
		}
	}
}
