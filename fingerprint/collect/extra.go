//go:build js && wasm

package collect

import (
	"strings"
	"syscall/js"
)

// extraSource reads something that is reported and never hashed, because it changes
// with the window, the network or the hour, or tells more than a hash needs.
type extraSource struct {
	name string
	read func(*browser) (js.Value, error)
}

// extras are read at once. The last six have the names that the npm package gives them.
var extras = []extraSource{
	{"viewport", func(b *browser) (js.Value, error) {
		return pick(b.window, "innerWidth", "innerHeight", "outerWidth", "outerHeight", "devicePixelRatio")
	}},
	{"connection", func(b *browser) (js.Value, error) {
		return pick(get(b.navigator, "connection"), "effectiveType", "rtt", "downlink", "saveData")
	}},
	{"heapLimit", func(b *browser) (js.Value, error) {
		return path(b.window, "performance", "memory", "jsHeapSizeLimit"), nil
	}},
	{"ua", func(b *browser) (js.Value, error) { return get(b.navigator, "userAgent"), nil }},
	{"uaData", func(b *browser) (js.Value, error) { return get(b.navigator, "userAgentData"), nil }},
	{"pluginCount", func(b *browser) (js.Value, error) { return path(b.navigator, "plugins", "length"), nil }},
	{"historyLength", func(b *browser) (js.Value, error) { return path(b.window, "history", "length"), nil }},
	{"secureContext", func(b *browser) (js.Value, error) { return get(b.window, "isSecureContext"), nil }},
	{"languages", func(b *browser) (js.Value, error) { return get(b.navigator, "languages"), nil }},
	{"platform", func(b *browser) (js.Value, error) { return get(b.navigator, "platform"), nil }},
	{"screenResolution", func(b *browser) (js.Value, error) { return pick(b.screen, "width", "height") }},
	{"touchSupport", touchSupport},
	{"localStorage", func(b *browser) (js.Value, error) {
		return js.ValueOf(isObject(get(b.window, "localStorage"))), nil
	}},
	{"timezone", func(b *browser) (js.Value, error) {
		options, err := b.dateFormat()
		return get(options, "timeZone"), err
	}},
}

// askedExtras wait for an answer.
var askedExtras = []extraSource{
	{"battery", func(b *browser) (js.Value, error) { return b.asked(b.navigator, "getBattery", "level", "charging") }},
	{"storageQuota", func(b *browser) (js.Value, error) {
		return b.asked(get(b.navigator, "storage"), "estimate", "quota", "usage")
	}},
	{"permissions", permissions},
	{"highEntropyValues", (*browser).highEntropyHints},
}

// pick copies properties into a plain object.
func pick(v js.Value, names ...string) (js.Value, error) {
	if !isObject(v) {
		return undefined, errAbsent
	}
	return reach.Call("pick", v, strings.Join(names, ",")), nil
}

// asked calls a method without arguments and picks from what its promise gives.
func (b *browser) asked(v js.Value, method string, names ...string) (js.Value, error) {
	if !hasMethod(v, method) {
		return undefined, b.gone()
	}
	answer, err := b.await(call(v, method), asyncLimit)
	if err != nil {
		return undefined, err
	}
	return pick(answer, names...)
}

func touchSupport(b *browser) (js.Value, error) {
	support, err := pick(b.navigator, "maxTouchPoints")
	if err != nil {
		return undefined, err
	}
	set(support, "touchEvent", has(b.window, "TouchEvent"))
	set(support, "touchStart", has(b.window, "ontouchstart"))
	return support, nil
}

// permissions are asked about, never asked for.
func permissions(b *browser) (js.Value, error) {
	all := get(b.navigator, "permissions")
	if !hasMethod(all, "query") {
		return undefined, b.gone()
	}
	names := [...]string{"geolocation", "notifications", "camera", "microphone"}
	var asked [len(names)]js.Value
	for i, name := range names {
		asked[i] = call(all, "query", map[string]any{"name": name})
	}
	states := construct(js.Global().Get("Object"))
	for i, name := range names {
		if answer, err := b.await(asked[i], asyncLimit); err == nil {
			set(states, name, get(answer, "state"))
		}
	}
	return states, nil
}

// stringify is JSON.stringify, or errAbsent for what JSON does not know.
func stringify(v js.Value) (string, error) {
	if v.IsUndefined() || v.IsNull() {
		return "", errAbsent
	}
	json := reach.Call("json", v)
	if json.Type() != js.TypeString {
		return "", errAbsent
	}
	return json.String(), nil
}
