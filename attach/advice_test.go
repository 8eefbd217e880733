package attach

import (
	"slices"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

// TestAdvice: what debug recommends of an attach, before the server is asked.
func TestAdvice(t *testing.T) {
	const good = `"client_id":"c","account":"a","email":"ann@example.com","api_url":"https://rupt.example.com","redirect_urls":{"logout_url":"/out"}`
	for more, want := range map[string][]wire.Code{
		``:                                            nil,
		`,"email":""`:                                 {AdviceMissingContact},
		`,"account":"ann@shop.com"`:                   {AdviceAccountIsEmail},
		`,"phone":"0151 1234"`:                        {AdvicePhoneFormat},
		`,"account":"","user":"a"`:                    {AdviceDeprecatedOption},
		`,"redirect_urls":{}`:                         {AdviceMissingRedirect},
		`,"metadata":"pro"`:                           {AdviceWrongType},
		`,"limit_config":2`:                           {AdviceWrongType},
		`,"limit_config":{"overall_limit":2}`:         {AdviceDeprecatedOption},
		`,"api_url":"localhost:8787"`:                 {AdviceAPIURLFormat},
		`,"challenge_mode":"modal","channel":"sms"`:   nil,
		`,"challenge_mode":"popup"`:                   {AdviceUnknownValue},
		`,"challenge_mode":"redirect","channel":"ax"`: {AdviceUnknownValue},
	} {
		for _, debug := range []bool{true, false} {
			options := `{` + good + more + `}`
			if debug {
				options = `{"debug":true,` + options[1:]
			} else {
				want = nil
			}
			tab := newBrowser().open("https://shop.example/")
			tab.dead = true
			if _, err := tab.Call("attach", []byte(options), Callbacks{}); err != nil {
				t.Fatal(err)
			}
			got := slices.DeleteFunc(tab.advice, func(c wire.Code) bool { return c == wire.CodeNetwork })
			if !slices.Equal(got, want) {
				t.Errorf("debug %t, %s: %v, want %v", debug, more, got, want)
			}
		}
	}
}

// TestWarnings: what the server left out is told under debug, and nowhere else.
func TestWarnings(t *testing.T) {
	for debug, want := range map[string][]string{
		"true":  {"invalid_parameter attach: This is not an email address. (email)"},
		"false": nil,
	} {
		api := newAPI(t)
		api.reply["warnings"] = []map[string]string{{"code": "invalid_parameter", "message": "This is not an email address.", "param": "email"}}
		tab := newBrowser().open("https://shop.example/")
		attachOK(t, tab, api.options(`"email":"ann@@example.com","redirect_urls":{"logout_url":"/out"},"debug":`+debug), Callbacks{})
		if !slices.Equal(tab.failures, want) {
			t.Errorf("debug %s: %q, want %q", debug, tab.failures, want)
		}
	}
}
