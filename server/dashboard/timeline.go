package dashboard

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

const (
	dayMS = wire.Time(24 * 3600_000)
	// timelineLanes bounds the devices that are drawn.
	timelineLanes = 12
)

// timeline is when which device was used, and where.
type timeline struct {
	From, Until wire.Time
	Lanes       []lane
	// More is how many devices were used and are not drawn.
	More int
}

// lane is one device.
type lane struct {
	Device core.DeviceEntry
	Name   string
	Visits []core.Visit
	// Places are where it was used, in the order of when it was there last.
	Places []string

	perDay      []int // visits by day
	from, until wire.Time
}

// daysUses are the visits of a device on one day.
type daysUses struct {
	Day    wire.Time
	Visits int
}

func timelineOf(f *core.UserFile, now wire.Time) timeline {
	until := now - now%dayMS + dayMS
	t := timeline{From: f.Since - f.Since%dayMS, Until: until}
	for _, d := range f.Devices {
		l := lane{Device: d, Name: deviceName(d.Device), perDay: make([]int, (until-t.From)/dayMS), from: t.From, until: t.Until}
		for _, v := range f.Visits {
			if v.DeviceID == d.ID {
				l.add(v)
			}
		}
		switch {
		case len(l.Visits) == 0:
		case len(t.Lanes) < timelineLanes:
			t.Lanes = append(t.Lanes, l)
		default:
			t.More++
		}
	}
	return t
}

func (l *lane) add(v core.Visit) {
	l.Visits = append(l.Visits, v)
	if i := int((v.Last - l.from) / dayMS); i >= 0 && i < len(l.perDay) {
		l.perDay[i]++
	}
	place := v.Place
	if place == "" {
		place = v.IP
	}
	if !slices.Contains(l.Places, place) {
		l.Places = append(l.Places, place)
	}
}

// Where names the first places.
func (l lane) Where() string {
	if len(l.Places) > 3 {
		return strings.Join(l.Places[:3], " · ") + fmt.Sprintf(" and %d more", len(l.Places)-3)
	}
	return strings.Join(l.Places, " · ")
}

// Days are those on which it was used, oldest first.
func (l lane) Days() (days []daysUses) {
	for i, n := range l.perDay {
		if n > 0 {
			days = append(days, daysUses{l.from + wire.Time(i)*dayMS, n})
		}
	}
	return days
}

// Tone is the colour of the person that the device seems to belong to.
func (l lane) Tone() string {
	if l.Device.Person == 0 {
		return "person-0"
	}
	return fmt.Sprintf("person-%d", (l.Device.Person-1)%4+1)
}

// Drawing is the lane as SVG: a mark a visit, as wide as it lasted.
func (l lane) Drawing() template.HTML {
	var b strings.Builder
	span := float64(l.until - l.from)
	x := func(t wire.Time) float64 { return float64(t-l.from) / span * chartWidth }
	fmt.Fprintf(&b, `<svg class="lane" viewBox="0 0 %g 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">`, chartWidth)
	for day := l.from; day <= l.until; day += dayMS {
		fmt.Fprintf(&b, `<line class="grid" x1="%.1f" x2="%.1f" y1="0" y2="20"/>`, x(day), x(day))
	}
	for _, v := range l.Visits {
		told := when(v.First) + " UTC, " + v.IP
		if v.Place != "" {
			told += ", " + v.Place
		}
		fmt.Fprintf(&b, `<rect class="%s" x="%.2f" y="3" width="%.2f" height="14"><title>%s</title></rect>`,
			l.Tone(), x(v.First), max(4, x(v.Last)-x(v.First)), template.HTMLEscapeString(told))
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String()) // numbers, and texts that are escaped
}
