package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"
	"text/template"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/server/identify"
)

//go:embed fingerprint.md.tmpl
var fingerprintTemplate string

// group is a chapter of the document.
type group struct {
	Name     string
	Segments []*fingerprint.Segment
	Width    int
}

var groupNames = []struct {
	group fingerprint.Group
	name  string
}{
	{fingerprint.Hardware, "Hardware and GPU"},
	{fingerprint.Rendering, "Rendering"},
	{fingerprint.Fonts, "Fonts"},
	{fingerprint.Locale, "Language, place and settings"},
	{fingerprint.Browser, "Browser"},
}

func groups() []group {
	all := make([]group, len(groupNames))
	for i, g := range groupNames {
		all[i].Name = g.name
		for j := range fingerprint.Segments {
			if s := &fingerprint.Segments[j]; s.Group == g.group {
				all[i].Segments = append(all[i].Segments, s)
				all[i].Width += s.Width
			}
		}
	}
	return all
}

func fingerprintDocument(string) ([]byte, error) {
	t, err := template.New("fingerprint").Funcs(template.FuncMap{
		"width":  width,
		"weight": func(s *fingerprint.Segment) string { return fmt.Sprintf("%.2f", s.Weight()) },
		"number": func(f float64) string { return strings.TrimSuffix(fmt.Sprintf("%.4g", f), ".0") },
		"class":  func(c fingerprint.Class) string { return string(rune(c)) },
		"cell":   cell,
	}).Parse(fingerprintTemplate)
	if err != nil {
		return nil, err
	}
	rates := fingerprint.ShippedRates()
	var b bytes.Buffer
	err = t.Execute(&b, map[string]any{
		"Length":     fingerprint.Length,
		"Header":     fingerprint.HeaderLength,
		"Payload":    fingerprint.PayloadLength,
		"Count":      len(fingerprint.Segments),
		"Groups":     groups(),
		"Fonts":      fingerprint.FontProbes,
		"Total":      total(),
		"Decay":      decays(),
		"Strict":     fingerprint.StrictThreshold,
		"Default":    fingerprint.DefaultThreshold,
		"Lenient":    fingerprint.LenientThreshold,
		"StrictOdds": identify.LeastOdds("strict"), "DefaultOdds": identify.LeastOdds(""), "LenientOdds": identify.LeastOdds("lenient"),
		"Temperature": rates.Temperature, "Kinds": kindNames(rates), "Units": unitsOf(rates), "Shares": shares(rates),
	})
	return b.Bytes(), err
}

// shippedUnit is a row of the shipped rates.
type shippedUnit struct {
	Name, Discount string
	Chance         []string
}

func unitsOf(rates fingerprint.Rates) (list []shippedUnit) {
	for _, name := range fingerprint.UnitNames() {
		u := shippedUnit{Name: name, Discount: fmt.Sprintf("%.2f", rates.Tables[0].Units[name].Discount)}
		for _, t := range rates.Tables {
			u.Chance = append(u.Chance, fmt.Sprintf("%.3f", t.Units[name].U))
		}
		list = append(list, u)
	}
	return list
}

// kindNames are those of the header's letters.
func kindNames(rates fingerprint.Rates) (names []string) {
	engines := map[string]string{"b": "Blink", "g": "Gecko", "w": "WebKit"}
	platforms := map[string]string{"w": "Windows", "m": "macOS", "l": "Linux", "c": "ChromeOS", "a": "Android", "i": "iOS"}
	for _, t := range rates.Tables {
		name := "others"
		if t.Engine != "" {
			name = engines[t.Engine] + ", " + platforms[t.Platform]
		}
		names = append(names, name)
	}
	return names
}

func shares(rates fingerprint.Rates) (list []string) {
	for _, t := range rates.Tables {
		list = append(list, fmt.Sprint(t.Compatible))
	}
	return list
}

// decay is how often a segment agrees, after each span of time.
type decay struct {
	Key string
	M   []string
}

func decays() (list []decay) {
	shown := map[string]bool{"gpu.model": true, "screen.size": true, "canvas.text": true, "tz.zone": true, "lang.primary": true, "media.kinds": true}
	for i, name := range fingerprint.UnitNames() {
		if !shown[name] {
			continue
		}
		d := decay{Key: name}
		for _, days := range []float64{30, 90, 180, 365} {
			d.M = append(d.M, fmt.Sprintf("%.3f", fingerprint.SegmentRate(i).M(days)))
		}
		list = append(list, d)
	}
	return list
}

// width is "10", or "5+5" for a segment in two parts.
func width(s *fingerprint.Segment) string {
	if s.Split == 0 {
		return fmt.Sprint(s.Width)
	}
	return fmt.Sprintf("%d+%d", s.Split, s.Width-s.Split)
}

// total is the weight of all segments, in nats.
func total() string {
	sum := 0.0
	for i := range fingerprint.Segments {
		sum += fingerprint.Segments[i].Weight()
	}
	return fmt.Sprintf("%.0f", sum)
}

// cell makes a text safe within a table, where a bar separates columns, and turns
// the links of Go documentation into code.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "[", "`", "]", "`").Replace(s)
}
