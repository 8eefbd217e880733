package population

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
)

// Device is the raw value of each segment, by key.
type Device map[string]string

// muted is the raw value of a muted signal.
const muted = "muted"

// Read reads devices as devices.mjs writes them, one JSON object a line, and makes up
// what its population model lacks.
func Read(in io.Reader, r *rand.Rand) ([]Device, error) {
	var devices []Device
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		d := Device{}
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("line %d: %w", len(devices)+1, err)
		}
		devices = append(devices, d.complete(r))
	}
	return devices, lines.Err()
}

// complete makes up what a population model of attributes lacks.
func (d Device) complete(r *rand.Rand) Device {
	d.splitFonts()
	d.addRendering(r)
	d.addPlace(r)
	d.addSettings(r)
	d.mute()
	return d
}

func (d Device) splitFonts() {
	installed := strings.Split(d["fonts"], ",")
	for bucket, probes := range fingerprint.FontProbes {
		var found []string
		for _, font := range probes {
			if slices.Contains(installed, font) {
				found = append(found, font)
			}
		}
		d["font.b"+strconv.Itoa(bucket)] = strings.Join(found, ",")
	}
	delete(d, "fonts")
}

func (d Device) family() string {
	family, _, _ := strings.Cut(d["os.release"], "|")
	return family
}

// digest is that of texts: equal causes give equal pixels.
func digest(causes ...string) string {
	return fingerprint.Digest([]byte(strings.Join(causes, "|")))
}

// variant is one of n, the first ones more often.
func variant(r *rand.Rand, n int) string {
	u := r.Float64()
	return strconv.Itoa(int(u * u * u * float64(n)))
}

// addRendering derives pixels, sound and limits from engine, system and GPU, with
// as many variants as published counts of distinct values allow.
func (d Device) addRendering(r *rand.Rand) {
	engine, family, gpu := d["ua.engine"], d.family(), d["gpu.model"]
	d["gpu.params"] = digest("params", engine, d["gpu.vendor"], variant(r, 3))
	d["gpu.ext"] = "EXT_" + digest("ext", engine, d["ua.major"], variant(r, 3))
	d["gpu.render"] = digest("render", engine, gpu, variant(r, 2))
	if engine == "blink" {
		d["gpu.webgpu"] = digest("webgpu", gpu)
	}
	d["canvas.geom"] = digest("geom", engine, family, variant(r, 12))
	text := variant(r, 40)
	d["canvas.text"] = digest("big", engine, family, text) + "|" + digest("small", engine, family, text, d["screen.dpr"])
	d["canvas.emoji"] = digest("emoji", d["os.release"], variant(r, 3))
	d["audio.sum"] = strconv.Itoa(len(engine)) + "." + variant(r, 6)
	d["audio.hw"] = []string{"48000|2", "44100|2", "48000|6"}[min(r.IntN(8)/4+r.IntN(8)/7, 2)]
	d["text.metrics"] = strconv.Itoa(len(family)) + "." + variant(r, 60)
	d["font.prefs"] = strconv.Itoa(len(family)) + "." + variant(r, 8)
	d["math.class"] = digest("math", engine, family)
}

// places are where users are, by share of the traffic of an international service.
var places = []struct {
	share                             int
	zone, rule, language, keys, voice string
}{
	{18, "America/New_York", "-300,-240", "en-US", "q w a z y m ; ' [ - ` \\", "en"},
	{11, "America/Chicago", "-360,-300", "en-US", "q w a z y m ; ' [ - ` \\", "en"},
	{9, "America/Los_Angeles", "-480,-420", "en-US", "q w a z y m ; ' [ - ` \\", "en"},
	{3, "America/Denver", "-420,-360", "en-US", "q w a z y m ; ' [ - ` \\", "en"},
	{8, "Europe/London", "0,60", "en-GB", "q w a z y m ; ' [ - ` \\\\", "en"},
	{3, "America/Toronto", "-300,-240", "en-CA", "q w a z y m ; ' [ - ` \\", "en"},
	{3, "Australia/Sydney", "660,600", "en-AU", "q w a z y m ; ' [ - ` \\", "en"},
	{8, "Asia/Kolkata", "330,330", "en-IN", "q w a z y m ; ' [ - ` \\", "en"},
	{7, "Europe/Berlin", "60,120", "de-DE", "q w a y z m ö ä ü ß ^ <", "de"},
	{5, "Europe/Paris", "60,120", "fr-FR", "a z q w y , m ù ^ ) ² <", "fr"},
	{4, "Europe/Madrid", "60,120", "es-ES", "q w a z y m ñ ´ ` ' º <", "es"},
	{3, "Europe/Rome", "60,120", "it-IT", "q w a z y m ò à è ' \\ <", "it"},
	{6, "America/Sao_Paulo", "-180,-180", "pt-BR", "q w a z y m ç ~ ´ - ' \\", "pt"},
	{3, "America/Mexico_City", "-360,-360", "es-MX", "q w a z y m ñ { ´ ' | <", "es"},
	{4, "Asia/Tokyo", "540,540", "ja-JP", "q w a z y m ; : @ - ? \\", "ja"},
	{2, "Europe/Amsterdam", "60,120", "nl-NL", "q w a z y m ; ' [ - ` \\", "nl"},
	{2, "Europe/Warsaw", "60,120", "pl-PL", "q w a z y m ; ' [ - ` \\", "pl"},
	{1, "Europe/Stockholm", "60,120", "sv-SE", "q w a z y m ö ä å + § <", "sv"},
}

func (d Device) addPlace(r *rand.Rand) {
	all := 0
	for _, p := range places {
		all += p.share
	}
	at := r.IntN(all)
	for _, p := range places {
		if at -= p.share; at >= 0 {
			continue
		}
		d["tz.zone"], d["tz.rule"], d["lang.primary"] = p.zone, p.rule, p.language
		d["intl"] = p.language + "|latn|gregory|" + variant(r, 2)
		d["voices"] = p.language + "\n" + d.family() + p.voice + variant(r, 4)
		if d["ua.engine"] == "blink" && d["input.pointer"] != "coarse" {
			d["keyboard"] = p.keys
		}
		return
	}
}

func (d Device) addSettings(r *rand.Rand) {
	d["prefs.theme"] = []string{"light", "light", "dark"}[r.IntN(3)]
	d["prefs.a11y"] = "motion=" + strconv.FormatBool(r.IntN(7) == 0)
}

// mute does what the SDK does in browsers that randomise signals.
func (d Device) mute() {
	var keys []string
	major, _ := strconv.Atoi(d["ua.major"])
	switch {
	case d["ua.brand"] == "Brave":
		keys = []string{"canvas.geom", "canvas.text", "canvas.emoji", "gpu.render", "gpu.params", "audio.sum", "cpu.cores", "mem.class", "voices", "keyboard"}
	case d["ua.engine"] == "webkit" && major >= 17:
		keys = []string{"canvas.geom", "canvas.text", "canvas.emoji", "gpu.render", "audio.sum", "screen.size"}
		if major >= 26 {
			keys = append(keys, "cpu.cores")
		}
	case d["ua.engine"] == "gecko":
		keys = []string{"voices"}
	}
	for _, key := range keys {
		d[key] = muted
	}
}

// Print is the print of the device.
func (d Device) Print() fingerprint.Print {
	signals := make(map[string]fingerprint.Signal, len(d))
	for key, raw := range d {
		signals[key] = fingerprint.Signal{Value: raw}
		if raw == muted {
			signals[key] = fingerprint.Signal{State: fingerprint.Muted}
		}
	}
	p, err := fingerprint.Parse(fingerprint.Hash(fingerprint.EnvironmentOf(signals), signals))
	if err != nil {
		panic(err) // Hash makes what Parse accepts
	}
	return p
}
