//go:build js && wasm

package collect

import "strings"

// uaMajor is the major version of the browser. It never goes down and so lets a server
// see which of two prints is the older one.
func uaMajor(b *browser) (string, error) {
	names, versions := b.brands()
	for i, name := range names {
		if name == mostSpecific(names) {
			return major(versions[i])
		}
	}
	_, version := uaProduct(b)
	return major(version)
}

func major(version string) (string, error) {
	number, _, _ := strings.Cut(version, ".")
	if number == "" {
		return "", errAbsent
	}
	return number, nil
}
