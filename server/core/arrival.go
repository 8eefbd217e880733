package core

// Arrival is what is known of who comes: an account, its devices, and the access that its
// browser says it was given last.
type Arrival struct {
	User *User
	// Devices are the user's, attached and recently seen ones first.
	Devices []*Device
	// Access is nil when there is none of the id; it may be another user's.
	Access *Access
}

// ArrivalTx reads what almost every request begins with, all at once.
type ArrivalTx interface {
	// Arrival finds an account, at most limit of its devices, and the access unless that
	// is "".
	Arrival(project, account, access string, limit int) (*Arrival, error)
	// LockArrival is Arrival, and keeps others from changing anything that belongs to the
	// user: devices are read once that is so.
	LockArrival(project, account, access string, limit int) (*Arrival, error)
}
