package attach

import (
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// encodeAttach writes an attach request. What is empty is left out.
func encodeAttach(r *wire.AttachRequest) []byte {
	var w jsonlite.Writer
	w.Open('{')
	w.Key("user").Text(r.User)
	w.Optional("email", r.Email)
	w.Optional("phone", r.Phone)
	w.OptionalRaw("metadata", r.Metadata)
	encodeGroups(&w, r.Groups)
	w.Optional("fingerprint", r.Fingerprint)
	w.Optional("last_fingerprint", r.LastFingerprint)
	w.Optional("last_access", r.LastAccess)
	encodeLimits(&w, r.LimitConfig)
	w.Key("callbacks").Open('{')
	w.Key("on_challenge").Bool(r.Callbacks.OnChallenge)
	w.Key("limit_exceeded").Bool(r.Callbacks.LimitExceeded)
	w.Close('}')
	w.Key("redirects").Open('{')
	w.Key("new_account").Bool(r.Redirects.NewAccount)
	w.Key("logout").Bool(r.Redirects.Logout)
	w.Close('}')
	w.Optional("last_blocking_access", r.LastBlockingAccess)
	w.Optional("last_challenge", r.LastChallenge)
	w.Optional("client", r.Client)
	w.Optional("version", r.Version)
	w.Optional("page", r.Page)
	w.Optional("event", r.Event)
	w.Optional("tolerance", string(r.Tolerance))
	w.Close('}')
	return w.Bytes()
}

func encodeGroups(w *jsonlite.Writer, groups []wire.Group) {
	if len(groups) == 0 {
		return
	}
	w.Key("groups").Open('[')
	for _, g := range groups {
		w.Open('{')
		w.Key("id").Text(string(g.ID))
		w.Optional("name", g.Name)
		w.OptionalRaw("metadata", g.Metadata)
		w.Close('}')
	}
	w.Close(']')
}

func encodeLimits(w *jsonlite.Writer, l *wire.LimitConfig) {
	if l == nil {
		return
	}
	w.Key("limit_config").Open('{')
	optionalCount(w, "overall_device_limit", l.OverallDeviceLimit)
	optionalCount(w, "overall_limit", l.OverallLimit)
	optionalCount(w, "people_limit", l.PeopleLimit)
	w.Close('}')
}

func optionalCount(w *jsonlite.Writer, key string, n *int) {
	if n != nil {
		w.Key(key).Int(int64(*n))
	}
}

// detail writes one object for a callback.
func detail(write func(w *jsonlite.Writer)) []byte {
	var w jsonlite.Writer
	w.Open('{')
	write(&w)
	w.Close('}')
	return w.Bytes()
}
