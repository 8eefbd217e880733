package wire

// AccessRecord is one attach in the access history.
type AccessRecord struct {
	ID     string `json:"_id"`
	Signed bool   `json:"signed"`
	// Device is the whole device, as it is now.
	Device  Device `json:"device"`
	Project string `json:"project"`
	User    string `json:"user"`
	// APIKey is the id of the key that was used.
	APIKey string `json:"api_key"`
	// Confidence is the probability, from 0 to 1, that the device is right.
	Confidence float64 `json:"confidence"`
	// Version is always 2.
	Version   string `json:"version"`
	CreatedAt Time   `json:"createdAt"`
	UpdatedAt Time   `json:"updatedAt"`
	// V is always 0.
	V int `json:"__v"`
}

// AccessHistory is one page of accesses, newest first.
type AccessHistory struct {
	Docs      []AccessRecord `json:"docs"`
	TotalDocs int            `json:"totalDocs"`
	Limit     int            `json:"limit"`
	// TotalPages is at least 1.
	TotalPages int `json:"totalPages"`
	Page       int `json:"page"`
	// PagingCounter is the place in the list of the page's first document, from 1.
	PagingCounter int  `json:"pagingCounter"`
	HasPrevPage   bool `json:"hasPrevPage"`
	HasNextPage   bool `json:"hasNextPage"`
	PrevPage      *int `json:"prevPage"`
	NextPage      *int `json:"nextPage"`
}

// IdentifyRequest names a browser before it is known whose it is.
type IdentifyRequest struct {
	Fingerprint     string    `json:"fingerprint"`
	LastFingerprint string    `json:"last_fingerprint,omitempty"`
	Tolerance       Tolerance `json:"tolerance,omitempty"`
}

// IdentifyReply is what the page hands to its back end.
type IdentifyReply struct {
	// Identification works for an hour, once.
	Identification string `json:"identification"`
}

// IdentificationRequest says whose the identified browser is.
type IdentificationRequest struct {
	// Account is the customer's own id of the user.
	Account string `json:"account"`
}

// IdentificationReply is the attach that an identification became.
type IdentificationReply struct {
	// Access is the record of this attach.
	Access string `json:"access"`
	// Device is the device's id.
	Device string `json:"device"`
	// NewDevice is true the first time that this user is seen on it.
	NewDevice bool `json:"new_device"`
	// MetadataFields is the device's metadata.
	MetadataFields Raw `json:"metadata_fields"`
}
