package deviceinfo

import (
	"strings"

	"github.com/mssola/useragent"
)

// programs are tokens of what drives a browser, or is none, and says so.
var programs = []string{
	"HeadlessChrome", "PhantomJS", "SlimerJS", "Puppeteer", "Playwright", "Selenium", "Cypress/",
	"curl/", "Wget/", "python-", "Python/", "Go-http-client", "okhttp/", "Java/", "libwww-perl", "node-fetch", "axios/", "undici",
}

// Bot says whether a header, already clipped, names a program rather than a person's
// browser. Those that lie are not found this way.
func Bot(ua string) bool {
	if ua == "" {
		return false
	}
	for _, token := range programs {
		if strings.Contains(ua, token) {
			return true
		}
	}
	return useragent.New(ua).Bot()
}
