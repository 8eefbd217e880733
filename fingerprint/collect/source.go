//go:build js && wasm

package collect

import (
	"errors"

	"github.com/openrupt/openrupt/fingerprint"
)

// source is one signal: its key and how to read it. read returns the raw value that
// package fingerprint describes for the key, or errAbsent, or an error whose text is
// a stable word.
type source struct {
	key  string
	read func(*browser) (string, error)
}

// errMuted says that this browser is known to randomise the signal.
type errMuted string

func (e errMuted) Error() string { return string(e) }

var (
	errTimeout = errors.New("timeout")
	errHidden  = errors.New("hidden")
)

// outcome is what became of reading: a value or the reason why there is none.
func outcome(value string, err error) fingerprint.Signal {
	var muted errMuted
	switch {
	case err == nil:
		return fingerprint.Signal{Value: value}
	case err == errAbsent:
		return fingerprint.Signal{State: fingerprint.Absent, Reason: err.Error()}
	case asMuted(err, &muted):
		return fingerprint.Signal{State: fingerprint.Muted, Reason: err.Error()}
	}
	return fingerprint.Signal{State: fingerprint.Failed, Reason: err.Error()}
}

// asMuted is errors.As without the reflection that it links.
func asMuted(err error, muted *errMuted) bool {
	m, ok := err.(errMuted)
	*muted = m
	return ok
}
