package fingerprint

import (
	"strconv"
	"strings"
)

// osFamily names the family of an operating system as browsers call it.
func osFamily(name string) string {
	switch name = fold(name); {
	case name == "":
		return ""
	case strings.HasPrefix(name, "win"):
		return "windows"
	case strings.HasPrefix(name, "mac"), name == "os x":
		return "macos"
	case name == "ios", name == "ipados", strings.HasPrefix(name, "iphone"), strings.HasPrefix(name, "ipad"):
		return "ios"
	case strings.HasPrefix(name, "android"):
		return "android"
	case name == "chrome os", name == "chromeos", name == "chromium os", name == "cros":
		return "chromeos"
	case strings.HasPrefix(name, "linux"), name == "ubuntu", name == "fedora", name == "x11":
		return "linux"
	}
	return name
}

// osRelease parts the family from the major version. The client hint of Windows is
// not its version: from 13 on it means Windows 11.
func osRelease(raw string) [2]string {
	name, version, _ := strings.Cut(raw, "|")
	family := osFamily(name)
	major, _, _ := strings.Cut(fold(version), ".")
	if n, ok := natural(major); ok && family == "windows" {
		switch {
		case n >= 13:
			major = "11"
		case n >= 1:
			major = "10"
		default:
			major = "older"
		}
	}
	return [2]string{family, major}
}

// uaMajor is the number of a segment that is ordered, as decimal digits.
func uaMajor(raw string) [2]string {
	major, _, _ := strings.Cut(raw, ".")
	n, ok := natural(major)
	if !ok || n == 0 {
		return [2]string{}
	}
	return one(strconv.FormatInt(n, 10))
}
