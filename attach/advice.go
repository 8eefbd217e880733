package attach

import (
	"strings"

	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// Recommendations that debug prints, by stable code. docs/integrate.md lists them.
const (
	AdviceMissingContact   wire.Code = "missing_contact"
	AdviceAccountIsEmail   wire.Code = "account_is_email"
	AdvicePhoneFormat      wire.Code = "phone_format"
	AdviceDeprecatedOption wire.Code = "deprecated_option"
	AdviceWrongType        wire.Code = "wrong_type"
	AdviceMissingRedirect  wire.Code = "missing_redirect"
	AdviceAPIURLFormat     wire.Code = "api_url_format"
	AdviceUnknownValue     wire.Code = "unknown_value"
	AdviceUnknownOption    wire.Code = "unknown_option"
	AdviceRedirectFormat   wire.Code = "redirect_url_format"
)

// What an attach and its objects may have, between spaces. index.d.ts describes them.
const (
	optionNames = " client_id account user secret email phone metadata groups redirect_urls include_page signals limit_config event tolerance on_challenge" +
		" on_limit_exceeded on_current_device_logout debug challenge_mode channel lang language consent domain api_url wasm_url success_url "
	limitNames    = " overall_device_limit overall_limit people_limit "
	redirectNames = " logout_url new_account_url success_url suspended_url suspend_url upgrade_url "
)

// advise recommends what would make an attach work better, when debug asks for it.
func (c *Client) advise(o *options) {
	if !o.debug {
		return
	}
	for _, a := range c.advice(o) {
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

func (c *Client) advice(o *options) (list []recommendation) {
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
	each := func(of, names string, members jsonlite.Value, wrong func(name string, v jsonlite.Value) bool, code wire.Code, text string) {
		for name, v := range members.Members {
			known := strings.Contains(names, " "+name+" ")
			add(!known, AdviceUnknownOption, "There is no option "+of+name+". Is it misspelt?")
			add(known && v.Exists() && wrong(name, v), code, of+name+text)
		}
	}
	// What is a function does not get here: JSON leaves it out.
	callback := func(name string, _ jsonlite.Value) bool { return strings.HasPrefix(name, "on_") }
	limit := func(_ string, v jsonlite.Value) bool { return api.Count(v) == nil }
	address := func(_ string, v jsonlite.Value) bool { return c.target(v.Text()) == "" && string(v.Raw()) != `""` }
	each("", optionNames, o.value, callback, AdviceWrongType, " is not a function and was left out.")
	each("limit_config.", limitNames, o.value.Get("limit_config"), limit, AdviceWrongType, " must be a whole number from 0 and was left out.")
	each("redirect_urls.", redirectNames, o.value.Get("redirect_urls"), address, AdviceRedirectFormat, " must be an http or https address, or relative to the page, and is not followed.")
	return list
}

func mistyped(v jsonlite.Value, want jsonlite.Kind) bool { return v.Exists() && v.Kind() != want }
