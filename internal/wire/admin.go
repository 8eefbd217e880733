package wire

// Project is one customer's site or family of sites, as its operator sees it.
type Project struct {
	ID string `json:"id"`
	// Name is shown on the challenge page.
	Name string `json:"name"`
	// LogoURL is shown on the challenge page: an http(s) URL, or a picture as a data: URL.
	LogoURL string `json:"logo_url"`
	// Origins are where pages may use the project's client ids: scheme, host and port,
	// exactly; "*" is every origin, "localhost" every one of the machine itself.
	Origins []string `json:"origins"`
	// Settings are what the project decides; absent ones have their defaults.
	Settings  Raw  `json:"settings"`
	CreatedAt Time `json:"createdAt"`
	UpdatedAt Time `json:"updatedAt"`
}

// ProjectRequest makes or changes a project. Absent fields stay as they are.
type ProjectRequest struct {
	Name    *string `json:"name,omitempty"`
	LogoURL *string `json:"logo_url,omitempty"`
	// Origins replace those that were allowed.
	Origins *[]string `json:"origins,omitempty"`
	// Settings are merged field by field.
	Settings Raw `json:"settings,omitempty"`
}

// NewProject is a project with its first key.
type NewProject struct {
	Project Project `json:"project"`
	Key     NewKey  `json:"key"`
}

// APIKey is a pair of credentials, without its secret.
type APIKey struct {
	ID string `json:"id"`
	// ClientID is what pages carry; it is public.
	ClientID  string `json:"client_id"`
	CreatedAt Time   `json:"createdAt"`
	// RevokedAt is when it stopped working.
	RevokedAt Time `json:"revoked_at,omitzero"`
}

// NewKey is a key that was just made: the one time that its secret is shown.
type NewKey struct {
	APIKey
	// APISecret is for back ends, and is shown only now.
	APISecret string `json:"api_secret"`
}

// WhitelistRequest says whether a device counts.
type WhitelistRequest struct {
	// Whitelisted devices do not count against the account's limits.
	Whitelisted bool `json:"whitelisted"`
}

// UserExport is all that is kept of a user, for the user.
type UserExport struct {
	// User has its contacts in clear text here.
	User User `json:"user"`
	// Language is what notices are written in.
	Language   string      `json:"language,omitempty"`
	Devices    []Device    `json:"devices"`
	Accesses   []Access    `json:"accesses"`
	Challenges []Challenge `json:"challenges"`
	// LabelledPairs are what the user's devices looked like, twice each.
	LabelledPairs []LabelledPair `json:"labelled_pairs"`
}

// LabelledPair is what one device looked like twice, as it is exported.
type LabelledPair struct {
	Device string `json:"device"`
	// IP is the address, or the /64 of an IPv6 one.
	IP          string `json:"ip"`
	Fingerprint string `json:"fingerprint"`
	// LastFingerprint is what the device looked like before.
	LastFingerprint string `json:"last_fingerprint"`
	// LastSeenAt is when it last looked like that.
	LastSeenAt Time `json:"lastSeenAt"`
	// Signals are what the fingerprint was made of, where the project keeps them.
	Signals   Raw  `json:"signals,omitempty"`
	CreatedAt Time `json:"createdAt"`
}

// Access is the record of one attach, as it is exported.
type Access struct {
	ID     string `json:"_id"`
	Device string `json:"device"`
	// IP is the address, or the /64 of an IPv6 one.
	IP string `json:"ip"`
	// Page is the path of the page, without query and fragment.
	Page string `json:"page,omitempty"`
	// Event is the caller's key for what happened.
	Event string `json:"event,omitempty"`
	// Signed says that the browser had a signed token.
	Signed     bool    `json:"signed"`
	Confidence float64 `json:"confidence"`
	CreatedAt  Time    `json:"createdAt"`
}

// PolicySource says whose policy decides for a project.
type PolicySource string

const (
	PolicyProject PolicySource = "project" // the project's own
	PolicyServer  PolicySource = "server"  // the file that the server was started with
	PolicyDefault PolicySource = "default" // the built-in one
)

// Policy is what decides the verdicts of a project's evaluations.
type Policy struct {
	Source PolicySource `json:"source"`
	// Policy is the policy in YAML.
	Policy string `json:"policy"`
}

// PolicyRequest gives a project a policy of its own.
type PolicyRequest struct {
	// Policy is the policy in YAML. An error quotes what is wrong with it.
	Policy string `json:"policy"`
	// DryRun checks the policy and changes nothing.
	DryRun bool `json:"dry_run,omitempty"`
}
