package main

import (
	"errors"

	"github.com/openrupt/openrupt/server/courier"
)

// mailFlags say how email is sent.
type mailFlags struct {
	SMTP         string `help:"The mail server that takes codes for delivery." name:"smtp" env:"RUPT_SMTP" placeholder:"HOST:PORT" group:"Email:"`
	SMTPTLS      string `help:"starttls, tls (from the start) or none." name:"smtp-tls" enum:"starttls,tls,none" default:"starttls" env:"RUPT_SMTP_TLS" group:"Email:"`
	SMTPFrom     string `help:"The sender: an address, or \"Name <address>\"." name:"smtp-from" env:"RUPT_SMTP_FROM" placeholder:"ADDRESS" group:"Email:"`
	SMTPBounces  string `help:"Where mail comes back to, with an id added as in bounces+ID@example.com; see rupt bounce." name:"smtp-bounces" env:"RUPT_SMTP_BOUNCES" placeholder:"ADDRESS" group:"Email:"`
	SMTPUsername string `help:"Who to log in as." name:"smtp-username" env:"RUPT_SMTP_USERNAME" group:"Email:"`
	SMTPPassword string `help:"The password. Better in the environment than here." name:"smtp-password" env:"RUPT_SMTP_PASSWORD" group:"Email:"`
}

// email is the sender of mail; nil when none is configured.
func (f *mailFlags) email() (courier.Sender, error) {
	if f.SMTP == "" {
		return nil, nil
	}
	s, err := courier.NewSMTP(courier.SMTPConfig{
		Addr: f.SMTP, Username: f.SMTPUsername, Password: f.SMTPPassword, From: f.SMTPFrom, Bounces: f.SMTPBounces, TLS: courier.SMTPTLS(f.SMTPTLS),
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// textFlags say how text messages are sent.
type textFlags struct {
	SMSURL             string `help:"The gateway that takes text messages by POST." name:"sms-url" env:"RUPT_SMS_URL" placeholder:"URL" group:"Text messages:"`
	SMSBody            string `help:"The JSON that it takes, with {to}, {text}, {language}, {id} and {status_url}." name:"sms-body" env:"RUPT_SMS_BODY" placeholder:"JSON" group:"Text messages:"`
	SMSAuthorization   string `help:"The Authorization header that it wants. Better in the environment than here." name:"sms-authorization" env:"RUPT_SMS_AUTHORIZATION" placeholder:"TEXT" group:"Text messages:"`
	SMSSecret          string `help:"whsec_… signs requests after Standard Webhooks. Better in the environment than here." name:"sms-secret" env:"RUPT_SMS_SECRET" group:"Text messages:"`
	TwilioAccount      string `help:"Twilio: the account's SID." env:"RUPT_TWILIO_ACCOUNT" placeholder:"SID" group:"Text messages:"`
	TwilioKey          string `help:"Twilio: an API key's SID, if its secret is given as the token." env:"RUPT_TWILIO_KEY" placeholder:"SID" group:"Text messages:"`
	TwilioToken        string `help:"Twilio: the auth token. Better in the environment than here." env:"RUPT_TWILIO_TOKEN" group:"Text messages:"`
	TwilioSigningToken string `help:"Twilio: the account's auth token, where the token is an API key's: by it, reports of what did not arrive are known to be Twilio's." env:"RUPT_TWILIO_SIGNING_TOKEN" group:"Text messages:"`
	TwilioFrom         string `help:"Twilio: a phone number, sender id or messaging service." env:"RUPT_TWILIO_FROM" group:"Text messages:"`
}

// text is the sender of text messages; nil when none is configured. Carriers report to
// publicURL what did not arrive.
func (f *textFlags) text(publicURL string) (courier.Sender, error) {
	switch {
	case f.SMSURL != "" && f.TwilioAccount != "":
		return nil, errors.New("both a gateway and Twilio are set for text messages; which one counts?")
	case f.SMSURL != "":
		s, err := courier.NewHTTP(courier.HTTPConfig{URL: f.SMSURL, Body: f.SMSBody, Authorization: f.SMSAuthorization, Secret: f.SMSSecret, PublicURL: publicURL})
		if err != nil {
			return nil, err
		}
		return s, nil
	case f.TwilioAccount != "":
		s, err := courier.NewTwilio(courier.TwilioConfig{
			AccountSID: f.TwilioAccount, Username: f.TwilioKey, AuthToken: f.TwilioToken, From: f.TwilioFrom, SigningToken: f.TwilioSigningToken, PublicURL: publicURL,
		})
		if err != nil {
			return nil, err
		}
		return s, nil
	}
	return nil, nil
}
