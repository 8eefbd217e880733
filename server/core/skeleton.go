package core

import (
	"context"
	"errors"

	"github.com/openrupt/openrupt/internal/wire"
)

var errSoon = errors.New("core: under construction")

func (s *Service) AuthenticateBrowser(ctx context.Context, clientID, secret string) (Caller, error) {
	return Caller{}, errSoon
}
func (s *Service) AuthenticateServer(ctx context.Context, apiSecret string) (Caller, error) {
	return Caller{}, errSoon
}
func (s *Service) AuthenticateSession(ctx context.Context, session string) (Caller, error) {
	return Caller{}, errSoon
}
func (s *Service) Attach(ctx context.Context, c Caller, r *wire.AttachRequest) (*wire.AttachReply, error) {
	return nil, errSoon
}
func (s *Service) Detach(ctx context.Context, c Caller, device string, r *wire.DetachRequest) (*wire.DetachReply, error) {
	return nil, errSoon
}
func (s *Service) Fingerprint(ctx context.Context, c Caller, r *wire.FingerprintRequest) (*wire.FingerprintReply, error) {
	return nil, errSoon
}
func (s *Service) Evaluate(ctx context.Context, c Caller, r *wire.EvaluateRequest) (*wire.EvaluateReply, error) {
	return nil, errSoon
}
func (s *Service) AttachedDevices(ctx context.Context, c Caller, account string) ([]wire.Device, error) {
	return nil, errSoon
}
func (s *Service) Challenge(ctx context.Context, c Caller, id string) (*wire.Challenge, error) {
	return nil, errSoon
}
func (s *Service) Challenges(ctx context.Context, c Caller, q ChallengeQuery) (*wire.Page[wire.Challenge], error) {
	return nil, errSoon
}
func (s *Service) ChallengeDevices(ctx context.Context, c Caller, id string) ([]wire.Device, error) {
	return nil, errSoon
}
func (s *Service) Kick(ctx context.Context, c Caller, id, device string) error { return errSoon }
func (s *Service) Send(ctx context.Context, c Caller, id string, r *wire.SendRequest) (*wire.SendReply, error) {
	return nil, errSoon
}
func (s *Service) Verify(ctx context.Context, c Caller, id, code string) (*wire.VerifyReply, error) {
	return nil, errSoon
}
func (s *Service) Complete(ctx context.Context, c Caller, id string) error { return errSoon }
func (s *Service) Notify(ctx context.Context, c Caller, id string) error   { return errSoon }
func (s *Service) Skip(ctx context.Context, c Caller, id string) error     { return errSoon }
func (s *Service) Postpone(ctx context.Context, c Caller, id string) error { return errSoon }

// ChallengeByID returns the project of a challenge, for the hosted page, which has
// only the challenge's id.
func (s *Service) ChallengeByID(ctx context.Context, id string) (*Project, error) {
	return nil, errSoon
}

// User and UserDevices take the customer's own account id or the user's id.
func (s *Service) User(ctx context.Context, c Caller, id string) (*wire.User, error) {
	return nil, errSoon
}
func (s *Service) UserDevices(ctx context.Context, c Caller, id string) ([]wire.Device, error) {
	return nil, errSoon
}
func (s *Service) UpdateUser(ctx context.Context, c Caller, id string, u *wire.UserUpdate) (*wire.User, error) {
	return nil, errSoon
}

// UpdateDeviceMetadata merges metadata into a device's.
func (s *Service) UpdateDeviceMetadata(ctx context.Context, c Caller, device string, r *wire.MetadataRequest) error {
	return errSoon
}

// SignToken returns a signed token for a browser, valid for ten minutes.
func (s *Service) SignToken(ctx context.Context, c Caller, r *wire.TokenRequest) (*wire.TokenReply, error) {
	return nil, errSoon
}

// OpenStream checks that access belongs to device; ErrNoStream means 204.
func (s *Service) OpenStream(ctx context.Context, c Caller, device, access string) (*Stream, error) {
	return nil, errSoon
}

// StreamEvents returns what the stream has not seen yet, oldest first.
func (s *Service) StreamEvents(ctx context.Context, st *Stream, after int64) ([]StreamEvent, error) {
	return nil, errSoon
}

// TouchStream says that the stream is still open; call it with every heartbeat.
func (s *Service) TouchStream(ctx context.Context, st *Stream) error { return errSoon }

// CloseStream says that the stream has ended.
func (s *Service) CloseStream(ctx context.Context, st *Stream) error { return errSoon }

// Inbox lists what the dev inbox holds, newest first.
func (s *Service) Inbox(ctx context.Context) ([]InboxMessage, error) { return nil, errSoon }

// RedirectAllowed says whether a page of p may send its visitor to url.
func (s *Service) RedirectAllowed(p *Project, url string) bool { return false }

// OriginAllowed says whether a page of this origin may use p's client id.
func (s *Service) OriginAllowed(p *Project, origin string) bool { return false }

// SeedDemo creates project demo, once.
func (s *Service) SeedDemo(ctx context.Context) error { return errSoon }

// Sweep detaches what was not seen for long, expires challenges and deletes what is
// no longer needed. Call it every minute or so.
func (s *Service) Sweep(ctx context.Context) error { return errSoon }
