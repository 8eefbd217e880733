package population

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/openrupt/openrupt/fingerprint"
)

func TestEventsNameSegments(t *testing.T) {
	events, err := Events()
	if err != nil || len(events) < 20 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	for _, e := range events {
		if e.Weekly <= 0 || e.Weekly > 0.5 || !slices.Contains([]string{"next", "novel", "donor", "flip"}, e.How) {
			t.Errorf("%s: %v a week, %q", e.Name, e.Weekly, e.How)
		}
		for _, key := range e.Segments {
			if _, ok := fingerprint.SegmentIndex(key); !ok {
				t.Errorf("%s: no segment %q", e.Name, key)
			}
		}
	}
}

// Everything that is made up has to be understood by the encoders.
func TestMadeUpValuesAreUnderstood(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	events, err := Events()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range Drifted(Synthetic(200, r), events, 50, r) {
		for i := range fingerprint.Segments {
			if p.Before.State(i) == fingerprint.Failed || p.After.State(i) == fingerprint.Failed {
				t.Fatalf("%s failed", fingerprint.Segments[i].Key)
			}
		}
	}
}

// TestRead: what is read is completed as what is made up.
func TestRead(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	var lines bytes.Buffer
	for range 20 {
		if err := json.NewEncoder(&lines).Encode(synthetic(r)); err != nil {
			t.Fatal(err)
		}
	}
	devices, err := Read(&lines, r)
	if err != nil || len(devices) != 20 || devices[0]["tz.zone"] == "" || devices[0]["canvas.geom"] == "" || devices[0].Print().IsZero() {
		t.Errorf("%d devices, %v: %v", len(devices), err, devices)
	}
	if _, err := Read(bytes.NewBufferString("{}\n{"), r); err == nil {
		t.Error("half a line was read")
	}
}

// TestSyntheticIsVaried: hardly two alike, of all engines.
func TestSyntheticIsVaried(t *testing.T) {
	prints := map[fingerprint.Print]int{}
	engines := map[fingerprint.Engine]int{}
	for _, d := range Synthetic(3000, rand.New(rand.NewPCG(3, 3))) {
		prints[d.Print()]++
		engines[d.Print().Environment().Engine]++
	}
	if len(prints) < 2500 || len(engines) != 3 {
		t.Errorf("%d prints of 3000, engines %v", len(prints), engines)
	}
}
