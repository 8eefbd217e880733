package challengeui

// Texts is one language. Its fields are the stable ids of the texts.
//
// A language is one file with two literals without field names, this and [Letters], so
// that a missing text does not compile; a test holds its comments against the order here. In texts,
// {project} is the project's name, {to} a masked contact and {n} a number.
type Texts struct {
	Tag    string             // BCP 47
	Name   string             // of the language, in itself
	Dir    string             // ltr or rtl
	Plural func(n int) Plural // which form a number takes
	Zero   rune               // the digit 0; the other nine follow it

	// The page.
	Loading, Title string

	// Whose account is it.
	ChooseHeading, ChooseLimit, ChooseOther, TrialHeading, TrialText string
	AdminHeading, AdminText, ConfirmHeading, ConfirmText, NoContact  string

	// What to do.
	Mine, OwnAccount, LogOut, Upgrade, AskAdmin string
	Skip, Later, HintEmail, HintText            string

	// Where the code goes.
	ChannelHeading, ChannelText, EmailTo, TextTo string

	// Entering it.
	CodeHeading, CodeEmailed, CodeTexted, CodeLabel, Continue string
	Resend                                                    string
	ResendIn                                                  Forms
	Back, Close                                               string

	// Notices.
	Incorrect                                              string
	TriesLeft                                              Forms
	Incomplete, UsedUp, TooMany, Undelivered, SessionEnded string
	Offline, Failed, TryAgain, Resent, LoggedOut           string

	// Devices.
	DevicesHeading                                                  Forms
	DevicesText, LogOutDevice, ThisDevice, BrowserOn, UnknownDevice string
	ActiveNow                                                       string
	MinutesAgo, HoursAgo, DaysAgo                                   Forms

	// Endings.
	DoneHeading, DoneReturning, DoneClose, CompletedHeading, CompletedText string
	ExpiredHeading, ExpiredText, LockedHeading, LockedText, NewerHeading   string
	NewerText, LaterHeading, LaterText, NotifiedHeading, NotifiedText      string
	GoBack, UnknownHeading, UnknownText                                    string

	// Around.
	Refused, SuspendedHeading, SuspendedText, Language, ThisSite string
}
