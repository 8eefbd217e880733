//go:build js && wasm

package collect

import (
	"strings"
	"syscall/js"
)

// mediaCodecs asks which formats can be played and which of them the hardware decodes:
// the decoders of system and GPU. A driver or a codec pack changes it.
// https://w3c.github.io/media-capabilities/
func mediaCodecs(b *browser) (string, error) {
	video := call(b.document, "createElement", "video")
	var found []string
	if hasMethod(video, "canPlayType") {
		for _, probe := range containers {
			found = append(found, probe.name+"="+text(call(video, "canPlayType", probe.mime)))
		}
	}
	for i, answer := range b.decoders() {
		found = append(found, "hw-"+decoderProbes[i].name+"="+answer)
	}
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

var decoderProbes = []mediaProbe{
	{"hevc", `video/mp4; codecs="hvc1.1.6.L93.B0"`}, {"vp9", `video/webm; codecs="vp09.00.10.08"`},
	{"av1", `video/mp4; codecs="av01.0.08M.08"`},
}

// decoders says of each probe whether decoding it is "efficient", which means by
// hardware, "supported" or "none". It is empty where nobody can be asked.
func (b *browser) decoders() []string {
	capabilities := get(b.navigator, "mediaCapabilities")
	if !hasMethod(capabilities, "decodingInfo") {
		return nil
	}
	asked := make([]js.Value, len(decoderProbes))
	for i, probe := range decoderProbes {
		asked[i] = call(capabilities, "decodingInfo", map[string]any{"type": "file", "video": map[string]any{
			"contentType": probe.mime, "width": 1920, "height": 1080, "bitrate": 5_000_000, "framerate": 60,
		}})
	}
	answers := make([]string, len(asked))
	for i, promise := range asked {
		answers[i] = b.decoder(promise)
	}
	return answers
}

func (b *browser) decoder(promise js.Value) string {
	info, err := b.await(promise, asyncLimit)
	switch {
	case err == errTimeout:
		panic(err)
	case err != nil || !truthy(get(info, "supported")):
		return "none"
	case truthy(get(info, "powerEfficient")):
		return "efficient"
	}
	return "supported"
}
