//go:build js && wasm

package collect

import (
	"errors"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsx"
)

// source is one signal: its key and how to read it. read returns the raw value that
// package fingerprint describes for the key, or errAbsent, or an error whose text is
// a stable word.
type source struct {
	key  string
	read func(*browser) (string, error)
}

// errMuted says that the signal is not looked at, and why.
type errMuted string

func (e errMuted) Error() string { return string(e) }

var (
	errTimeout  = jsx.ErrLate
	errHidden   = errors.New("hidden")
	errInsecure = errMuted("insecure")
)

// outcome is what became of reading: a value or the reason why there is none.
func outcome(value string, err error) fingerprint.Signal {
	if err == nil {
		return fingerprint.Signal{Value: value}
	}
	state := fingerprint.Failed
	if _, muted := err.(errMuted); muted {
		state = fingerprint.Muted
	} else if err == errAbsent {
		state = fingerprint.Absent
	}
	return fingerprint.Signal{State: state, Reason: err.Error()}
}
