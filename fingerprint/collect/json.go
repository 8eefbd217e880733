//go:build js && wasm

package collect

import (
	"strconv"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsonlite"
)

// JSON is what getSignals resolves to: name → {value, duration, reason?}, the signals
// in the order of the hash, then the extras by name, then the two verdicts. A value is
// text as it was read, or null with the reason; given back to Hash it makes the same
// fingerprint.
func (r *Result) JSON() []byte {
	var w jsonlite.Writer
	w.Open('{')
	for i := range fingerprint.Segments {
		key := fingerprint.Segments[i].Key
		signal, _ := r.Signals.Get(key)
		writeSignal(w.Key(key), signal)
	}
	for _, extra := range r.Extras() {
		writeEntry(w.Key(extra.Name), []byte(extra.Value), extra.Duration, extra.Reason)
	}
	r.Verdicts().write(&w)
	w.Close('}')
	return w.Bytes()
}

// JSON is {automation, tampering}, as in what getSignals resolves to.
func (v Verdicts) JSON() []byte {
	var w jsonlite.Writer
	w.Open('{')
	v.write(&w)
	w.Close('}')
	return w.Bytes()
}

func (v Verdicts) write(w *jsonlite.Writer) {
	writeEntry(w.Key("automation"), v.Automation.json(), 0, "")
	writeEntry(w.Key("tampering"), v.Tampering.json(), 0, "")
}

// writeSignal puts the state before the reason, since the reason alone does not say
// which fill character the signal has in the hash.
func writeSignal(w *jsonlite.Writer, s fingerprint.Signal) {
	if s.State == fingerprint.Present {
		writeEntry(w, jsonlite.AppendQuoted(nil, s.Value), s.Duration, "")
		return
	}
	writeEntry(w, []byte("null"), s.Duration, stateAndReason(s))
}

func stateAndReason(s fingerprint.Signal) string {
	state := s.State.String()
	if s.Reason == "" || s.Reason == state {
		return state
	}
	return state + ": " + s.Reason
}

func writeEntry(w *jsonlite.Writer, value []byte, duration float64, reason string) {
	w.Open('{')
	w.Key("value").Raw(value)
	w.Key("duration").Raw(milliseconds(duration))
	w.Optional("reason", reason)
	w.Close('}')
}

// milliseconds are written with one decimal: clocks are coarser than they pretend.
func milliseconds(ms float64) []byte {
	tenths := max(0, int(ms*10))
	if tenths%10 == 0 {
		return strconv.AppendInt(nil, int64(tenths/10), 10)
	}
	return append(strconv.AppendInt(nil, int64(tenths/10), 10), '.', '0'+byte(tenths%10))
}

// json is {level, score, evidence}.
func (v Verdict) json() []byte {
	var w jsonlite.Writer
	w.Open('{')
	w.Key("level").Text(string(v.Level))
	w.Key("score").Raw(milliseconds(v.Score))
	w.Key("evidence").Open('[')
	for _, name := range v.Evidence {
		w.Text(name)
	}
	w.Close(']')
	w.Close('}')
	return w.Bytes()
}
