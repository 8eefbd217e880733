//go:build js && wasm

package collect

import "strings"

// mediaCodecs asks which formats can be played and which of them the hardware decodes:
// the decoders of system and GPU. A driver or a codec pack changes it.
// https://w3c.github.io/media-capabilities/
func mediaCodecs(b *browser) (string, error) {
	video := call(b.document, "createElement", "video")
	var found []string
	if hasMethod(video, "canPlayType") {
		for _, probe := range containers {
			found = append(found, probe.name+"="+call(video, "canPlayType", probe.mime).Text())
		}
	}
	hardware, err := b.decoders()
	if err != nil {
		return "", err
	}
	found = append(found, hardware...)
	if len(found) == 0 {
		return "", errAbsent
	}
	return strings.Join(found, ","), nil
}

type mediaProbe struct{ name, mime string }

var containers = []mediaProbe{
	{"avc", `video/mp4; codecs="avc1.42E01E"`}, {"avc-high", `video/mp4; codecs="avc1.640033"`},
	{"hevc", `video/mp4; codecs="hvc1.1.6.L93.B0"`}, {"av1", `video/mp4; codecs="av01.0.08M.08"`},
	{"vp8", `video/webm; codecs="vp8"`}, {"vp9", `video/webm; codecs="vp9"`},
	{"theora", `video/ogg; codecs="theora"`}, {"aac", `audio/mp4; codecs="mp4a.40.2"`},
	{"mp3", "audio/mpeg"}, {"opus", `audio/ogg; codecs="opus"`},
	{"flac", "audio/flac"}, {"ac3", `audio/mp4; codecs="ac-3"`},
}

// decoderNames are those of the probes in reach.js, which are asked for a video of 1080
// lines at 60 Hz.
var decoderNames = [...]string{"hevc", "vp9", "av1"}

// decoders says of each probe whether decoding it is "efficient", which means by
// hardware, "supported" or "none". It is empty where nobody can be asked.
func (b *browser) decoders() ([]string, error) {
	if !hasMethod(get(b.navigator, "mediaCapabilities"), "decodingInfo") {
		return nil, nil
	}
	answers, err := b.await(b.slow("decoders"), asyncLimit)
	if err != nil {
		return nil, err
	}
	hardware := strings.Split(answers.String(), ",")
	for i := range hardware {
		hardware[i] = "hw-" + decoderNames[i%len(decoderNames)] + "=" + hardware[i]
	}
	return hardware, nil
}
