package httpapi

import (
	"net/http"

	"github.com/openrupt/openrupt/internal/wire"
)

// challengeEndpoints settle a challenge. Some have an older path that names a device
// too; a challenge has one device, so it says nothing more.
func (a *api) challengeEndpoints() []endpoint {
	return append(a.challengeReads(), a.challengeSteps()...)
}

func (a *api) challengeReads() []endpoint {
	return []endpoint{
		on(endpoint{
			method: http.MethodGet, path: "/v2/challenges", who: server, limit: limitRead, query: challengeParams,
			tag: "challenges", id: "listChallenges", summary: "List challenges, newest first",
		}, func(c *call, _ *none) (*wire.Page[wire.Challenge], error) {
			q, err := challengeQuery(c.r.URL.Query())
			if err != nil {
				return nil, err
			}
			return a.core.Challenges(c.ctx(), c.caller, q)
		}),
		on(endpoint{
			method: http.MethodGet, path: wire.PathChallenge, who: server | browser | session, limit: limitRead,
			tag: "challenges", id: "getChallenge", summary: "Read a challenge",
			about: "Contacts are masked for everyone. Only the status completed means that it was passed.",
		}, func(c *call, _ *none) (*wire.Challenge, error) {
			return a.core.Challenge(c.ctx(), c.caller, c.r.PathValue("id"))
		}),
		on(endpoint{
			method: http.MethodGet, path: wire.PathChallengeDevices, who: server | session, limit: limitRead,
			tag: "challenges", id: "listChallengeDevices", summary: "List the devices of a challenge's account",
		}, func(c *call, _ *none) ([]wire.Device, error) {
			return list(a.core.ChallengeDevices(c.ctx(), c.caller, c.r.PathValue("id")))
		}),
	}
}

func (a *api) challengeSteps() []endpoint {
	holder, proven := server|browser|session, server|session
	return []endpoint{
		on(endpoint{
			method: http.MethodPost, path: wire.PathChallengeSend, who: holder, limit: limitWrite,
			aliases: []string{"/v2/challenges/{id}/devices/{device}/send"},
			tag:     "challenges", id: "sendCode", summary: "Send a code by email or text message",
		}, func(c *call, in *wire.SendRequest) (*wire.SendReply, error) {
			return a.core.Send(c.ctx(), c.caller, c.r.PathValue("id"), in)
		}),
		on(endpoint{
			method: http.MethodPost, path: wire.PathChallengeVerify, who: holder, limit: limitWrite,
			aliases: []string{"/v2/challenges/{id}/devices/{device}/verify"},
			query:   []param{{name: "code", about: "The code, when it is not in the body."}},
			tag:     "challenges", id: "verifyCode", summary: "Try a code",
			about: "Wrong, expired, used and never sent codes get one answer: incorrect_code.",
		}, func(c *call, in *wire.VerifyRequest) (*wire.VerifyReply, error) {
			if in.Code == "" {
				in.Code = c.r.URL.Query().Get("code")
			}
			return a.core.Verify(c.ctx(), c.caller, c.r.PathValue("id"), in.Code)
		}),
		on(endpoint{
			method: http.MethodPost, path: wire.PathChallengeKick, who: proven, limit: limitWrite,
			tag: "challenges", id: "kickDevice", summary: "Log a device out of the challenge's account",
		}, func(c *call, _ *none) (*wire.SuccessReply, error) {
			return done(a.core.Kick(c.ctx(), c.caller, c.r.PathValue("id"), c.r.PathValue("device")))
		}),
		on(endpoint{
			method: http.MethodPost, path: wire.PathChallengeComplete, who: proven, limit: limitWrite,
			aliases: []string{"/v2/challenges/{id}/devices/{device}/complete"},
			tag:     "challenges", id: "completeChallenge", summary: "Complete a challenge",
			about: "Refused with 409 while a code is still to be entered or devices are still to be logged out.",
		}, func(c *call, _ *none) (*wire.SuccessReply, error) {
			return done(a.core.Complete(c.ctx(), c.caller, c.r.PathValue("id")))
		}),
		on(endpoint{
			method: http.MethodPost, path: wire.PathChallengeNotify, who: public, limit: limitWrite,
			tag: "challenges", id: "notifyAdministrator", summary: "Ask an administrator instead",
			about: "Once, where the project allows it.",
		}, func(c *call, _ *none) (*wire.SuccessReply, error) {
			return done(a.core.Notify(c.ctx(), c.caller, c.r.PathValue("id")))
		}),
		on(endpoint{
			method: http.MethodPost, path: wire.PathChallengeSkip, who: public, limit: limitWrite,
			tag: "challenges", id: "skipChallenge", summary: "Skip the challenge",
			about: "Once, where the project allows it.",
		}, func(c *call, _ *none) (*wire.SuccessReply, error) {
			return done(a.core.Skip(c.ctx(), c.caller, c.r.PathValue("id")))
		}),
		on(endpoint{
			method: http.MethodPost, path: wire.PathChallengePostpone, who: public, limit: limitWrite,
			tag: "challenges", id: "postponeChallenge", summary: "Put the challenge off",
			about: "Once, where the project allows it.",
		}, func(c *call, _ *none) (*wire.SuccessReply, error) {
			return done(a.core.Postpone(c.ctx(), c.caller, c.r.PathValue("id")))
		}),
	}
}
