package core

import (
	"context"
	"errors"
)

// The credentials of project demo, which development servers have.
const (
	DemoClientID  = "11111111-1111-4111-8111-111111111111"
	DemoAPISecret = "sk_dev_demo"
	// DemoAdminKey opens the dashboard of rupt dev.
	DemoAdminKey = "admin_dev_demo"

	demoProjectID = "de3000000000000000000001"
	demoKeyID     = "de3000000000000000000002"
)

// SeedDemo creates project demo, once; later calls leave it as it is. Never call it on
// a server that strangers can reach: its API secret is known to everyone.
func (s *Service) SeedDemo(ctx context.Context) error {
	defer s.projects.clear()
	return s.update(ctx, func(u *unit) error {
		if _, err := u.Project(demoProjectID); !errors.Is(err, ErrNotFound) {
			return err
		}
		p := &Project{
			ID: demoProjectID, Name: "Demo", Origins: []string{LocalhostOrigins}, CreatedAt: u.now, UpdatedAt: u.now,
			Settings: Settings{DeviceLimit: 2, Enforce: EnforceOn, PublicDeviceList: true, SkipVerification: true},
		}
		if err := u.PutProject(p); err != nil {
			return err
		}
		return u.PutAPIKey(&APIKey{
			ProjectID: p.ID, ID: demoKeyID, ClientID: DemoClientID, SecretHash: hashSecret(DemoAPISecret), CreatedAt: u.now,
		})
	})
}
