package wire

// Paths of the endpoints that the SDK calls, with their placeholders in braces.
const (
	PathAttach          = "/v2/device/attach"
	PathDetach          = "/v2/device/{id}/detach"
	PathFingerprint     = "/v2/device/fingerprint"
	PathEvaluate        = "/v2/device/evaluate"
	PathListen          = "/v2/access/device/{id}/listen"
	PathAttachedDevices = "/v2/access/user/{account}/attached_devices"

	PathChallenge         = "/v2/challenges/{id}"
	PathChallengeDevices  = "/v2/challenges/{id}/devices"
	PathChallengeKick     = "/v2/challenges/{id}/devices/{device}/kick"
	PathChallengeSend     = "/v2/challenges/{id}/send"
	PathChallengeVerify   = "/v2/challenges/{id}/verify"
	PathChallengeComplete = "/v2/challenges/{id}/complete"
	PathChallengeNotify   = "/v2/challenges/{id}/notify"
	PathChallengeSkip     = "/v2/challenges/{id}/skip"
	PathChallengePostpone = "/v2/challenges/{id}/postpone"

	PathIdentify = "/v2/identity/initiate"
)

// Paths of what carriers of codes say later, with the delivery's id as placeholder.
const (
	PathDelivery       = "/v2/delivery/{delivery}/status"
	PathDeliveryTwilio = "/v2/delivery/{delivery}/twilio"
)

// Pages that the server hosts.
const (
	PageChallenge = "/challenge"
	PageSuspended = "/suspended"
)

// ChallengeDataID is the id of the element of the challenge page that tells its script,
// as JSON, what to show. The loader knows the page by it.
const ChallengeDataID = "rupt-challenge-data"

// Names that the SDK keeps in the browser.
const (
	// KeyLastFingerprint holds the hash of the last visit, in a cookie,
	// localStorage and sessionStorage.
	KeyLastFingerprint = "rpt_last_fp"
	// KeyLastBlockingAccess is the cookie with the access that was over the limit.
	KeyLastBlockingAccess = "rpt_last_blocking_access"
	// KeyLastChallenge is the cookie with the challenge that was raised last.
	KeyLastChallenge = "rpt_last_challenge"
	// KeyLastAccess prefixes the localStorage entry that holds the last access of
	// an account: KeyLastAccess + ":" + client id + ":" + account.
	KeyLastAccess = "rpt_last_access"
	// KeyChallengeSession prefixes the sessionStorage entry in which a shown challenge
	// keeps its session: KeyChallengeSession + ":" + challenge id.
	KeyChallengeSession = "rpt_challenge_session"
	// KeyChallengePlace prefixes the entry, beside it, that says where the person stands.
	KeyChallengePlace = "rpt_challenge_place"
	// ActionParam and ActionLogout mark a page that was opened to log this device
	// out: ?rupt_action=logout.
	ActionParam  = "rupt_action"
	ActionLogout = "logout"
)
