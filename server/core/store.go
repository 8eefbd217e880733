package core

import (
	"context"
	"errors"

	"github.com/openrupt/openrupt/internal/wire"
)

// ErrNotFound says that a store holds no such row.
var ErrNotFound = errors.New("core: not found")

// Store keeps everything. Its rules are written down as tests in storetest.
type Store interface {
	// Update runs fn in one transaction that is committed when fn returns nil. What
	// fn reads through a Lock method cannot be changed by others until then. fn may
	// run again after a conflict, so it must not touch anything but its transaction.
	Update(ctx context.Context, fn func(Tx) error) error
	// View runs fn in one read-only transaction, a snapshot.
	View(ctx context.Context, fn func(Tx) error) error
	// Look is View for what need not be of one moment, and is cheaper: each question may
	// be answered as of when it is asked.
	Look(ctx context.Context, fn func(Tx) error) error
	// Ping says whether the store answers.
	Ping(ctx context.Context) error
	// Close releases it.
	Close() error
}

// Listener is a store that several servers share: it passes on what they wake.
type Listener interface {
	// Listen calls wake with the topics of events that any server commits, and with ""
	// when some may have been missed, until ctx is done. lost is told why that failed;
	// it goes on.
	Listen(ctx context.Context, wake func(topic string), lost func(error))
}

// Keeper is a store that has something to do for itself.
type Keeper interface {
	// Keep does it. Call it every few seconds.
	Keep(ctx context.Context) error
}

// Tx is one transaction. Methods that look for one row return ErrNotFound when there
// is none. Whoever changes anything that belongs to a user locks the user first.
type Tx interface {
	ProjectTx
	UserTx
	DeviceTx
	SightingTx
	ArrivalTx
	InquiryTx
	FingerprintTx
	PairTx
	IdentificationTx
	ChallengeTx
	EventTx
	WebhookTx
	StreamTx
	ActivityTx
	OperatorTx
	DirectoryTx
	SampleTx
	// AddAttempt records that subject did something that is counted.
	AddAttempt(project, subject string, a Attempts) error
	// AddAttempts records many, of which no two are of one subject and moment.
	AddAttempts([]SubjectAttempts) error
	// LockAttempts keeps other transactions from locking the same subject's.
	LockAttempts(project, subject string) error
	// Attempts returns when subject did so since then, oldest first.
	Attempts(project, subject string, since wire.Time) ([]Attempts, error)
	// ForgetAttempts forgets a subject's.
	ForgetAttempts(project, subject string) error
	// DeleteAttempts forgets those before then.
	DeleteAttempts(before wire.Time) error
}

// ProjectTx reads and writes projects and their keys.
type ProjectTx interface {
	Projects() ([]*Project, error)
	Project(id string) (*Project, error)
	// PutProject inserts or replaces.
	PutProject(*Project) error
	// APIKeys returns a project's keys, the oldest first.
	APIKeys(project string) ([]*APIKey, error)
	APIKeyByClientID(clientID string) (*APIKey, error)
	APIKeyBySecretHash(hash string) (*APIKey, error)
	// PutAPIKey inserts or replaces.
	PutAPIKey(*APIKey) error
	// MasterKeys returns the marks of the keys that the database was used with.
	MasterKeys() ([]string, error)
	// AddMasterKey keeps a mark; again, it does nothing.
	AddMasterKey(mark string, at wire.Time) error
}

// UserTx reads and writes users.
type UserTx interface {
	User(project, id string) (*User, error)
	UserByAccount(project, account string) (*User, error)
	// LockUser and LockAccount read a user and keep others from changing anything
	// that belongs to it, and so does LockArrival of ArrivalTx.
	LockUser(project, id string) (*User, error)
	LockAccount(project, account string) (*User, error)
	// InsertUser does nothing when the account exists already.
	InsertUser(*User) error
	UpdateUser(*User) error
	// Users returns at most limit users with ids after one, by id.
	Users(project, after string, limit int) ([]*User, error)
	// EraseUser deletes a user and all that is kept of it, with the fingerprints of
	// browsers that no other user has.
	EraseUser(project, id string) error
}

// DeviceTx reads and writes devices and accesses.
type DeviceTx interface {
	Device(project, id string) (*Device, error)
	// DevicesOfUser returns at most limit, attached and recently seen ones first.
	DevicesOfUser(project, user string, limit int) ([]*Device, error)
	// IdleDevices returns at most limit attached devices not seen since then and
	// without a live stream.
	IdleDevices(project string, seenBefore wire.Time, live LiveSince, limit int) ([]*Device, error)
	InsertDevice(*Device) error
	// UpdateDevice writes a device that was read in this transaction.
	UpdateDevice(*Device) error
	// UpdateVisit is UpdateDevice of one that [Device.StaysPut]: as most visits are, it
	// changes no index.
	UpdateVisit(*Device) error
	// TouchDevice moves LastSeenAt forward.
	TouchDevice(project, id string, seen wire.Time) error
	// OtherUsers counts the users, other than this one, with a device of the
	// fingerprint.
	OtherUsers(project, fingerprint, user string) (int, error)

	Access(project, id string) (*Access, error)
	// InsertAccess adds an access whose Since is the device's last event.
	InsertAccess(*Access) error
	// Accesses returns one page, newest first, and how many there are in all.
	Accesses(project string, q AccessQuery) ([]*Access, int, error)
}

// FingerprintTx reads and writes fingerprints: names for hashes that are alike.
type FingerprintTx interface {
	// FingerprintByHash returns the fingerprint that showed exactly this hash last.
	FingerprintByHash(project, hash string) (FingerprintVersion, error)
	// FingerprintVersions returns the hashes of a fingerprint, the latest first.
	FingerprintVersions(project, fingerprint string) ([]FingerprintVersion, error)
	// FingerprintsByBands returns the latest versions that share a band key, at most
	// limit of each band, the latest first. A key is compared with those in the same
	// place; 0 is none. It reads no more than that, however many share a key.
	FingerprintsByBands(project string, bands []uint64, limit int) ([]FingerprintVersion, error)
	// CountFingerprints counts the versions of a project.
	CountFingerprints(project string) (int, error)
	// DeleteFingerprints deletes at most limit fingerprints with all their versions, of
	// those that were not seen since then and that no attached device has. It says how
	// many versions.
	DeleteFingerprints(project string, seenBefore wire.Time, limit int) (int, error)
	// PutFingerprintVersion adds a hash with its band keys, or says that it was seen
	// again and has these keys now, and drops all but the latest keep hashes of the
	// fingerprint.
	PutFingerprintVersion(project string, v FingerprintVersion, bands []uint64, keep int) error
}

// IdentificationTx reads and writes browsers of which nobody said yet whose they are.
type IdentificationTx interface {
	InsertIdentification(*Identification) error
	// TakeIdentification deletes one and returns it.
	TakeIdentification(project, id string) (*Identification, error)
	// DeleteIdentifications forgets those made before then.
	DeleteIdentifications(before wire.Time) error
}

// ChallengeTx reads and writes challenges and their codes.
type ChallengeTx interface {
	Challenge(project, id string) (*Challenge, error)
	// LockChallenge reads a challenge and keeps others from changing it.
	LockChallenge(project, id string) (*Challenge, error)
	// ProjectOfChallenge finds a challenge by its id alone.
	ProjectOfChallenge(id string) (string, error)
	// Challenges returns one page, newest first, and how many there are in all.
	Challenges(project string, q ChallengeQuery) ([]*Challenge, int, error)
	// ChallengesOf returns those with one of the statuses, newest first, of a user
	// and, as far as given, a device and a fingerprint.
	ChallengesOf(project, user, device, fingerprint string, statuses []wire.ChallengeStatus) ([]*Challenge, error)
	// SawChallenge says whether a challenge for account sharing of another user was
	// seen on the fingerprint since then.
	SawChallenge(project, fingerprint, notUser string, since wire.Time) (bool, error)
	// Overdue returns at most limit with one of the statuses whose time is up.
	Overdue(now wire.Time, statuses []wire.ChallengeStatus, limit int) ([]*Challenge, error)
	InsertChallenge(*Challenge) error
	UpdateChallenge(*Challenge) error

	// PutCode replaces the challenge's code of that channel.
	PutCode(*Code) error
	// TryCodes counts a try for each code of the challenge that is unused, unexpired
	// and was tried fewer than max times, and returns those.
	TryCodes(project, challenge string, now wire.Time, max int) ([]*Code, error)
	// ConsumeCode marks a code used; false when it was used, replaced or has expired.
	ConsumeCode(c *Code, now wire.Time) (bool, error)
	// DeleteCodes forgets codes that expired before then.
	DeleteCodes(before wire.Time) error
}

// EventTx reads and writes the outbox.
type EventTx interface {
	// InsertEvent fills in the ID.
	InsertEvent(*Event) error
	// StreamEvents returns the device's stream events after an id, for a lineage or
	// for all, oldest first.
	StreamEvents(project, device, lineage string, after int64, limit int) ([]*Event, error)
	// CancelStreamEvents cancels the device's stream events of a name.
	CancelStreamEvents(project, device, name string) error
	// ClaimEvents takes due events of a kind for a reader: counts an attempt and
	// keeps other readers away until leaseUntil.
	ClaimEvents(kind EventKind, now, leaseUntil wire.Time, limit int) ([]*Event, error)
	// FinishEvent writes State, NextAt, LastError, DoneAt and Payload.
	FinishEvent(*Event) error
	// DeleteEvents forgets events created before then, whatever their state.
	DeleteEvents(before wire.Time) error

	// AddInbox keeps a message of a development server, and only the latest keep.
	AddInbox(m InboxMessage, keep int) error
	// Inbox returns the messages, newest first.
	Inbox() ([]InboxMessage, error)
}

// LiveSince says which streams count as open: touched since Touched, or closed since
// Closed.
type LiveSince struct{ Touched, Closed wire.Time }

// StreamTx reads and writes which streams are open.
type StreamTx interface {
	PutStream(StreamRecord) error
	// LiveStreams returns the user's open streams.
	LiveStreams(project, user string, live LiveSince) ([]StreamRecord, error)
	// DeleteStreams forgets those neither touched nor closed since then.
	DeleteStreams(before wire.Time) error
}
