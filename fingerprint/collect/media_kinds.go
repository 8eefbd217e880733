//go:build js && wasm

package collect

import "strconv"

// mediaKinds counts microphones, loudspeakers and cameras. Before a page was allowed to
// use one, browsers tell at most whether there is any of a kind. No labels, no ids. It
// is asked only on request: the first answer takes Chromium 180 ms, more than all else.
// https://w3c.github.io/mediacapture-main/#dom-mediadevices-enumeratedevices
func mediaKinds(b *browser) (string, error) {
	if !b.options.MediaDevices {
		return "", errMuted("not asked")
	}
	devices := get(b.navigator, "mediaDevices")
	if !hasMethod(devices, "enumerateDevices") {
		return "", b.gone()
	}
	list, err := b.await(call(devices, "enumerateDevices"), asyncLimit)
	if err != nil {
		return "", err
	}
	kinds := [...]string{"audioinput", "audiooutput", "videoinput"}
	var counts [len(kinds)]int
	for i := range count(list, 100) {
		for k, kind := range kinds {
			if get(must(list.At(i)), "kind").String() == kind {
				counts[k]++
			}
		}
	}
	return strconv.Itoa(counts[0]) + "," + strconv.Itoa(counts[1]) + "," + strconv.Itoa(counts[2]), nil
}
