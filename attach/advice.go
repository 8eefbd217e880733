package attach

import (
	"strings"

	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// Recommendations that debug prints, by stable code.
const (
	AdviceMissingContact   wire.Code = "missing_contact"
	AdviceAccountIsEmail   wire.Code = "account_is_email"
	AdvicePhoneFormat      wire.Code = "phone_format"
	AdviceDeprecatedOption wire.Code = "deprecated_option"
	AdviceWrongType        wire.Code = "wrong_type"
	AdviceMissingRedirect  wire.Code = "missing_redirect"
	AdviceAPIURLFormat     wire.Code = "api_url_format"
	AdviceUnknownValue     wire.Code = "unknown_value"
)

// advise recommends what would make an attach work better, when debug asks for it.
func (c *Client) advise(o *options) {
	if !o.debug {
		return
	}
	for _, a := range advice(o) {
		c.ports.Console.Advise(a.code, "attach: "+a.text)
	}
}

// warn prints what the server left out of an attach, when debug asks for it.
func (c *Client) warn(o *options, reply jsonlite.Value) {
	if !o.debug {
		return
	}
	for w := range reply.Get("warnings").Items {
		c.ports.Console.Advise(wire.Code(w.Get("code").Text()), "attach: "+w.Get("message").Text()+" ("+w.Get("param").Text()+")")
	}
}

type recommendation struct {
	code wire.Code
	text string
}

func advice(o *options) (list []recommendation) {
	add := func(when bool, code wire.Code, text string) {
		if when {
			list = append(list, recommendation{code, text})
		}
	}
	phone := o.str("phone")
	add(o.str("email") == "" && phone == "", AdviceMissingContact, "Without email or phone nobody can be sent a code. Pass one of them.")
	add(strings.Contains(o.account, "@"), AdviceAccountIsEmail, "account looks like an email address, which may change. Pass an id that never does.")
	add(phone != "" && !strings.HasPrefix(phone, "+"), AdvicePhoneFormat, "phone must be in E.164: +, country code, number, no spaces.")
	add(o.str("account") == "", AdviceDeprecatedOption, "user is the old name of account.")
	add(o.value.Get("limit_config").Get("overall_limit").Exists(), AdviceDeprecatedOption, "overall_limit is the old name of overall_device_limit.")
	add(o.redirects.Logout == "", AdviceMissingRedirect, "Without redirect_urls.logout_url a device that is logged out stays on this page.")
	add(o.origin != "" && !strings.HasPrefix(o.origin, "http"), AdviceAPIURLFormat, "api_url must begin with https://, as in https://rupt.example.com.")
	mode := o.str("challenge_mode")
	add(mode != "" && mode != "redirect" && !o.modal, AdviceUnknownValue, "challenge_mode is redirect or modal: redirect is used.")
	add(o.str("channel") != "" && o.channel == "", AdviceUnknownValue, "channel is email or text: it was left out.")
	add(mistyped(o.value.Get("metadata"), jsonlite.Object), AdviceWrongType, "metadata is not an object and was left out.")
	add(mistyped(o.value.Get("limit_config"), jsonlite.Object), AdviceWrongType, "limit_config is not an object and was left out.")
	add(mistyped(o.value.Get("redirect_urls"), jsonlite.Object), AdviceWrongType, "redirect_urls is not an object and was left out.")
	return list
}

func mistyped(v jsonlite.Value, want jsonlite.Kind) bool { return v.Exists() && v.Kind() != want }
