package core

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// What the challenge's own style sheet has where a project says nothing.
var (
	lightPalette = wire.Palette{Accent: "#3a45d0", OnAccent: "#ffffff", Background: "#f3f4f7", Surface: "#ffffff", Text: "#171a21", Muted: "#565c69", Border: "#dfe2e8"}
	darkPalette  = wire.Palette{Accent: "#a3adff", OnAccent: "#10133a", Background: "#0e1014", Surface: "#181b21", Text: "#f1f3f7", Muted: "#a8afbd", Border: "#2d323c"}
)

// Colours that no project changes: of errors, of success, of the edges of fields.
var (
	lightFixed = []string{"#b3261e", "#15693a", "#868d9b"}
	darkFixed  = []string{"#ffb0a6", "#7fdba2", "#757d8d"}
)

var colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func checkTheme(t wire.Theme) error {
	if err := checkPalette("light", t.Light, lightPalette, lightFixed); err != nil {
		return err
	}
	return checkPalette("dark", t.Dark, darkPalette, darkFixed)
}

// checkPalette holds colours to WCAG 2.2 AA: 4.5:1 for text, 3:1 for what must be seen.
func checkPalette(scheme string, given, ours wire.Palette, fixed []string) error {
	p := over(readable(given), ours)
	for name, c := range map[string]string{"accent": p.Accent, "on_accent": p.OnAccent, "background": p.Background, "surface": p.Surface, "text": p.Text, "muted": p.Muted, "border": p.Border} {
		if !colour.MatchString(c) {
			return invalid("settings.theme."+scheme+"."+name, "A colour is # and six hexadecimal digits.")
		}
	}
	for _, pair := range []struct {
		name, on, a, b string
		least          float64
	}{
		{"text", "surface", p.Text, p.Surface, 4.5}, {"text", "background", p.Text, p.Background, 4.5},
		{"muted", "surface", p.Muted, p.Surface, 4.5}, {"muted", "background", p.Muted, p.Background, 4.5},
		{"accent", "surface", p.Accent, p.Surface, 4.5}, {"accent", "background", p.Accent, p.Background, 3}, {"on_accent", "accent", p.OnAccent, p.Accent, 4.5},
		{"surface", "the red of errors", fixed[0], p.Surface, 4.5}, {"surface", "the green of success", fixed[1], p.Surface, 4.5},
		{"surface", "the edges of fields", fixed[2], p.Surface, 3},
	} {
		if have := contrast(pair.a, pair.b); have < pair.least {
			return invalid("settings.theme."+scheme+"."+pair.name,
				fmt.Sprintf("This colour and %s have a contrast of %.1f:1; people need %g:1 to read it.", pair.on, math.Floor(have*10)/10, pair.least))
		}
	}
	return nil
}

// readable is p with a colour for the text on the accent, where that is left out.
func readable(p wire.Palette) wire.Palette {
	if p.Accent != "" && p.OnAccent == "" && colour.MatchString(p.Accent) {
		p.OnAccent = "#ffffff"
		if contrast("#000000", p.Accent) > contrast("#ffffff", p.Accent) {
			p.OnAccent = "#000000"
		}
	}
	return p
}

// over is ours with what is given in its place.
func over(given, ours wire.Palette) wire.Palette {
	for _, f := range []struct{ to, from *string }{
		{&ours.Accent, &given.Accent}, {&ours.OnAccent, &given.OnAccent}, {&ours.Background, &given.Background}, {&ours.Surface, &given.Surface},
		{&ours.Text, &given.Text}, {&ours.Muted, &given.Muted}, {&ours.Border, &given.Border},
	} {
		if *f.from != "" {
			*f.to = *f.from
		}
	}
	return ours
}

// contrast is the contrast ratio of two colours after WCAG 2.2, from 1 to 21.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

// luminance is the relative luminance after WCAG 2.2.
func luminance(colour string) float64 {
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil {
		return 0
	}
	linear := func(shift uint) float64 {
		c := float64(n>>shift&255) / 255
		if c <= .04045 {
			return c / 12.92
		}
		return math.Pow((c+.055)/1.055, 2.4)
	}
	return .2126*linear(16) + .7152*linear(8) + .0722*linear(0)
}
