//go:build js && wasm

package collect

import (
	"strings"
	"syscall/js"

	"github.com/openrupt/openrupt/fingerprint"
)

// automationChecks look for a program that drives the browser.
var automationChecks = []check{
	{"webdriver", 8, func(b *browser) bool { return truthy(get(b.navigator, "webdriver")) }},
	// Hiding it in the page forgets the frames that the page opens.
	{"webdriver-frame", 8, func(b *browser) bool {
		return isObject(b.frame.element) && truthy(path(b.frame.window, "navigator", "webdriver"))
	}},
	{"headless-user-agent", 8, func(b *browser) bool {
		return containsAny(str(get(b.navigator, "userAgent")), "HeadlessChrome", "PhantomJS", "SlimerJS")
	}},
	{"headless-brand", 8, func(b *browser) bool {
		names, _ := b.brands()
		return containsAny(strings.Join(names, ","), "Headless")
	}},
	{"tool-globals", 6, hasToolGlobals},
	{"tool-attributes", 6, func(b *browser) bool {
		root := get(b.document, "documentElement")
		for _, name := range []string{"selenium", "webdriver", "driver"} {
			if truthy(call(root, "hasAttribute", name)) {
				return true
			}
		}
		return false
	}},
	{"no-languages", 2, func(b *browser) bool { return count(get(b.navigator, "languages"), 1) == 0 }},
	{"no-outer-size", 2, func(b *browser) bool {
		return isZero(get(b.window, "outerWidth")) && isZero(get(b.window, "outerHeight"))
	}},
	{"no-chrome-object", 1.5, func(b *browser) bool {
		return b.engine == fingerprint.Blink && !isPhone(b) && !has(b.window, "chrome")
	}},
	{"no-plugins", 0.5, func(b *browser) bool {
		return b.engine == fingerprint.Blink && !isPhone(b) && count(get(b.navigator, "plugins"), 1) == 0
	}},
	{"default-headless-screen", 1, func(b *browser) bool {
		return number(get(b.screen, "width")) == 800 && number(get(b.screen, "height")) == 600
	}},
	{"no-taskbar-no-frame", 0.5, func(b *browser) bool {
		return !isPhone(b) && get(b.screen, "height").Equal(get(b.screen, "availHeight")) &&
			get(b.window, "outerHeight").Equal(get(b.window, "innerHeight"))
	}},
	{"software-gpu", 1, func(b *browser) bool {
		return b.gl != nil && isSoftware(b.gl.renderer)
	}},
}

func containsAny(s string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

// toolGlobals are names that tools leave in a page.
var toolGlobals = []string{
	"__playwright__binding__", "__pwInitScripts", "__puppeteer_evaluation_script__",
	"domAutomation", "domAutomationController", "callPhantom", "_phantom", "__nightmare",
	"_selenium", "callSelenium", "_Selenium_IDE_Recorder", "__webdriver_script_fn",
	"__webdriver_evaluate", "__driver_evaluate", "__selenium_evaluate", "__fxdriver_evaluate",
	"__webdriverFunc", "spawn", "awesomium", "wdioElectron",
}

// hasToolGlobals also looks for the variable that ChromeDriver hides on the document,
// whose name has a part that is new in every build.
func hasToolGlobals(b *browser) bool {
	for _, name := range toolGlobals {
		if has(b.window, name) {
			return true
		}
	}
	own := call(get(b.window, "Object"), "getOwnPropertyNames", b.document)
	for _, name := range list(own, 100) {
		if containsAny(name, "cdc_", "$wdc_") {
			return true
		}
	}
	return false
}

func isZero(v js.Value) bool { return v.Type() == js.TypeNumber && v.Float() == 0 }
