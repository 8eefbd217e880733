package attach

import (
	"os"
	"regexp"
	"slices"
	"strings"
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
		`,"limit_config":{"overall_device_limit":-1}`: {AdviceWrongType},
		`,"limit_config":{"people_limit":"2"}`:        {AdviceWrongType},
		`,"limit_config":{"people_limit":0}`:          nil,
		`,"limit_config":{"people_limit":null}`:       nil,
		`,"limit_config":{"device_limit":2}`:          {AdviceUnknownOption},
		`,"on_challenge":"handler"`:                   {AdviceWrongType},
		`,"on_limit_exceeded":null`:                   nil,
		`,"acount":"a"`:                               {AdviceUnknownOption},
		`,"redirect_urls":{"logout_url":"/out","success_url":"javascript:alert(1)"}`: {AdviceRedirectFormat},
		`,"redirect_urls":{"logout_url":"/out","success_url":7}`:                     {AdviceRedirectFormat},
		`,"redirect_urls":{"logout_url":"/out","success_url":"","upgrade_url":null}`: nil,
		`,"redirect_urls":{"logout_url":"/out","sucess_url":"/in"}`:                  {AdviceUnknownOption},
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

// TestAdviceSaysWhat: the option and what to do.
func TestAdviceSaysWhat(t *testing.T) {
	const options = `{"client_id":"c","account":"a","email":"ann@example.com","debug":true,"on_challenge":1,"acount":1,
		"limit_config":{"people_limit":-1},"redirect_urls":{"logout_url":"data:,"}}`
	tab := newBrowser().open("https://shop.example/")
	tab.dead = true
	if _, err := tab.Call("attach", []byte(options), Callbacks{}); err != nil {
		t.Fatal(err)
	}
	said := strings.Join(tab.failures, "\n")
	for _, want := range []string{
		"wrong_type attach: on_challenge is not a function and was left out.",
		"unknown_option attach: There is no option acount. Is it misspelt?",
		"wrong_type attach: limit_config.people_limit must be a whole number from 0 and was left out.",
		"redirect_url_format attach: redirect_urls.logout_url must be an http or https address, or relative to the page, and is not followed.",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
}

// TestAdviceIsDocumented: every code is in the list of the documentation.
func TestAdviceIsDocumented(t *testing.T) {
	docs := read(t, "../docs/integrate.md")
	codes := regexp.MustCompile(`wire\.Code = ("\w+")`).FindAllStringSubmatch(read(t, "advice.go"), -1)
	if len(codes) < 10 {
		t.Fatalf("%d codes found", len(codes))
	}
	for _, code := range codes {
		if name := strings.Trim(code[1], `"`); !strings.Contains(docs, "| `"+name+"` |") {
			t.Errorf("%s is not in docs/integrate.md", name)
		}
	}
}

// TestOptionsAreKnown: what the types let a page pass to attach is no unknown option.
func TestOptionsAreKnown(t *testing.T) {
	types := read(t, "../web/index.d.ts")
	member := regexp.MustCompile(`(?m)^ +(\w+)\??:`)
	for start, names := range map[string]string{
		"interface LoadOptions ": optionNames, "interface ServerOptions ": optionNames, "interface AttachBase ": optionNames, "type AccountOption ": optionNames,
		"interface RedirectURLs ": redirectNames, "interface LimitConfig ": limitNames,
	} {
		_, block, found := strings.Cut(types, "export "+start)
		block, _, _ = strings.Cut(block, "\nexport ")
		members := member.FindAllStringSubmatch(block, -1)
		if !found || len(members) == 0 {
			t.Errorf("index.d.ts has no %s", start)
		}
		for _, m := range members {
			if !strings.Contains(names, " "+m[1]+" ") {
				t.Errorf("%s%s is not known to advice", start, m[1])
			}
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
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
