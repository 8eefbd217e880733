package core

import (
	"github.com/openrupt/openrupt/internal/wire"
)

// Project is one customer's site or family of sites.
type Project struct {
	ID string
	// Name and LogoURL are shown on the challenge page and in mails. The logo is a URL
	// of the web or a picture as a data: URL.
	Name    string
	LogoURL string
	// Origins are where pages may use the project's client ids: scheme, host and
	// port, exactly. "*" allows every origin, [LocalhostOrigins] every localhost one.
	Origins  []string
	Settings Settings
	// Policy is a policy of its own in YAML; empty means the server's.
	Policy string

	CreatedAt wire.Time
	UpdatedAt wire.Time
}

// LocalhostOrigins among a project's origins allows localhost, 127.0.0.1 and [::1]
// on every port.
const LocalhostOrigins = "localhost"
