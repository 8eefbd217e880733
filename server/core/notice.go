package core

import (
	"encoding/json"
	"strings"
	"unicode"

	"github.com/openrupt/openrupt/internal/wire"
)

// eventNewDevice names messages that tell an owner of a new device.
const eventNewDevice = "new_device"

var noticeWindows = []window{{noticesPerDay, day}}

// notice tells the account's owner that a device is new, where the project wants that:
// by the contact known before this attach, and a few times a day, so that nobody can
// flood an owner by clearing cookies. The account's first device is no news.
func (a *attachment) notice() error {
	if !a.newDevice || !a.Project.Settings.NoticeNewDevice || a.user.Suspended || len(a.devices) < 2 {
		return nil
	}
	m := message{Channel: wire.ChannelEmail, To: a.pinned.Email, Language: a.user.Language, Project: a.Project.Name, Face: a.Project.mailFace(), Expires: a.now + ms(noticeTTL)}
	if m.To == "" {
		m.Channel, m.To = wire.ChannelText, a.pinned.Phone
	}
	if m.To == "" {
		return nil
	}
	limit := subjectLimit{subject: "notice:" + a.user.ID, windows: noticeWindows}
	left, _, err := a.left(a.Project.ID, limit)
	if err != nil || left == 0 {
		return err
	}
	if err := a.attempt(a.Project.ID, limit); err != nil {
		return err
	}
	if m.Device, err = a.deviceName(); err != nil {
		return err
	}
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return a.emit(&Event{ProjectID: a.Project.ID, Kind: EventMessage, Name: eventNewDevice, UserID: a.user.ID, DeviceID: a.device.ID, Payload: text})
}

// deviceName is the device for its owner: Chrome, Windows, Berlin, DE.
func (a *attachment) deviceName() (string, error) {
	var info wire.DeviceInfo
	if err := json.Unmarshal(a.device.Info, &info); err != nil {
		return "", err
	}
	parts := []string{plain(value(info.Browser.Name)), plain(value(info.OS.Name))}
	if place, ok := locate(a.s.locator, a.origin.ip); ok {
		parts = append(parts, place.String())
	}
	var named []string
	for _, p := range parts {
		if p != "" {
			named = append(named, p)
		}
	}
	if len(named) == 0 {
		return "?", nil
	}
	return strings.Join(named, ", "), nil
}

// plain keeps a name that a browser made up from saying more in a message than a name
// may: letters, digits and spaces, and few.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' {
			return r
		}
		return -1
	}, s)
	if runes := []rune(s); len(runes) > 30 {
		s = string(runes[:30])
	}
	return strings.TrimSpace(s)
}
