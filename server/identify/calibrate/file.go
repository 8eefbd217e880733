package calibrate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/openrupt/openrupt/fingerprint"
)

// file is what a calibration is written as.
type file struct {
	// Layout is that of the fingerprints.
	Layout  string            `json:"layout"`
	Devices int               `json:"devices"`
	Pairs   int               `json:"pairs"`
	ECE     float64           `json:"ece"`
	Rates   fingerprint.Rates `json:"rates"`
}

const layout = "r1"

// Write writes the calibration for [Read].
func (c *Calibration) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(file{layout, c.Fitted + c.Tested, c.Pairs, c.New.ECE, c.Rates})
}

// Read reads a calibration and makes its model.
func Read(r io.Reader) (*fingerprint.Model, error) {
	text, err := io.ReadAll(io.LimitReader(r, 16<<20))
	if err != nil {
		return nil, err
	}
	var f file
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("want what rupt calibrate wrote: %w", err)
	}
	if f.Layout != layout {
		return nil, errors.New("want what rupt calibrate wrote, for layout " + layout)
	}
	return fingerprint.NewModel(f.Rates)
}

// Print prints the reliability table of both models.
func (c *Calibration) Print(w io.Writer) error {
	fmt.Fprintf(w, "%d labelled pairs; fitted to %d devices, tested on %d others\n\n", c.Pairs, c.Fitted, c.Tested)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "\tshipped\t\t\tcalibrated\t\t\t\nconfidence\tclaimed\tright\tanswers\tclaimed\tright\tanswers\t\n")
	for i := range c.New.Bins {
		fmt.Fprintf(t, "%.2f–%.2f\t%s\t%s\t\n", float64(i)/binCount, float64(i+1)/binCount, c.Shipped.Bins[i], c.New.Bins[i])
	}
	fmt.Fprintf(t, "ECE\t%.4f\t\t\t%.4f\t\t\t\n", c.Shipped.ECE, c.New.ECE)
	fmt.Fprintf(t, "loss\t%.4f\t\t\t%.4f\t\t\t\n", c.Shipped.Loss, c.New.Loss)
	return t.Flush()
}

// String is the bin as three cells.
func (b Bin) String() string {
	if b.Count == 0 {
		return "\t\t"
	}
	return fmt.Sprintf("%.3f\t%.3f\t%d", b.Claimed, b.Right, b.Count)
}
