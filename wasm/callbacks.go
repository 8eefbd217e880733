//go:build js

package main

import (
	"github.com/openrupt/openrupt/attach"
	"github.com/openrupt/openrupt/internal/jsx"
)

// callbacks are those of page, until all who hold them have released them: whoever
// made them, and the stream of an attach.
func callbacks(page jsx.Value) attach.Callbacks {
	s, holders := jsx.Open(), 1
	page = s.Keep(page)
	return attach.Callbacks{
		OnChallenge:           callback(page.Get("on_challenge")),
		OnLimitExceeded:       callback(page.Get("on_limit_exceeded")),
		OnCurrentDeviceLogout: callback(page.Get("on_current_device_logout")),
		Hold:                  func() { holders++ },
		Release: func() {
			if holders--; holders == 0 {
				s.Close()
			}
		},
	}
}

func callback(f jsx.Value) attach.Callback {
	if f.Type() != jsx.TypeFunction {
		return nil
	}
	return func(detail []byte) func() (bool, error) {
		s := jsx.Open()
		result := s.Keep(f).Invoke(jsx.JSON(detail))
		return func() (bool, error) {
			word, err := jsx.Await(result, 0)
			if err == nil {
				s.Close() // an error is still to be reported
			}
			return word != jsx.False, err
		}
	}
}
