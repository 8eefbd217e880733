package core

import (
	"errors"

	"github.com/openrupt/openrupt/internal/wire"
)

// attachInput is a checked request.
type attachInput struct {
	account    string
	email      string
	phone      string
	metadata   wire.Raw
	groups     []wire.Group
	current    hashed
	last       hashed
	lastAccess string
	// lastChallenge is the one that the browser saw last, whoever's account it was.
	lastChallenge string
	limits        Limits
	tolerance     wire.Tolerance
	origin        origin
	page          string
	event         string
	signals       wire.Raw
	// warnings say what of the request was dropped.
	warnings []wire.Warning
}

func readAttach(c Caller, r *wire.AttachRequest) (in attachInput, err error) {
	in = attachInput{
		account: r.Account, email: r.Email, phone: r.Phone, metadata: r.Metadata, groups: r.Groups,
		lastAccess: r.LastAccess, lastChallenge: r.LastChallenge, page: clipped(r.Page), event: clipped(r.Event), signals: r.Signals,
	}
	if in.account == "" {
		in.account = r.User
	}
	for _, check := range []func() error{
		func() error { return checkAccount("account", in.account) },
		func() error { return c.checkSigned(in.account) },
		func() error { return in.checkContacts(c) },
		func() error { in.checkVersion(r); return nil },
		func() error { return checkLimit(r.LimitConfig) },
		func() error { in.tolerance, err = c.toleranceFor(r.Tolerance); return err },
		func() error { in.origin, err = c.originFor(r.IP, r.UserAgent); return err },
		func() error { in.current, err = parseHash(c, "fingerprint", r.Fingerprint); return err },
		func() error { in.last, err = parseHash(c, "last_fingerprint", r.LastFingerprint); return err },
	} {
		if err := check(); err != nil {
			return attachInput{}, err
		}
	}
	in.limits = c.limitsFor(r.LimitConfig)
	return in, nil
}

// checkContacts drops what no message could be sent to from a browser's request, and says
// so: a typing error at some signup must not keep a device from being recognised. A back
// end is told with an error.
func (in *attachInput) checkContacts(c Caller) error {
	if c.Class == Server {
		return checkContacts(in.email, in.phone)
	}
	in.email = in.withoutBad(in.email, checkContacts(in.email, ""))
	in.phone = in.withoutBad(in.phone, checkContacts("", in.phone))
	return nil
}

func (in *attachInput) withoutBad(contact string, err error) string {
	e, bad := errors.AsType[*wire.Error](err)
	if !bad {
		return contact
	}
	in.warnings = append(in.warnings, wire.Warning{Code: e.Code, Message: e.Message, Param: e.Param})
	return ""
}

// checkVersion warns a page whose copy of our SDK speaks another version of the wire. Other
// clients have versions of their own.
func (in *attachInput) checkVersion(r *wire.AttachRequest) {
	if r.Client == wire.ClientName && r.Version != wire.Version {
		in.warnings = append(in.warnings, wire.Warning{
			Code: wire.CodeUnsupportedVersion, Param: "version",
			Message: "The page's copy of the SDK and the server, which speaks " + wire.Version + ", are of different versions. Update the older one.",
		})
	}
}
