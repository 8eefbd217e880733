package challengeui

import "github.com/openrupt/openrupt/internal/wire"

// devices lists the account's devices, with a button where logging out helps.
func (v view) devices() screen {
	list := part("ul", "review-devices-container").with("role", "list")
	for _, d := range v.s.Devices {
		if isCurrent(d) {
			list.add(v.device(d))
		}
	}
	for _, d := range v.s.Devices {
		if !isCurrent(d) {
			list.add(v.device(d))
		}
	}
	return screen{
		heading: []*Node{text(v.t.count(v.t.DevicesHeading, excess(v.s.Challenge.Limit)))},
		text:    v.say(v.t.DevicesText),
		body:    []*Node{form(list)},
	}
}

func (v view) device(d wire.Device) *Node {
	id := "device-" + d.ID
	item := part("li", "device", icon(kind(d)),
		el("span", "device-text",
			el("span", "device-name", v.deviceName(d)...).with("id", id),
			el("span", "device-detail", v.deviceDetail(d)...).with("id", id+"-detail")))
	switch {
	case isCurrent(d):
		item.add(part("span", "device-current", text(v.t.ThisDevice)))
	case helps(d, v.s.Challenge.Limit):
		b := button("device-logout", ActionKick+d.ID, text(v.t.LogOutDevice)).with("aria-describedby", id+" "+id+"-detail")
		item.add(v.busy(b, true))
	}
	return item
}

// excess is how many devices must still be logged out.
func excess(l *wire.ChallengeLimit) int {
	if l == nil {
		return 0
	}
	return max(l.Overall, l.Mobile+l.Tablet+l.Desktop)
}

// helps says that logging d out brings the account nearer to its limits.
func helps(d wire.Device, l *wire.ChallengeLimit) bool {
	switch {
	case l == nil:
		return false
	case l.Overall > 0:
		return true
	}
	switch kind(d) {
	case "mobile":
		return l.Mobile > 0
	case "tablet":
		return l.Tablet > 0
	}
	return l.Desktop > 0
}

func isCurrent(d wire.Device) bool { return d.Current != nil && *d.Current }

// kind is mobile, tablet or desktop.
func kind(d wire.Device) string {
	switch value(d.Info.Device.Type) {
	case "mobile":
		return "mobile"
	case "tablet":
		return "tablet"
	}
	return "desktop"
}

// deviceName is such as "Chrome on Windows".
func (v view) deviceName(d wire.Device) []*Node {
	browser, os := value(d.Info.Browser.Name), value(d.Info.OS.Name)
	switch {
	case browser == "" && os == "":
		return []*Node{text(v.t.UnknownDevice)}
	case browser == "" || os == "":
		return []*Node{name(browser + os)}
	}
	var nodes []*Node
	for _, n := range fill(v.t.BrowserOn, "browser", name(browser)) {
		if n.Tag == "" {
			nodes = append(nodes, fill(n.Text, "os", name(os))...)
		} else {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// deviceDetail is such as "Berlin · active now".
func (v view) deviceDetail(d wire.Device) []*Node {
	seen := text(v.lastSeen(d))
	if d.Location == "" {
		return []*Node{seen}
	}
	return []*Node{name(d.Location), text(" · "), seen}
}

// name keeps the direction of a proper name to itself.
func name(s string) *Node { return el("bdi", "", text(s)) }

func (v view) lastSeen(d wire.Device) string {
	const minute = 60 * 1000
	ago := int(max(0, v.s.Now-d.LastSeenAt)) / minute
	switch {
	case isCurrent(d) || d.Active != nil && *d.Active || ago == 0:
		return v.t.ActiveNow
	case ago < 60:
		return v.t.count(v.t.MinutesAgo, ago)
	case ago < 24*60:
		return v.t.count(v.t.HoursAgo, ago/60)
	}
	return v.t.count(v.t.DaysAgo, ago/60/24)
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
