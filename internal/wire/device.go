package wire

// DeviceStatus says whether a device counts.
type DeviceStatus string

const (
	DeviceAttached DeviceStatus = "attached" // in use
	DeviceDetached DeviceStatus = "detached" // logged out, or unseen for too long
)

// Device is one browser of one user.
type Device struct {
	ID string `json:"_id"`
	// User is the user's id.
	User string `json:"user"`
	// Project is the project's id.
	Project string       `json:"project"`
	Status  DeviceStatus `json:"status"`
	// Metadata is an object, never null.
	Metadata   Raw        `json:"metadata"`
	Info       DeviceInfo `json:"info"`
	AttachedAt Time       `json:"attachedAt"`
	LastSeenAt Time       `json:"lastSeenAt"`
	DetachedAt Time       `json:"detached_at,omitzero"`
	// AutoDetached says that it was detached since it was not seen for too long.
	AutoDetached bool `json:"auto_detached,omitempty"`
	CreatedAt    Time `json:"createdAt"`
	UpdatedAt    Time `json:"updatedAt"`
	// V is always 0.
	V int `json:"__v"`

	// Current marks the challenge's own device; only in a challenge's device list.
	Current *bool `json:"current,omitempty"`
	// Active says that the device holds an open stream; only in a challenge's device list.
	Active *bool `json:"active,omitempty"`
	// Location is a place name for people; only in a challenge's device list.
	Location string `json:"location,omitempty"`
}

// DeviceInfo is what the User-Agent header and client hints say. A null means not
// known, or, for a desktop's device.type, no special type.
type DeviceInfo struct {
	UA      string  `json:"ua"`
	Browser Browser `json:"browser"`
	Engine  Engine  `json:"engine"`
	OS      OS      `json:"os"`
	Device  Model   `json:"device"`
	CPU     CPU     `json:"cpu"`
}

// Browser is a browser's brand.
type Browser struct {
	Name    *string `json:"name"`
	Version *string `json:"version"`
	Major   *string `json:"major"`
}

// Engine is a browser's rendering engine.
type Engine struct {
	Name    *string `json:"name"`
	Version *string `json:"version"`
}

// OS is an operating system.
type OS struct {
	Name    *string `json:"name"`
	Version *string `json:"version"`
}

// Model is a device's make.
type Model struct {
	Vendor *string `json:"vendor"`
	Model  *string `json:"model"`
	// Type is "mobile", "tablet" or null for a desktop.
	Type *string `json:"type"`
}

// CPU is a processor.
type CPU struct {
	Architecture *string `json:"architecture"`
}

// User is one account of a project.
type User struct {
	ID string `json:"id"`
	// Account is the customer's own id of the user.
	Account   string  `json:"account"`
	Metadata  Raw     `json:"metadata"`
	Email     string  `json:"email,omitempty"`
	Phone     string  `json:"phone,omitempty"`
	Groups    []Group `json:"groups,omitempty"`
	Suspended bool    `json:"suspended"`
	CreatedAt Time    `json:"createdAt"`
	UpdatedAt Time    `json:"updatedAt"`
}

// UserUpdate changes what is known of a user. Absent fields stay as they are.
type UserUpdate struct {
	// Email replaces the user's; "" removes it.
	Email *string `json:"email,omitempty"`
	// Phone, in E.164, replaces the user's; "" removes it.
	Phone *string `json:"phone,omitempty"`
	// Metadata is merged key by key.
	Metadata Raw `json:"metadata,omitempty"`
	// Groups are merged by id.
	Groups []Group `json:"groups,omitempty"`
}

// MetadataRequest merges fields into a device's metadata.
type MetadataRequest struct {
	// MetadataFields are strings or arrays of strings by key.
	MetadataFields Raw `json:"metadata_fields"`
}

// TokenRequest asks for a signed token for a browser.
type TokenRequest struct {
	// User is the customer's own id of the user.
	User string `json:"user,omitempty"`
	// Account is another name of user.
	Account string `json:"account,omitempty"`
	// LimitConfig overrides the project's limits for calls with this token.
	LimitConfig *LimitConfig `json:"limit_config,omitempty"`
}

// TokenReply is a signed token.
type TokenReply struct {
	// Secret is what the browser passes as secret, for ten minutes.
	Secret string `json:"secret"`
}
