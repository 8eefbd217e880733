package core

import "time"

// The numbers of the rules, in one place. docs/ prints them.
const (
	codeDigits   = 6
	codeTTLEmail = 10 * time.Minute
	codeTTLText  = 5 * time.Minute

	triesPerCode      = 5  // counted before comparing
	triesPerChallenge = 15 // then the challenge has failed

	sendCooldown           = 30 * time.Second // doubles with every send
	sendsPerChallenge      = 5
	sendsPerDestination10m = 3

	challengeTTL = time.Hour
	sessionTTL   = 15 * time.Minute
	tokenTTL     = 10 * time.Minute
	grace        = 24 * time.Hour
	// identificationTTL is how long a back end may take to say whose a browser is.
	identificationTTL = time.Hour
	// quiet is for how long a skipped or postponed challenge is not raised again.
	quiet = 24 * time.Hour

	autoDetachAfter = 7 * 24 * time.Hour
	autoDetachFloor = time.Minute

	// streamLinger is how long a closed stream still counts as open: pages reload.
	streamLinger = 5 * time.Second
	// streamTouch is how often an open stream says so, and streamSilence for how long
	// it may fail to before it counts as closed: its server died.
	streamTouch   = 30 * time.Second
	streamSilence = 90 * time.Second

	// operatorTriesPerIP10m bounds wrong admin keys from one address.
	operatorTriesPerIP10m = 10

	// detachesByIDPerIPHour bounds detaching by id alone, without the device's access.
	detachesByIDPerIPHour = 10

	// hashVersions is how many hashes a fingerprint keeps.
	hashVersions = 3
	// BandLimit bounds how many fingerprints of a band one look-up compares, the latest.
	BandLimit = 64
	// fingerprintDays is the default of how long an unseen fingerprint is kept.
	fingerprintDays = 365
	// deviceLimit bounds how many devices of one user are looked at.
	deviceLimit = 500

	// pairGap is how long a device has to have been away to make a labelled pair, and
	// pairsPerIPDay how many an address may make, so that nobody can teach lies.
	pairGap       = time.Hour
	pairsPerIPDay = 50
	// labelledPairs and labelledDays are the defaults of what is kept of them, maxPairs
	// and maxPairDays the most.
	labelledPairs = 20_000
	labelledDays  = 90
	maxPairs      = 200_000
	maxPairDays   = 365
	// maxSignals is how many bytes of signals are kept with a pair: more than any
	// browser has, without its durations.
	maxSignals = 32 << 10

	attemptsKept = 24 * time.Hour
	// eventsKept is longer than anyone goes on trying to deliver one.
	eventsKept  = 7 * 24 * time.Hour
	streamsKept = time.Hour
	inboxKept   = 200 // messages
	// activityKept is how far back operators may look at hours.
	activityKept = 100 * day

	// concurrencyWindow is within how long two devices are in use at once.
	concurrencyWindow = 2 * time.Minute
	// Nobody travels at least so far, in kilometres, at least so fast, in kilometres an
	// hour. Airliners do 950; shorter ways are within the error of the databases.
	travelDistance = 500
	travelSpeed    = 1000
	travelWindow   = 48 * time.Hour
	// peopleWindow is how far back the estimate of people looks, togetherWithin and
	// togetherDays are what makes two of them: see presence.people.
	peopleWindow   = 14 * day
	togetherWithin = 10 * time.Minute
	togetherDays   = 2
	// sightingSlot is how finely uses of a device are told apart, sightingLimit how many
	// are looked at.
	sightingSlot  = 10 * time.Minute
	sightingLimit = 5000

	// noticesPerDay bounds notices of new devices to one user.
	noticesPerDay = 5
	noticeTTL     = 24 * time.Hour

	day = 24 * time.Hour
)
