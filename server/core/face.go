package core

import (
	"context"
	"encoding/base64"
	"maps"
	"regexp"
	"slices"

	"github.com/openrupt/openrupt/internal/wire"
)

// logoLimit bounds a logo that is given as data, in bytes of its URL: it goes into every
// challenge.
const logoLimit = 32 << 10

// FaceOf is the face of the project that a client id belongs to.
func (s *Service) FaceOf(ctx context.Context, clientID string) (*wire.ChallengeProject, error) {
	c, err := s.AuthenticateBrowser(ctx, clientID, "")
	if err != nil {
		return nil, err
	}
	return c.Project.Face(), nil
}

// Face is what people see of a project: its name, logo, colours and words.
func (p *Project) Face() *wire.ChallengeProject {
	f := &wire.ChallengeProject{Name: p.Name, LogoURL: p.LogoURL, Style: ThemeCSS(p.Settings.Theme)}
	if f.Style != "" {
		f.Theme = &wire.Theme{Light: readable(p.Settings.Theme.Light), Dark: readable(p.Settings.Theme.Dark)}
	}
	for _, tag := range slices.Sorted(maps.Keys(p.Settings.Texts)) {
		for _, id := range slices.Sorted(maps.Keys(p.Settings.Texts[tag])) {
			f.Texts = append(f.Texts, wire.OwnText{Language: tag, ID: id, Text: p.Settings.Texts[tag][id]})
		}
	}
	return f
}

var pictures = regexp.MustCompile(`^data:image/(png|jpeg|gif|webp|svg\+xml);base64,(.+)$`)

// checkLogo takes a URL of the web or a picture. Pages show it as an image, where even
// SVG runs no script, and allow images of its origin alone.
func checkLogo(url string) error {
	if _, ok := OriginOf(url); ok || url == "" {
		return nil
	}
	if m := pictures.FindStringSubmatch(url); m != nil && len(url) <= logoLimit {
		if _, err := base64.StdEncoding.DecodeString(m[2]); err == nil {
			return nil
		}
	}
	return invalid("logo_url", "This must be an absolute http or https URL, or a picture of up to 24 kB as a data: URL in base64 (32 kB).")
}
