package wasmpack

import (
	"bytes"
	"errors"
	"testing"
)

func segmentsOf(body []byte) int {
	r := reader{b: body}
	return int(r.uint32())
}

func TestEncode(t *testing.T) {
	gap := func(n int) []byte { return append(append([]byte{1}, make([]byte, n)...), 2) }
	for _, test := range []struct {
		name     string
		mem      []byte
		segments int
	}{
		{"nothing", nil, 0},
		{"only zeros", make([]byte, 1000), 0},
		{"one byte", []byte{7}, 1},
		{"zeros around", append(append(make([]byte, 5), 7), make([]byte, 5)...), 1},
		{"gap that stays", gap(minGap), 1},
		{"gap that splits", gap(minGap + 1), 2},
		{"short, then long gap", append(gap(8), gap(1000)...), 2},
		{"address of two bytes", append(make([]byte, 70000), 1), 1},
	} {
		img := &image{mem: test.mem}
		body, n := img.encode()
		back, err := readImage(body)
		if err != nil || n != test.segments || segmentsOf(body) != n {
			t.Errorf("%s: %d segments, want %d; %v", test.name, n, test.segments, err)
			continue
		}
		if want := bytes.TrimRight(test.mem, "\x00"); !bytes.Equal(back.mem, want) {
			t.Errorf("%s: comes back as %d bytes, want %d", test.name, len(back.mem), len(want))
		}
	}
}

// Later segments win where two overlap, as when the module is started.
func TestReadImageOverlap(t *testing.T) {
	img, err := readImage([]byte("\x02" + "\x00\x41\x01\x0b\x03abc" + "\x00\x41\x02\x0b\x01X"))
	if err != nil || string(img.mem) != "\x00aXc" || img.segments != 2 {
		t.Fatalf("%+v, %v", img, err)
	}
}

func TestReadImageErrors(t *testing.T) {
	for name, body := range map[string]string{
		"empty":          "",
		"cut":            "\x01\x00\x41\x01\x0b\x05abc",
		"more behind":    "\x01\x00\x41\x01\x0b\x01ab",
		"passive":        "\x01\x01\x02ab",
		"other memory":   "\x01\x02\x01\x41\x01\x0b\x01a",
		"global address": "\x01\x00\x23\x01\x0b\x01a",
		"negative":       "\x01\x00\x41\x7f\x0b\x01a",
		"too many":       "\xff\xff\xff\xff\x0f\x00\x41\x01\x0b\x01a",
	} {
		if _, err := readImage([]byte(body)); !errors.Is(err, ErrModule) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzReadImage(f *testing.F) {
	f.Add([]byte("\x02" + "\x00\x41\x01\x0b\x03abc" + "\x00\x41\x90\x03\x0b\x01X"))
	f.Fuzz(func(t *testing.T, body []byte) {
		img, err := readImage(body)
		if err != nil {
			return
		}
		again, _ := img.encode()
		back, err := readImage(again)
		if err != nil || !bytes.Equal(back.mem, bytes.TrimRight(img.mem, "\x00")) {
			t.Fatalf("the image changed: %v", err)
		}
	})
}
