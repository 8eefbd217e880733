//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/internal/jsx"
)

// extraSource reads something that is reported and never hashed, because it changes
// with the window, the network or the hour, or tells more than a hash needs.
type extraSource struct {
	name string
	read func(*browser) (jsx.Value, error)
}

// extras are read at once. The last six have the names that the npm package gives them.
var extras = []extraSource{
	{"viewport", func(b *browser) (jsx.Value, error) {
		return b.pick(b.window, "innerWidth", "innerHeight", "outerWidth", "outerHeight", "devicePixelRatio")
	}},
	{"connection", func(b *browser) (jsx.Value, error) {
		return b.pick(get(b.navigator, "connection"), "effectiveType", "rtt", "downlink", "saveData")
	}},
	{"heapLimit", func(b *browser) (jsx.Value, error) {
		return get(b.window, "performance.memory.jsHeapSizeLimit"), nil
	}},
	{"ua", func(b *browser) (jsx.Value, error) { return get(b.navigator, "userAgent"), nil }},
	{"uaData", func(b *browser) (jsx.Value, error) { return get(b.navigator, "userAgentData"), nil }},
	{"pluginCount", func(b *browser) (jsx.Value, error) { return get(b.navigator, "plugins.length"), nil }},
	{"historyLength", func(b *browser) (jsx.Value, error) { return get(b.window, "history.length"), nil }},
	{"secureContext", func(b *browser) (jsx.Value, error) { return get(b.window, "isSecureContext"), nil }},
	{"languages", func(b *browser) (jsx.Value, error) { return get(b.navigator, "languages"), nil }},
	{"platform", func(b *browser) (jsx.Value, error) { return get(b.navigator, "platform"), nil }},
	{"screenResolution", func(b *browser) (jsx.Value, error) { return b.pick(b.screen, "width", "height") }},
	{"touchSupport", touchSupport},
	{"localStorage", func(b *browser) (jsx.Value, error) {
		return jsx.Bool(get(b.window, "localStorage").IsObject()), nil
	}},
	{"timezone", func(b *browser) (jsx.Value, error) {
		options, err := b.dateFormat()
		return get(options, "timeZone"), err
	}},
}

// askedExtras wait for an answer.
var askedExtras = []extraSource{
	{"battery", func(b *browser) (jsx.Value, error) { return b.asked(b.navigator, "getBattery", "level", "charging") }},
	{"storageQuota", func(b *browser) (jsx.Value, error) {
		return b.asked(get(b.navigator, "storage"), "estimate", "quota", "usage")
	}},
	{"permissions", permissions},
	{"highEntropyValues", (*browser).highEntropyHints},
}

// pick copies properties into a plain object.
func (b *browser) pick(v jsx.Value, names ...string) (jsx.Value, error) {
	if !v.IsObject() {
		return jsx.Undefined, errAbsent
	}
	return call(b.reach, "pick", v, strings.Join(names, ",")), nil
}

// asked calls a method without arguments and picks from what its promise gives.
func (b *browser) asked(v jsx.Value, method string, names ...string) (jsx.Value, error) {
	if !hasMethod(v, method) {
		return jsx.Undefined, b.gone()
	}
	answer, err := b.await(call(v, method), asyncLimit)
	if err != nil {
		return jsx.Undefined, err
	}
	return b.pick(answer, names...)
}

func touchSupport(b *browser) (jsx.Value, error) {
	support, err := b.pick(b.navigator, "maxTouchPoints")
	if err != nil {
		return jsx.Undefined, err
	}
	set(support, "touchEvent", has(b.window, "TouchEvent"))
	set(support, "touchStart", has(b.window, "ontouchstart"))
	return support, nil
}

// permissions are asked about, never asked for.
func permissions(b *browser) (jsx.Value, error) {
	all := get(b.navigator, "permissions")
	if !hasMethod(all, "query") {
		return jsx.Undefined, b.gone()
	}
	names := [...]string{"geolocation", "notifications", "camera", "microphone"}
	var asked [len(names)]jsx.Value
	for i, name := range names {
		asked[i] = call(all, "query", jsx.JSON(`{"name":"`+name+`"}`))
	}
	states := construct(get(b.window, "Object"))
	for i, name := range names {
		if answer, err := b.await(asked[i], asyncLimit); err == nil {
			set(states, name, get(answer, "state"))
		}
	}
	return states, nil
}

// stringify is JSON.stringify, or errAbsent for what JSON does not know.
func (b *browser) stringify(v jsx.Value) (string, error) {
	if v == jsx.Undefined || v == jsx.Null {
		return "", errAbsent
	}
	json := call(get(b.window, "JSON"), "stringify", v)
	if json.Type() != jsx.TypeString {
		return "", errAbsent
	}
	return json.String(), nil
}
