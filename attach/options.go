package attach

import (
	"cmp"
	"strings"

	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// options are what a page passed to a function, read once; index.d.ts describes them.
type options struct {
	text  string // as it came
	value jsonlite.Value

	origin    string
	clientID  string
	secret    string
	account   string
	debug     bool
	redirects redirects
	modal     bool
	channel   wire.Channel
	lang      string
}

// redirects are where a challenge and a logout lead; "" is absent.
type redirects struct {
	Logout     string
	NewAccount string
	Success    string
	Suspended  string
	Upgrade    string
}

// parseOptions reads the options that functions share. A bare string is the id of a
// challenge, which the headless functions take.
func (c *Client) parseOptions(text []byte) (*options, *wire.Error) {
	v, err := jsonlite.Parse(text)
	if err != nil {
		return nil, invalid("", "The options are not a JSON object.")
	}
	o := &options{text: string(text), value: v}
	o.origin = origin(v, c.ports.Origin)
	o.clientID = o.str("client_id")
	o.secret = o.str("secret")
	o.account = o.str("account", "user")
	o.debug = v.Get("debug").Bool()
	o.modal = o.str("challenge_mode") == "modal"
	o.channel = channel(o.str("channel"))
	o.lang = o.str("lang", "language")
	o.redirects = readRedirects(v)
	return o, nil
}

// str is the first of these members that is a string or a number and not empty: ids are
// often numbers in the page.
func (o *options) str(names ...string) string { return member(o.value, names...) }

func member(v jsonlite.Value, names ...string) string {
	for _, name := range names {
		if text := scalar(v.Get(name)); text != "" {
			return text
		}
	}
	return ""
}

func scalar(v jsonlite.Value) string {
	switch v.Kind() {
	case jsonlite.String:
		return v.Text()
	case jsonlite.Number:
		return string(v.Raw())
	}
	return ""
}

// flag is a boolean option with its default.
func (o *options) flag(name string, absent bool) bool {
	v := o.value.Get(name)
	if v.Kind() != jsonlite.Bool {
		return absent
	}
	return v.Bool()
}

// object is the text of an option that must be an object; nil otherwise.
func object(v jsonlite.Value) wire.Raw {
	if v.Kind() != jsonlite.Object {
		return nil
	}
	return v.Raw()
}

// bare is an address without the slashes at its end.
func bare(url string) string {
	for strings.HasSuffix(url, "/") {
		url = url[:len(url)-1]
	}
	return url
}

func origin(v jsonlite.Value, served string) string {
	if url := member(v, "api_url"); url != "" {
		return bare(url)
	}
	if domain := member(v, "domain"); domain != "" {
		if strings.Contains(domain, "://") {
			return bare(domain)
		}
		return "https://" + bare(domain)
	}
	return served
}

func readRedirects(v jsonlite.Value) redirects {
	urls := v.Get("redirect_urls")
	return redirects{
		Logout:     member(urls, "logout_url"),
		NewAccount: member(urls, "new_account_url"),
		Success:    cmp.Or(member(urls, "success_url"), member(v, "success_url")),
		Suspended:  member(urls, "suspended_url", "suspend_url"),
		Upgrade:    member(urls, "upgrade_url"),
	}
}

func channel(name string) wire.Channel {
	switch c := wire.Channel(name); c {
	case wire.ChannelEmail, wire.ChannelText:
		return c
	case wire.ChannelSMS:
		return wire.ChannelText
	}
	return ""
}

// groups are the organisations passed to attach: one or an array; those without an
// id are dropped.
func (o *options) groups() []wire.Group {
	given := o.value.Get("groups")
	if given.Kind() == jsonlite.Object {
		return appendGroup(nil, given)
	}
	var list []wire.Group
	for item := range given.Items {
		list = appendGroup(list, item)
	}
	return list
}

func appendGroup(list []wire.Group, v jsonlite.Value) []wire.Group {
	id := member(v, "id")
	if id == "" {
		return list
	}
	return append(list, wire.Group{ID: wire.GroupID(id), Name: member(v, "name"), Metadata: object(v.Get("metadata"))})
}

// limits are the overriding limits, or nil.
func (o *options) limits() *wire.LimitConfig {
	v := o.value.Get("limit_config")
	l := wire.LimitConfig{
		OverallDeviceLimit: api.Count(v.Get("overall_device_limit")),
		OverallLimit:       api.Count(v.Get("overall_limit")),
		PeopleLimit:        api.Count(v.Get("people_limit")),
	}
	if l == (wire.LimitConfig{}) {
		return nil
	}
	return &l
}

func invalid(param, message string) *wire.Error {
	return &wire.Error{Code: wire.CodeInvalidOptions, Param: param, Message: message}
}

// require says which of the options is missing.
func (o *options) require(names ...string) *wire.Error {
	for _, name := range names {
		missing := false
		switch name {
		case "client_id":
			missing = o.clientID == ""
		case "account":
			missing = o.account == ""
		default:
			missing = o.str(name) == ""
		}
		if missing {
			return invalid(name, "The option "+name+" is required.")
		}
	}
	return nil
}
