package courier

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// TwilioConfig is an account at Twilio.
type TwilioConfig struct {
	// AccountSID and AuthToken are the account's, or an API key's SID and secret go in
	// Username and AuthToken.
	AccountSID, AuthToken string
	// Username is the API key's SID. Default: AccountSID.
	Username string
	// From is a phone number in E.164, a sender id, or a messaging service's SID.
	From string
	// Origin is where the API is. Default: https://api.twilio.com.
	Origin string
}

// Twilio sends text messages by Twilio's REST API: one POST each.
type Twilio struct {
	config TwilioConfig
	client *http.Client
}

var _ Sender = (*Twilio)(nil)

// NewTwilio returns a sender, or what is missing from c.
func NewTwilio(c TwilioConfig) (*Twilio, error) {
	if c.AccountSID == "" || c.AuthToken == "" || c.From == "" {
		return nil, errors.New("twilio: account SID, auth token and sender are needed")
	}
	if c.Username == "" {
		c.Username = c.AccountSID
	}
	if c.Origin == "" {
		c.Origin = "https://api.twilio.com"
	}
	return &Twilio{c, carrierClient()}, nil
}

// Send posts a letter.
func (t *Twilio) Send(ctx context.Context, l Letter) error {
	form := url.Values{"To": {l.To}, "Body": {l.Text}}
	if strings.HasPrefix(t.config.From, "MG") {
		form.Set("MessagingServiceSid", t.config.From)
	} else {
		form.Set("From", t.config.From)
	}
	at := t.config.Origin + "/2010-04-01/Accounts/" + url.PathEscape(t.config.AccountSID) + "/Messages.json"
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, at, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.SetBasicAuth(t.config.Username, t.config.AuthToken)
	status, answer, err := post(t.client, r)
	if err := judgeHTTP("twilio", status, err); err != nil {
		return withCode(err, answer)
	}
	return nil
}

// withCode adds Twilio's own number for what is wrong, which its documentation
// explains; its text is left out, since it repeats the recipient.
func withCode(err error, answer []byte) error {
	var said struct {
		Code int `json:"code"`
	}
	if json.Unmarshal(answer, &said) != nil || said.Code == 0 {
		return err
	}
	return fmt.Errorf("%w (error %d)", err, said.Code)
}
