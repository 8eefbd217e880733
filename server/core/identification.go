package core

import (
	"context"
	"errors"
	"net/netip"

	"github.com/openrupt/openrupt/internal/wire"
)

// Identification is a browser of which nobody said yet whose it is.
type Identification struct {
	ProjectID string
	ID        string
	APIKeyID  string
	// Fingerprint and LastFingerprint are hashes.
	Fingerprint     string
	LastFingerprint string
	Tolerance       wire.Tolerance
	// IP, UserAgent and ClientHints are those of the browser's request.
	IP          string
	UserAgent   string
	ClientHints map[string]string
	CreatedAt   wire.Time
}

// Identify keeps what a browser looks like until its back end says whose it is. It is
// the older way: attach does both at once.
func (s *Service) Identify(ctx context.Context, c Caller, r *wire.IdentifyRequest) (*wire.IdentifyReply, error) {
	for param, hash := range map[string]string{"fingerprint": r.Fingerprint, "last_fingerprint": r.LastFingerprint} {
		if _, err := parseHash(c, param, hash); err != nil {
			return nil, err
		}
	}
	if _, err := c.toleranceFor(r.Tolerance); err != nil {
		return nil, err
	}
	here, err := c.originFor("", "")
	if err != nil {
		return nil, err
	}
	id, err := s.newID()
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(u *unit) error {
		return u.InsertIdentification(&Identification{
			ProjectID: c.Project.ID, ID: id, APIKeyID: c.APIKeyID, Fingerprint: r.Fingerprint, LastFingerprint: r.LastFingerprint,
			Tolerance: r.Tolerance, IP: here.ip, UserAgent: here.ua, ClientHints: here.hints, CreatedAt: u.now,
		})
	})
	if err != nil {
		return nil, err
	}
	return &wire.IdentifyReply{Identification: id}, nil
}

// CompleteIdentification attaches an identified browser to an account, once and within
// the hour.
func (s *Service) CompleteIdentification(ctx context.Context, c Caller, id string, r *wire.IdentificationRequest) (reply *wire.IdentificationReply, err error) {
	if c.Class != Server {
		return nil, errForbidden
	}
	if err := checkAccount("account", r.Account); err != nil {
		return nil, err
	}
	if !isID(id) {
		return nil, notFound("identification")
	}
	err = s.update(ctx, func(u *unit) error {
		i, err := u.TakeIdentification(c.Project.ID, id)
		if err == nil && u.now-i.CreatedAt >= ms(identificationTTL) {
			err = ErrNotFound
		}
		if err != nil {
			return orNotFound(err, "identification")
		}
		reply, err = s.attachIdentified(u, c.Project, i, r.Account)
		return err
	})
	if err != nil {
		return nil, err
	}
	return reply, nil
}

// attachIdentified attaches as the browser would have, with its back end's word for the
// account.
func (s *Service) attachIdentified(u *unit, p *Project, i *Identification, account string) (*wire.IdentificationReply, error) {
	ip, err := netip.ParseAddr(i.IP)
	if err != nil && i.IP != "" {
		return nil, errors.New("core: identification with the address " + i.IP)
	}
	c := Caller{Project: p, Class: Browser, APIKeyID: i.APIKeyID, IP: ip, UserAgent: i.UserAgent, ClientHints: i.ClientHints, SignedUser: account}
	in, err := readAttach(c, &wire.AttachRequest{
		Account: account, Fingerprint: i.Fingerprint, LastFingerprint: i.LastFingerprint, Tolerance: i.Tolerance,
	})
	if err != nil {
		return nil, err
	}
	attached, err := (&attachment{s: s, unit: u, Caller: c, attachInput: in}).run()
	if err != nil {
		return nil, err
	}
	return &wire.IdentificationReply{
		Access: attached.Access, Device: attached.DeviceID, NewDevice: attached.NewDevice, MetadataFields: attached.Metadata,
	}, nil
}
