package core

import "github.com/openrupt/openrupt/internal/wire"

// Inquiry is what rules ask of a user, a browser and an address, all at once. Of one that
// is "" nothing is asked.
type Inquiry struct {
	User        string
	Fingerprint string
	IP          string
	// Subjects are those whose attempts are summed.
	Subjects []string
	// Since are the moments at which windows begin, the earliest first.
	Since [3]wire.Time
	// Accesses bounds how many accesses are counted, of the user, the browser and the
	// address each; 0: they are not.
	Accesses int
	// Lately is among how many of the user's latest accesses the address is looked for.
	Lately int
}

// Findings are the answers to an [Inquiry].
type Findings struct {
	// Attempts are how often subjects did something since each of the moments. Those that
	// never did are left out.
	Attempts map[string][3]int
	// ByUser, ByFingerprint and ByIP count accesses since each of the moments.
	ByUser, ByFingerprint, ByIP [3]int
	// Active says that the user has accesses, and Here that one of the latest came from
	// the address.
	Active, Here bool
	// Shared says that another user has a device of the fingerprint.
	Shared bool
}

// InquiryTx answers rules.
type InquiryTx interface {
	Inquire(project string, q Inquiry) (Findings, error)
}
