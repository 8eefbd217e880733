package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/openrupt/openrupt/internal/sitecheck"
)

// checkSiteCommand looks for what a site has of the npm package rupt.
type checkSiteCommand struct {
	Site   string `arg:"" help:"A folder with the site's sources, or the URL of a page."`
	Server string `help:"The origin of your server, such as https://rupt.example.com: policies are checked for it."`
}

// Run prints what it found. The exit code is 1 when something must be changed, 2 when the
// site cannot be read.
func (c *checkSiteCommand) Run(env *environment) error {
	found, read, err := c.look(env)
	if err != nil {
		return coded{err, 2}
	}
	must := 0
	for _, f := range found {
		if f.Must {
			must++
		}
		fmt.Fprintln(env.stdout, f)
	}
	fmt.Fprintf(env.stdout, "%d files read, %d to change, %d to look at\n", read, must, len(found)-must)
	if must > 0 {
		return fmt.Errorf("%d places must be changed", must)
	}
	return nil
}

func (c *checkSiteCommand) look(env *environment) ([]sitecheck.Finding, int, error) {
	server := strings.TrimRight(c.Server, "/")
	if strings.HasPrefix(c.Site, "http://") || strings.HasPrefix(c.Site, "https://") {
		return sitecheck.Page(env, c.Site, server)
	}
	if _, err := os.Stat(c.Site); err != nil {
		return nil, 0, err
	}
	return sitecheck.Files(os.DirFS(c.Site), server)
}
