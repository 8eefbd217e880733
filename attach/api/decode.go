package api

import (
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

func decodeChallenge(v jsonlite.Value) *wire.Challenge {
	c := &wire.Challenge{
		ID:      v.Get("_id").Text(),
		Status:  wire.ChallengeStatus(v.Get("status").Text()),
		Type:    wire.ChallengeType(v.Get("type").Text()),
		Session: v.Get("session").Text(),
	}
	for reason := range v.Get("reasons").Items {
		c.Reasons = append(c.Reasons, wire.Reason(reason.Text()))
	}
	for channel := range v.Get("channels").Items {
		c.Channels = append(c.Channels, wire.Channel(channel.Text()))
	}
	c.CreatedAt, c.UpdatedAt, c.CompletedAt = moment(v, "createdAt"), moment(v, "updatedAt"), moment(v, "completedAt")
	decodeChallengeParts(c, v)
	return c
}

func decodeChallengeParts(c *wire.Challenge, v jsonlite.Value) {
	if u := v.Get("user"); u.Exists() {
		c.User = &wire.ChallengeUser{ID: u.Get("_id").Text(), Email: u.Get("email").Text(), Phone: u.Get("phone").Text()}
	}
	if l := v.Get("limit"); l.Exists() {
		c.Limit = &wire.ChallengeLimit{
			IsExceeded: l.Get("is_exceeded").Bool(),
			Overall:    number(l, "overall"),
			Mobile:     number(l, "mobile"),
			Tablet:     number(l, "tablet"),
			Desktop:    number(l, "desktop"),
		}
	}
	if p := v.Get("project"); p.Exists() {
		c.Project = &wire.ChallengeProject{
			Name:             p.Get("name").Text(),
			LogoURL:          p.Get("logo_url").Text(),
			CanSkip:          p.Get("can_skip").Bool(),
			CanPostpone:      p.Get("can_postpone").Bool(),
			CanNotify:        p.Get("can_notify").Bool(),
			SkipVerification: p.Get("skip_verification").Bool(),
			Style:            p.Get("style").Text(),
		}
		for own := range p.Get("texts").Items {
			c.Project.Texts = append(c.Project.Texts, wire.OwnText{Language: own.Get("language").Text(), ID: own.Get("id").Text(), Text: own.Get("text").Text()})
		}
	}
}

// decodeDevices reads of each device what a challenge shows of it.
func decodeDevices(v jsonlite.Value) []wire.Device {
	devices := []wire.Device{}
	for d := range v.Items {
		info := d.Get("info")
		devices = append(devices, wire.Device{
			ID:         d.Get("_id").Text(),
			Status:     wire.DeviceStatus(d.Get("status").Text()),
			AttachedAt: moment(d, "attachedAt"),
			LastSeenAt: moment(d, "lastSeenAt"),
			Current:    boolean(d.Get("current")),
			Active:     boolean(d.Get("active")),
			Location:   d.Get("location").Text(),
			Info: wire.DeviceInfo{
				UA:      info.Get("ua").Text(),
				Browser: wire.Browser{Name: name(info.Get("browser"), "name"), Version: name(info.Get("browser"), "version"), Major: name(info.Get("browser"), "major")},
				OS:      wire.OS{Name: name(info.Get("os"), "name"), Version: name(info.Get("os"), "version")},
				Device:  wire.Model{Vendor: name(info.Get("device"), "vendor"), Model: name(info.Get("device"), "model"), Type: name(info.Get("device"), "type")},
			},
		})
	}
	return devices
}

func decodeSendReply(v jsonlite.Value) *wire.SendReply {
	return &wire.SendReply{
		Success:    true,
		ExpiresAt:  moment(v, "expires_at"),
		RetryAfter: number(v, "retry_after"),
		SendsLeft:  number(v, "sends_left"),
	}
}

func number(v jsonlite.Value, key string) int {
	n, _ := v.Get(key).Int()
	return int(n)
}

func name(v jsonlite.Value, key string) *string {
	if member := v.Get(key); member.Kind() == jsonlite.String {
		text := member.Text()
		return &text
	}
	return nil
}

func boolean(v jsonlite.Value) *bool {
	if v.Kind() != jsonlite.Bool {
		return nil
	}
	b := v.Bool()
	return &b
}

func moment(v jsonlite.Value, key string) wire.Time {
	t, _ := wire.ParseTime(v.Get(key).Text())
	return t
}
