//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsx"
)

// automationChecks look for a program that drives the browser.
var automationChecks = []check{
	{"webdriver", 8, func(b *browser) bool { return get(b.navigator, "webdriver") == jsx.True }},
	// Hiding it in the page forgets the frames that the page opens.
	{"webdriver-frame", 8, func(b *browser) bool {
		return b.frame.element.IsObject() && get(b.frame.window, "navigator.webdriver") == jsx.True
	}},
	{"headless-user-agent", 8, func(b *browser) bool {
		return containsAny(get(b.navigator, "userAgent").String(), "HeadlessChrome", "PhantomJS", "SlimerJS")
	}},
	{"headless-brand", 8, func(b *browser) bool {
		names, _ := b.brands()
		return containsAny(strings.Join(names, ","), "Headless")
	}},
	{"tool-globals", 6, hasToolGlobals},
	{"tool-attributes", 6, func(b *browser) bool {
		root := get(b.document, "documentElement")
		for _, name := range []string{"selenium", "webdriver", "driver"} {
			if call(root, "hasAttribute", name) == jsx.True {
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
		return get(b.screen, "width").Float() == 800 && get(b.screen, "height").Float() == 600
	}},
	{"no-taskbar-no-frame", 0.5, func(b *browser) bool {
		return !isPhone(b) && get(b.screen, "height").Equal(get(b.screen, "availHeight")) &&
			get(b.window, "outerHeight").Equal(get(b.window, "innerHeight"))
	}},
	{"software-gpu", 1, func(b *browser) bool { return b.software }},
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

func isZero(v jsx.Value) bool { return v.Type() == jsx.TypeNumber && v.Float() == 0 }
