package story

import (
	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/wire"
)

// devices is the review of four devices, the second of which asks.
func devices(change func(*ui.State)) ui.State {
	return with(func(s *ui.State) {
		const minute = 60_000
		s.Screen, s.Proven, s.Challenge.Status = ui.ScreenDevices, true, wire.StatusVerified
		yes := true
		tv, here, phone, tablet := device("1", "Chrome", "Windows", ""), device("2", "Firefox", "Linux", ""),
			device("3", "Safari", "iOS", "mobile"), device("4", "", "", "tablet")
		tv.Active, tv.Location = &yes, "Berlin"
		here.Current = &yes
		phone.LastSeenAt, phone.Location = now-11*minute, "القاهرة"
		tablet.LastSeenAt = now - 3*24*60*minute
		s.Devices = []wire.Device{tv, here, phone, tablet}
		change(s)
	})
}

func device(id, browser, os, kind string) wire.Device {
	d := wire.Device{ID: id, LastSeenAt: now}
	for _, f := range []struct {
		to   **string
		from string
	}{{&d.Info.Browser.Name, browser}, {&d.Info.OS.Name, os}, {&d.Info.Device.Type, kind}} {
		if f.from != "" {
			*f.to = &f.from
		}
	}
	return d
}
