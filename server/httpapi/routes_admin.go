package httpapi

import (
	"context"
	"net/http"

	"github.com/openrupt/openrupt/internal/wire"
)

// adminPath is before everything that is for the server's operator.
const adminPath = "/admin/v1/projects"

const adminProject = adminPath + "/{project}"

// adminEndpoints are for the server's operator.
func (a *api) adminEndpoints() []endpoint {
	all := append(a.projectEndpoints(), a.keyEndpoints()...)
	all = append(all, a.adminUserEndpoints()...)
	all = append(all, a.policyEndpoints()...)
	all = append(all, a.webhookEndpoints()...)
	all = append(all, a.deliveryEndpoints()...)
	for i := range all {
		all[i].who, all[i].tag = admin, "administration"
		all[i].maxBody = largeBody
	}
	return all
}

// within is what do returns for the project that the path names by id or by name.
func within[T any](a *api, c *call, do func(ctx context.Context, project string) (T, error)) (none T, err error) {
	p, err := a.core.FindProject(c.ctx(), c.r.PathValue("project"))
	if err != nil {
		return none, err
	}
	return do(c.ctx(), p.ID)
}

func (a *api) projectEndpoints() []endpoint {
	return []endpoint{
		on(endpoint{
			method: http.MethodGet, path: adminPath, id: "listProjects", summary: "List projects",
		}, func(c *call, _ *none) ([]wire.Project, error) {
			return a.core.Projects(c.ctx())
		}),
		on(endpoint{
			method: http.MethodPost, path: adminPath, id: "createProject", summary: "Make a project with its first key",
			about: "The API secret is shown this once. Rules of a new project only report, until settings.enforce is on.",
		}, func(c *call, in *wire.ProjectRequest) (*wire.NewProject, error) {
			return a.core.CreateProject(c.ctx(), in)
		}),
		on(endpoint{
			method: http.MethodGet, path: adminProject, id: "getProject", summary: "Read a project, by its id or its name",
		}, func(c *call, _ *none) (*wire.Project, error) {
			return a.core.ProjectView(c.ctx(), c.r.PathValue("project"))
		}),
		on(endpoint{
			method: http.MethodPost, path: adminProject, id: "changeProject", summary: "Change a project's name, origins and settings",
		}, func(c *call, in *wire.ProjectRequest) (*wire.Project, error) {
			return within(a, c, func(ctx context.Context, project string) (*wire.Project, error) {
				return a.core.ChangeProject(ctx, project, in)
			})
		}),
	}
}

func (a *api) policyEndpoints() []endpoint {
	const path = adminProject + "/policy"
	return []endpoint{
		on(endpoint{
			method: http.MethodGet, path: path, id: "getPolicy", summary: "Read the policy that decides for a project",
		}, func(c *call, _ *none) (*wire.Policy, error) {
			return a.core.ProjectPolicy(c.ctx(), c.r.PathValue("project"))
		}),
		on(endpoint{
			method: http.MethodPost, path: path, id: "setPolicy", summary: "Give a project a policy of its own",
			about: "A policy that does not work is refused with what is wrong in it; dry_run only checks. Servers know within seconds.",
		}, func(c *call, in *wire.PolicyRequest) (*wire.Policy, error) {
			return within(a, c, func(ctx context.Context, project string) (*wire.Policy, error) {
				return a.core.SetPolicy(ctx, project, in)
			})
		}),
		on(endpoint{
			method: http.MethodDelete, path: path, id: "clearPolicy", summary: "Have the server's policy decide for a project",
		}, func(c *call, _ *none) (*wire.SuccessReply, error) {
			return within(a, c, func(ctx context.Context, project string) (*wire.SuccessReply, error) {
				return done(a.core.ClearPolicy(ctx, project))
			})
		}),
	}
}

func (a *api) keyEndpoints() []endpoint {
	return []endpoint{
		on(endpoint{
			method: http.MethodGet, path: adminProject + "/keys", id: "listKeys", summary: "List a project's keys",
		}, func(c *call, _ *none) ([]wire.APIKey, error) {
			return within(a, c, a.core.Keys)
		}),
		on(endpoint{
			method: http.MethodPost, path: adminProject + "/keys", id: "addKey", summary: "Make another key",
			about: "The API secret is shown this once. The keys before go on working.",
		}, func(c *call, _ *none) (*wire.NewKey, error) {
			return within(a, c, a.core.AddKey)
		}),
		a.operation(endpoint{path: "/keys/{key}/revoke", id: "revokeKey", summary: "End a key",
			about: "Servers know within seconds. The last key of a project cannot be revoked."}, "key", a.core.RevokeKey),
	}
}

func (a *api) adminUserEndpoints() []endpoint {
	suspend := func(suspended bool) func(context.Context, string, string) error {
		return func(ctx context.Context, project, user string) error {
			return a.core.SuspendUser(ctx, project, user, suspended)
		}
	}
	return []endpoint{
		a.operation(endpoint{path: "/users/{user}/suspend", id: "suspendUser", summary: "Suspend a user"}, "user", suspend(true)),
		a.operation(endpoint{path: "/users/{user}/unsuspend", id: "unsuspendUser", summary: "End a user's suspension"}, "user", suspend(false)),
		a.operation(endpoint{path: "/users/{user}/unlock", id: "unlockUser", summary: "Forget how often codes were tried and sent"}, "user", a.core.UnlockUser),
		a.operation(endpoint{method: http.MethodDelete, path: "/users/{user}", id: "eraseUserAsAdmin", summary: "Erase a user"}, "user", a.core.EraseUser),
		on(endpoint{
			method: http.MethodGet, path: adminProject + "/users/{user}/export", id: "exportUserAsAdmin", summary: "Export all that is kept of a user",
		}, func(c *call, _ *none) (*wire.UserExport, error) {
			return within(a, c, func(ctx context.Context, project string) (*wire.UserExport, error) {
				return a.core.ExportUser(ctx, project, c.r.PathValue("user"))
			})
		}),
		on(endpoint{
			method: http.MethodPost, path: adminProject + "/devices/{device}/whitelist", id: "whitelistDevice", summary: "Say whether a device counts",
		}, func(c *call, in *wire.WhitelistRequest) (*wire.SuccessReply, error) {
			return within(a, c, func(ctx context.Context, project string) (*wire.SuccessReply, error) {
				return done(a.core.WhitelistDevice(ctx, project, c.r.PathValue("device"), in.Whitelisted))
			})
		}),
		a.operation(endpoint{path: "/challenges/{challenge}/complete", id: "passChallenge", summary: "Complete a challenge whose person cannot",
			about: "For people who lost the contact that the code would go to. Limits are not looked at."}, "challenge", a.core.PassChallenge),
		a.operation(endpoint{path: "/challenges/{challenge}/expire", id: "endChallenge", summary: "Expire a challenge"}, "challenge", a.core.EndChallenge),
	}
}

// operation is an endpoint that does something to one thing of a project, which the
// path names.
func (a *api) operation(e endpoint, placeholder string, do func(ctx context.Context, project, id string) error) endpoint {
	if e.method == "" {
		e.method = http.MethodPost
	}
	e.path = adminProject + e.path
	return on(e, func(c *call, _ *none) (*wire.SuccessReply, error) {
		return within(a, c, func(ctx context.Context, project string) (*wire.SuccessReply, error) {
			return done(do(ctx, project, c.r.PathValue(placeholder)))
		})
	})
}
