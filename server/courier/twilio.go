package courier

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
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
	// PublicURL is this server's origin, where Twilio says later that a message did not
	// arrive; it must be https. SigningToken is the account's auth token, by which that
	// is known to come from Twilio. Default: AuthToken, unless that is an API key's.
	// Without either, what happens to a message that was taken is not learned.
	PublicURL, SigningToken string
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
	if c.SigningToken == "" && (c.Username == "" || c.Username == c.AccountSID) {
		c.SigningToken = c.AuthToken
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
	if t.config.SigningToken != "" && strings.HasPrefix(t.config.PublicURL, "https://") {
		form.Set("StatusCallback", statusURL(t.config.PublicURL, wire.PathDeliveryTwilio, l.ID))
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

// Signed says whether Twilio signed a status callback for a letter: HMAC-SHA1, with the
// account's auth token, of the URL that it was told and of the form's names and values
// in the names' order. See https://www.twilio.com/docs/usage/security.
func (t *Twilio) Signed(id string, form url.Values, signature string) bool {
	given, err := base64.StdEncoding.DecodeString(signature)
	if err != nil || t.config.SigningToken == "" {
		return false
	}
	return hmac.Equal(twilioMAC(t.config.SigningToken, statusURL(t.config.PublicURL, wire.PathDeliveryTwilio, id), form), given)
}

func twilioMAC(token, at string, form url.Values) []byte {
	h := hmac.New(sha1.New, []byte(token))
	h.Write([]byte(at))
	for _, name := range slices.Sorted(maps.Keys(form)) {
		for _, value := range slices.Compact(slices.Sorted(slices.Values(form[name]))) {
			h.Write([]byte(name + value))
		}
	}
	return h.Sum(nil)
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
