package core

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// What follows is for whoever operates the server: no caller is checked here.

// defaultDeviceLimit is what a new project allows.
const defaultDeviceLimit = 2

// CreateProject makes a project with its first key. Without origins no page may use it
// yet, and its rules only report until they are told to enforce.
func (s *Service) CreateProject(ctx context.Context, r *wire.ProjectRequest) (*wire.NewProject, error) {
	if r.Name == nil {
		return nil, invalid("name", "This field is required: people see it on the challenge page.")
	}
	id, err := s.newID()
	if err != nil {
		return nil, err
	}
	p := &Project{ID: id, Origins: []string{}, Settings: Settings{DeviceLimit: defaultDeviceLimit, Enforce: EnforceLog}}
	if err := p.change(r); err != nil {
		return nil, err
	}
	k, secret, err := s.newKey(id)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(u *unit) error {
		p.CreatedAt, p.UpdatedAt, k.CreatedAt = u.now, u.now, u.now
		if err := u.PutProject(p); err != nil {
			return err
		}
		return u.PutAPIKey(k)
	})
	if err != nil {
		return nil, err
	}
	view, err := adminView(p)
	return &wire.NewProject{Project: view, Key: wire.NewKey{APIKey: keyView(k), APISecret: secret}}, err
}

// change checks what is given and puts it in place of what was.
func (p *Project) change(r *wire.ProjectRequest) (err error) {
	if r.Name != nil {
		if p.Name = strings.TrimSpace(clipped(*r.Name)); p.Name == "" {
			return invalid("name", "A project needs a name.")
		}
	}
	if r.LogoURL != nil {
		if err := checkLogo(*r.LogoURL); err != nil {
			return err
		}
		p.LogoURL = *r.LogoURL
	}
	if r.Origins != nil {
		if p.Origins, err = cleanOrigins(*r.Origins); err != nil {
			return err
		}
	}
	p.Settings, err = p.Settings.merged(r.Settings)
	return err
}

// cleanOrigins writes origins as browsers do.
func cleanOrigins(given []string) ([]string, error) {
	origins := []string{}
	for _, text := range given {
		origin, ok := OriginOf(text)
		switch {
		case text == "*" || text == LocalhostOrigins:
			origins = append(origins, text)
		case !ok || strings.TrimSuffix(strings.ToLower(text), "/") != origin:
			return nil, invalid("origins", "An origin is a scheme and a host and nothing after it, such as https://www.example.com.")
		default:
			origins = append(origins, origin)
		}
	}
	return origins, nil
}

// Projects returns all projects by id.
func (s *Service) Projects(ctx context.Context) (views []wire.Project, err error) {
	views = []wire.Project{}
	err = s.store.View(ctx, func(tx Tx) error {
		list, err := tx.Projects()
		for _, p := range list {
			view, viewErr := adminView(p)
			views, err = append(views, view), errors.Join(err, viewErr)
		}
		return err
	})
	return views, err
}

// FindProject returns a project by its id, or by its name where only one has it.
func (s *Service) FindProject(ctx context.Context, name string) (*Project, error) {
	var found []*Project
	err := s.store.View(ctx, func(tx Tx) error {
		list, err := tx.Projects()
		for _, p := range list {
			if p.ID == name || strings.EqualFold(p.Name, name) {
				found = append(found, p)
			}
		}
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0:
		return nil, fault(wire.CodeNotFound, "There is no such project.")
	case len(found) > 1:
		return nil, fault(wire.CodeConflict, "Several projects have this name: use the id.")
	}
	return found[0], nil
}

// ProjectView returns a project as operators see it.
func (s *Service) ProjectView(ctx context.Context, name string) (*wire.Project, error) {
	p, err := s.FindProject(ctx, name)
	if err != nil {
		return nil, err
	}
	view, err := adminView(p)
	return &view, err
}

// ChangeProject changes what is given. Servers know within seconds.
func (s *Service) ChangeProject(ctx context.Context, id string, r *wire.ProjectRequest) (*wire.Project, error) {
	defer s.projects.clear()
	var view wire.Project
	err := s.update(ctx, func(u *unit) error {
		p, err := u.Project(id)
		if err != nil {
			return orNotFound(err, "project")
		}
		if err := p.change(r); err != nil {
			return err
		}
		p.UpdatedAt = u.now
		if view, err = adminView(p); err != nil {
			return err
		}
		return u.PutProject(p)
	})
	if err != nil {
		return nil, err
	}
	return &view, nil
}

func adminView(p *Project) (wire.Project, error) {
	settings, err := json.Marshal(p.Settings)
	return wire.Project{
		ID: p.ID, Name: p.Name, LogoURL: p.LogoURL, Origins: p.Origins, Settings: settings, CreatedAt: p.CreatedAt, UpdatedAt: p.UpdatedAt,
	}, err
}
