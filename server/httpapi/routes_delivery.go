package httpapi

import (
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// TextCarrier is the carrier of text messages whose reports are signed; courier.Twilio
// is one.
type TextCarrier interface {
	// Signed says whether a report of a delivery is the carrier's.
	Signed(delivery string, form url.Values, signature string) bool
}

// undelivered are the words for failed in reports of deliveries.
var undelivered = []string{"failed", "undelivered", "undeliverable", "rejected", "bounced", "expired"}

// carrierEndpoints are for carriers of codes, who say later that one did not arrive.
func (a *api) carrierEndpoints() []endpoint {
	all := []endpoint{
		on(endpoint{
			path: wire.PathDelivery, id: "reportDelivery", summary: "Say that a code did not arrive",
			about: "For gateways of text messages, for which {status_url} is this URL, and for mail that came back, which rupt bounce reports. " +
				"The id in the path is the credential: it is known to the carrier alone.",
		}, func(c *call, in *wire.DeliveryStatus) (*wire.SuccessReply, error) {
			return done(a.reported(c, in.Status, in.Reason))
		}),
		{
			path: wire.PathDeliveryTwilio, id: "reportDeliveryTwilio", summary: "Twilio's status callback",
			about: "Twilio is told this URL with each message. The header X-Twilio-Signature is verified.",
			in:    reflect.TypeFor[wire.TwilioStatus](), out: reflect.TypeFor[wire.SuccessReply](), form: true, handle: a.twilioReport,
		},
	}
	for i := range all {
		all[i].method, all[i].who, all[i].tag = http.MethodPost, carrier, "deliveries"
	}
	return all
}

var (
	errNoTwilio     = &wire.Error{Code: wire.CodeNotEnabled, Message: "This server does not send by Twilio, or knows no auth token to verify signatures with (RUPT_TWILIO_SIGNING_TOKEN)."}
	errBadSignature = &wire.Error{Code: wire.CodeUnauthorized, Message: "X-Twilio-Signature is missing or wrong: it signs this server's public URL."}
)

func (a *api) twilioReport(c *call) (any, error) {
	if a.textCarrier == nil {
		return nil, errNoTwilio
	}
	form, err := url.ParseQuery(string(c.body))
	if err != nil {
		return nil, errInvalidForm
	}
	if !a.textCarrier.Signed(c.r.PathValue("delivery"), form, c.r.Header.Get("X-Twilio-Signature")) {
		return nil, errBadSignature
	}
	return done(a.reported(c, form.Get("MessageStatus"), form.Get("ErrorCode")))
}

func (a *api) reported(c *call, status, why string) error {
	if !slices.Contains(undelivered, strings.ToLower(status)) {
		return nil
	}
	return a.core.DeliveryFailed(c.ctx(), c.r.PathValue("delivery"), why)
}
