package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/identify/calibrate"
)

// calibrateCommand fits a model to what a project's devices did. It proposes: a server
// uses the file when it is told to.
type calibrateCommand struct {
	inProject
	Out string `help:"The file to write, for rupt serve --calibration." placeholder:"FILE"`
}

// Run prints the reliability table, and writes the file where the fit is better than
// what is shipped.
func (c *calibrateCommand) Run(env *environment) error {
	return c.within(env, func(s *core.Service, project string) error {
		kept, err := s.Pairs(env, project)
		if err != nil {
			return err
		}
		result, err := calibrate.Fit(pairsOf(kept), 1)
		if err != nil {
			return err
		}
		if err := result.Print(env.stdout); err != nil {
			return err
		}
		if err := result.Better(); err != nil {
			return fmt.Errorf("nothing written: %w", err)
		}
		return c.write(env, result)
	})
}

func (c *calibrateCommand) write(env *environment, result *calibrate.Calibration) error {
	if c.Out == "" {
		return env.say("\nBetter than what is shipped. To use it: rupt calibrate --out FILE, and rupt serve --calibration FILE")
	}
	file, err := os.Create(c.Out)
	if err != nil {
		return err
	}
	if err := errors.Join(result.Write(file), file.Close()); err != nil {
		return err
	}
	return env.sayf("\nBetter than what is shipped: wrote %s, for rupt serve --calibration\n", c.Out)
}

// pairsOf reads the pairs that a server kept. Two devices with one fingerprint at one
// address are taken for one browser that two accounts use, and never held to be two.
func pairsOf(kept []*core.Pair) (list []calibrate.Pair) {
	type browser struct{ fingerprint, ip string }
	first := map[browser]string{}
	same := map[string]string{}
	for _, p := range kept {
		b := browser{p.FingerprintID, p.IP}
		if first[b] == "" {
			first[b] = rootOf(same, p.DeviceID)
		}
		if a, b := rootOf(same, p.DeviceID), rootOf(same, first[b]); a != b {
			same[a] = b
		}
	}
	for _, p := range kept {
		current, err := fingerprint.Parse(p.Current)
		last, err2 := fingerprint.Parse(p.Last)
		if err == nil && err2 == nil { // a later layout is none of this one's business
			list = append(list, calibrate.Pair{Device: rootOf(same, p.DeviceID), Current: current, Last: last, Days: p.Age().Hours() / 24})
		}
	}
	return list
}

func rootOf(same map[string]string, device string) string {
	for same[device] != "" {
		device = same[device]
	}
	return device
}
