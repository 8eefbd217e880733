package courier

import (
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bounceID is the letter's id in every file of testdata/bounces.
const bounceID = "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnop"

// TestReadBounce reads reports as mail servers write them.
func TestReadBounce(t *testing.T) {
	for name, want := range map[string]Bounce{
		"postfix":           {Failed: true, Status: "5.1.1"},
		"postfix-3.7":       {Failed: true, Status: "5.1.1"}, // as a pipe was given it
		"postfix-verp":      {Failed: true, Status: "5.4.4"}, // the headers are not returned: whom it is addressed to tells
		"postfix-delayed":   {},
		"postfix-delivered": {},
		"postfix-utf8":      {Failed: true, Status: "5.6.7"},
		"exim":              {Failed: true, Status: "5.0.0"},
		"exim-old":          {Failed: true}, // from before it knew RFC 3464
		"exchange":          {Failed: true, Status: "5.1.10"},
		"exchange-base64":   {Failed: true, Status: "5.2.2"},
		"gmail":             {Failed: true, Status: "5.1.1"},
		"cut-off":           {Failed: true, Status: "5.2.1"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := os.Open(filepath.Join("testdata", "bounces", name+".eml"))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			b, err := ReadBounce(f)
			if err != nil || b.Failed != want.Failed || b.Status != want.Status {
				t.Errorf("%+v, %v; want %+v", b, err, want)
			}
			if len(b.IDs) != 1 || b.IDs[0] != bounceID {
				t.Errorf("ids %q", b.IDs)
			}
		})
	}
}

// TestReadBounceRefuses what is no report: then nobody failed.
func TestReadBounceRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":      "",
		"no mail":      "abc",
		"an answer":    "To: bounces+" + bounceID + "@shop.example\nSubject: Re: your code\nIn-Reply-To: <" + bounceID + "@shop.example>\n\nI am away. Action: failed\n",
		"no such part": "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\nContent-Type: message/disposition-notification\n\nAction: failed\n\n--b--\n",
	} {
		if b, err := ReadBounce(strings.NewReader(text)); !errors.Is(err, ErrNoBounce) || b.Failed {
			t.Errorf("%s: %+v, %v", name, b, err)
		}
	}
}

func FuzzReadBounce(f *testing.F) {
	files, err := filepath.Glob("testdata/bounces/*.eml")
	if err != nil || len(files) == 0 {
		f.Fatal("no examples", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		b, err := ReadBounce(strings.NewReader(text))
		if err != nil && (!errors.Is(err, ErrNoBounce) || b.Failed) {
			t.Errorf("%+v, %v", b, err)
		}
		if len(b.IDs) > bounceIDs || len(b.Status) > len("5.123.123") || b.Status != "" && !b.Failed {
			t.Errorf("%+v", b)
		}
		for _, id := range b.IDs {
			if len(id) != letterIDMax || !letterID.MatchString(id) {
				t.Errorf("id %q", id)
			}
		}
	})
}

// TestTwilioSignature: the example of Twilio's documentation.
func TestTwilioSignature(t *testing.T) {
	const want = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
	form := map[string][]string{
		"CallSid": {"CA1234567890ABCDE"}, "Caller": {"+14158675309"}, "Digits": {"1234"}, "From": {"+14158675309"}, "To": {"+18005551212"},
	}
	got := twilioMAC("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form)
	if base64.StdEncoding.EncodeToString(got) != want {
		t.Errorf("%s, want %s", base64.StdEncoding.EncodeToString(got), want)
	}
}
