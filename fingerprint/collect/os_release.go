//go:build js && wasm

package collect

import "strings"

// osRelease is the operating system and its version. The client hints tell Windows 10
// from 11; elsewhere the version stands in the User-Agent, unless it is frozen there,
// as it is for macOS everywhere. https://wicg.github.io/ua-client-hints/#platform-version
func osRelease(b *browser) (string, error) {
	family := platformWord(b.platform)
	if family == "" {
		return "", errAbsent
	}
	version, err := b.hint("platformVersion")
	if version == "" {
		version = uaRelease(uaPlatform(b))
	}
	return family + "|" + version, err
}

// uaRelease is the version in the first parenthesis of a User-Agent, where it means
// something: "Android 15", "CPU iPhone OS 18_5 like Mac OS X", "Windows NT 10.0".
func uaRelease(platform string) string {
	for _, mark := range []string{"Android ", "iPhone OS ", "CPU OS ", "Windows NT "} {
		if _, rest, found := strings.Cut(platform, mark); found {
			for _, end := range []string{" ", ";", ")"} {
				rest, _, _ = strings.Cut(rest, end)
			}
			return strings.Join(strings.Split(rest, "_"), ".")
		}
	}
	return ""
}
