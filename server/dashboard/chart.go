package dashboard

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// chart is columns over time. What it draws is also its table.
type chart struct {
	ID, Title string
	// About says in a sentence what the numbers are.
	About  string
	Series []series
	// Grouped puts the series beside each other, not upon.
	Grouped bool
	// Starts are when the columns begin, Step how long each lasts in milliseconds.
	Starts []wire.Time
	Step   wire.Time
}

// series is one colour of a chart.
type series struct {
	Name string
	// Tone is a class of the style sheet.
	Tone   string
	Values []int
}

// Total is the sum of all columns.
func (s series) Total() (n int) {
	for _, v := range s.Values {
		n += v
	}
	return n
}

// Empty says that there is nothing to draw.
func (c chart) Empty() bool {
	for _, s := range c.Series {
		if s.Total() > 0 {
			return false
		}
	}
	return true
}

// Label is what column i covers.
func (c chart) Label(i int) string {
	if c.Step >= 24*3600_000 {
		return utc(c.Starts[i]).Format("2 Jan")
	}
	return utc(c.Starts[i]).Format("2 Jan, 15:04")
}

// First, Middle and Last label the axis.
func (c chart) First() string  { return c.Label(0) }
func (c chart) Middle() string { return c.Label(len(c.Starts) / 2) }
func (c chart) Last() string   { return c.Label(len(c.Starts) - 1) }

// Top is the end of the scale: a round number that no column exceeds, and that has a half.
func (c chart) Top() int {
	most := 0
	for i := range c.Starts {
		sum := 0
		for _, s := range c.Series {
			sum += s.Values[i]
			if c.Grouped {
				most, sum = max(most, sum), 0
			}
		}
		most = max(most, sum)
	}
	if most <= 4 {
		return 4
	}
	unit := int(math.Pow10(len(fmt.Sprint(most)) - 1))
	for _, step := range []int{1, 2, 4, 5, 6, 8, 10} {
		if top := unit * step; top >= most && top%2 == 0 {
			return top
		}
	}
	return most + most%2
}

// Half is the middle of the scale.
func (c chart) Half() int { return c.Top() / 2 }

// The drawing's own measures; the page stretches it to its place.
const (
	chartWidth  = 1000.0
	chartHeight = 100.0
	chartGap    = 0.22 // of a column
)

// Drawing is the columns as SVG: shapes with classes, without texts, which would be
// stretched, and without styles, which the policy forbids.
func (c chart) Drawing() template.HTML {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="columns" viewBox="0 0 %g %g" preserveAspectRatio="none" aria-hidden="true" focusable="false">`, chartWidth, chartHeight)
	for _, y := range []float64{0, chartHeight / 2, chartHeight} {
		fmt.Fprintf(&b, `<line class="grid" x1="0" x2="%g" y1="%g" y2="%g"/>`, chartWidth, y, y)
	}
	width, top := chartWidth/float64(max(len(c.Starts), 1)), float64(c.Top())
	for i := range c.Starts {
		c.column(&b, i, width, top)
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String()) // numbers, and names that are escaped
}

func (c chart) column(b *strings.Builder, i int, width, top float64) {
	var told []string
	for _, s := range c.Series {
		told = append(told, number(s.Values[i])+" "+strings.ToLower(s.Name))
	}
	x := float64(i) * width
	fmt.Fprintf(b, `<g><title>%s: %s</title><rect class="hit" x="%.2f" y="0" width="%.2f" height="%g"/>`,
		template.HTMLEscapeString(c.Label(i)), template.HTMLEscapeString(strings.Join(told, ", ")), x, width, chartHeight)
	x, width = x+width*chartGap/2, width*(1-chartGap)
	if c.Grouped {
		width /= float64(len(c.Series))
	}
	y := chartHeight
	for n, s := range c.Series {
		height := float64(s.Values[i]) / top * chartHeight
		left := x
		if c.Grouped {
			y, left = chartHeight, x+float64(n)*width
		}
		if y -= height; height > 0 {
			fmt.Fprintf(b, `<rect class="%s" x="%.2f" y="%.2f" width="%.2f" height="%.2f"/>`, s.Tone, left, y, width, height)
		}
	}
	b.WriteString(`</g>`)
}
