package core

import (
	"context"
	"sync"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/evaluate"
)

// policyMax is the longest policy of a project's own, in bytes. It is read with the
// project.
const policyMax = 48 << 10

// policies remembers what projects' own policies were compiled to.
type policies struct {
	mu        sync.Mutex
	byProject map[string]*evaluate.Policy
}

// policyFor is the project's own policy, else the server's. One that no longer compiles,
// such as after a fact was renamed, is logged and not used.
func (s *Service) policyFor(p *Project) *evaluate.Policy {
	if p.Policy == "" {
		return s.policy
	}
	s.policies.mu.Lock()
	defer s.policies.mu.Unlock()
	if known := s.policies.byProject[p.ID]; known != nil && known.Text() == p.Policy {
		return known
	}
	parsed, err := evaluate.Parse([]byte(p.Policy))
	if err != nil {
		s.log.Error("policy: the project's own does not work any more; the server's decides", "project", p.ID, "error", err)
		return s.policy
	}
	if s.policies.byProject == nil {
		s.policies.byProject = map[string]*evaluate.Policy{}
	}
	s.policies.byProject[p.ID] = parsed
	return parsed
}

// ProjectPolicy returns the policy that decides for a project, and whose it is.
func (s *Service) ProjectPolicy(ctx context.Context, project string) (*wire.Policy, error) {
	p, err := s.FindProject(ctx, project)
	if err != nil {
		return nil, err
	}
	source := wire.PolicyServer
	switch {
	case p.Policy != "":
		return &wire.Policy{Source: wire.PolicyProject, Policy: p.Policy}, nil
	case s.policy == evaluate.Default():
		source = wire.PolicyDefault
	}
	return &wire.Policy{Source: source, Policy: s.policy.Text()}, nil
}

// SetPolicy gives a project a policy of its own, unless it does not work or this is a dry
// run. Servers know within seconds.
func (s *Service) SetPolicy(ctx context.Context, project string, r *wire.PolicyRequest) (*wire.Policy, error) {
	if r.Policy == "" || len(r.Policy) > policyMax {
		return nil, invalid("policy", "This field is required: the policy in YAML, of at most 48 KiB.")
	}
	if _, err := evaluate.Parse([]byte(r.Policy)); err != nil {
		return nil, invalid("policy", err.Error())
	}
	if !r.DryRun {
		if err := s.putPolicy(ctx, project, r.Policy); err != nil {
			return nil, err
		}
	}
	return &wire.Policy{Source: wire.PolicyProject, Policy: r.Policy}, nil
}

// ClearPolicy has the server's policy decide for a project again.
func (s *Service) ClearPolicy(ctx context.Context, project string) error {
	return s.putPolicy(ctx, project, "")
}

func (s *Service) putPolicy(ctx context.Context, project, text string) error {
	defer s.projects.clear()
	return s.update(ctx, func(u *unit) error {
		p, err := u.Project(project)
		if err != nil {
			return orNotFound(err, "project")
		}
		p.Policy, p.UpdatedAt = text, u.now
		return u.PutProject(p)
	})
}
