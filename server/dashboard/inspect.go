package dashboard

import (
	"fmt"
	"net/http"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/identify"
)

type inspectData struct {
	Search  string
	User    *wire.User
	Choices []choice
	// A and B are the looks that are compared; "" until there are two.
	A, B       string
	Comparison *comparison
	// Why says why nothing is compared.
	Why string
}

// choice is a look to choose.
type choice struct {
	core.Look
	Name string
}

// comparison is two looks segment by segment.
type comparison struct {
	Similarity, Confidence float64
	Agree, Differ          int
	// Left are not compared: muted or failed at a visit, or absent at both.
	Left         int
	Evidence     float64
	Same         bool
	Verdict      string
	Environments [2]string
	Groups       []segmentGroup
}

// segmentGroup are the segments about one subject.
type segmentGroup struct {
	Name     string
	Segments []segmentRow
	// Agree are how many of those that are compared agree.
	Agree, Compared int
}

// segmentRow is one segment of both.
type segmentRow struct {
	Key, About string
	A, B       string
	// Outcome is agree, differ or not_compared.
	Outcome string
	// Weight is what it counts, as a share of the heaviest.
	Weight float64
}

var groupNames = []struct {
	group fingerprint.Group
	name  string
}{{fingerprint.Hardware, "Hardware"}, {fingerprint.Rendering, "Rendering"}, {fingerprint.Fonts, "Fonts"}, {fingerprint.Locale, "Settings of the person"}, {fingerprint.Browser, "Browser"}}

// inspect compares what the devices of an account looked like at two visits.
func (d *Dashboard) inspect(q *request) error {
	query := q.r.URL.Query()
	data := inspectData{Search: query.Get("user"), A: query.Get("a"), B: query.Get("b")}
	if data.Search == "" {
		return q.showInspect(data, "")
	}
	user, devices, looks, err := d.Core.Looks(q.ctx(), q.project.ID, data.Search)
	if isNotFound(err) {
		return q.showInspect(data, "There is no such user: give the whole account, or our id.")
	}
	if err != nil {
		return err
	}
	data.User, data.Search = user, user.Account
	data.Choices = choices(devices, looks)
	data.choose()
	a, b := data.look(data.A), data.look(data.B)
	switch {
	case len(looks) < 2:
		data.Why = "There is nothing to compare: of this user fewer than two fingerprints are kept."
	case a == nil || b == nil:
		data.Why = "Choose two visits."
	default:
		data.Comparison, data.Why = compared(a, b)
	}
	return q.showInspect(data, "")
}

func (q *request) showInspect(data inspectData, problem string) error {
	return q.render(http.StatusOK, page{Title: "Inspector", Section: "inspect", template: "inspect", Problem: problem, Data: data})
}

func choices(devices []wire.Device, looks []core.Look) (list []choice) {
	names := map[string]string{}
	for _, d := range devices {
		names[d.ID] = deviceName(d)
	}
	for _, l := range looks {
		list = append(list, choice{l, fmt.Sprintf("%s, %s (device %s)", names[l.DeviceID], when(l.SeenAt), l.DeviceID[:6])})
	}
	return list
}

// choose takes the latest two where nothing else is asked for.
func (i *inspectData) choose() {
	if i.look(i.A) == nil && len(i.Choices) > 0 {
		i.A = i.Choices[0].ID
	}
	if i.look(i.B) == nil && len(i.Choices) > 1 {
		i.B = i.Choices[1].ID
	}
}

func (i *inspectData) look(id string) *choice {
	for n := range i.Choices {
		if i.Choices[n].ID == id {
			return &i.Choices[n]
		}
	}
	return nil
}

func compared(a, b *choice) (*comparison, string) {
	x, errA := fingerprint.Parse(a.Hash)
	y, errB := fingerprint.Parse(b.Hash)
	if errA != nil || errB != nil {
		return nil, "One of the two is not of our layout, such as the hash of another library: it has no segments."
	}
	m := fingerprint.Compare(x, y)
	m.Evidence -= m.Settings // devices of one account agree in those anyway
	c := &comparison{
		Similarity: m.Similarity, Evidence: m.Evidence, Confidence: m.Confidence(1), Same: a.DeviceID == b.DeviceID,
		Environments: [2]string{environment(x), environment(y)},
	}
	for _, g := range groupNames {
		c.add(g.group, g.name, x, y, m)
	}
	c.Verdict = c.verdict(x, y)
	return c, ""
}

// verdict is what recognition makes of it by itself, whatever else it knows.
func (c *comparison) verdict(a, b fingerprint.Print) string {
	switch {
	case a == b:
		return "The two are equal."
	case !identify.Compatible(a, b) && !identify.Compatible(b, a):
		return "Never taken for one device by its looks: another engine or system, or a version that went back."
	case c.Confidence >= fingerprint.StrictThreshold:
		return "Alike enough for every tolerance."
	case c.Confidence >= fingerprint.DefaultThreshold:
		return "Alike enough, except where the tolerance is strict."
	case c.Confidence >= fingerprint.LenientThreshold:
		return "Alike enough only where the tolerance is lenient."
	}
	return "Not alike enough to be taken for one device by looks."
}

func (c *comparison) add(group fingerprint.Group, name string, a, b fingerprint.Print, m fingerprint.Match) {
	g := segmentGroup{Name: name}
	for i := range fingerprint.Segments {
		s := &fingerprint.Segments[i]
		if s.Group != group {
			continue
		}
		row := segmentRow{Key: s.Key, About: s.Canonical, A: shown(a, i), B: shown(b, i), Outcome: "not_compared", Weight: s.Weight() / heaviest}
		switch {
		case m.Agreeing.Has(i) && a.State(i) != fingerprint.Absent: // what both lack follows from the engine and proves nothing
			row.Outcome = "agree"
			c.Agree++
			g.Agree++
			g.Compared++
		case m.Differing.Has(i):
			row.Outcome = "differ"
			c.Differ++
			g.Compared++
		default:
			c.Left++
		}
		g.Segments = append(g.Segments, row)
	}
	c.Groups = append(c.Groups, g)
}

// heaviest is the weight of the segment that counts most.
var heaviest = func() (most float64) {
	for i := range fingerprint.Segments {
		most = max(most, fingerprint.Segments[i].Weight())
	}
	return most
}()

// shown is a segment's text, or why it has none.
func shown(p fingerprint.Print, i int) string {
	switch p.State(i) {
	case fingerprint.Absent:
		return "absent"
	case fingerprint.Muted:
		return "muted"
	case fingerprint.Failed:
		return "failed"
	}
	return p.Segment(i)
}

func environment(p fingerprint.Print) string {
	e := p.Environment()
	name := engines[e.Engine] + " on " + platforms[e.Platform]
	if said := protections[e.Protection]; said != "" {
		name += ", " + said
	}
	return name
}

var (
	engines   = map[fingerprint.Engine]string{fingerprint.EngineUnknown: "Unknown engine", fingerprint.Blink: "Blink", fingerprint.Gecko: "Gecko", fingerprint.WebKit: "WebKit"}
	platforms = map[fingerprint.Platform]string{
		fingerprint.PlatformUnknown: "an unknown system", fingerprint.Windows: "Windows", fingerprint.MacOS: "macOS", fingerprint.Linux: "Linux",
		fingerprint.ChromeOS: "ChromeOS", fingerprint.Android: "Android", fingerprint.IOS: "iOS",
	}
	protections = map[fingerprint.Protection]string{
		fingerprint.Brave: "Brave's farbling", fingerprint.FirefoxFPP: "Firefox's protection", fingerprint.FirefoxRFP: "resistFingerprinting",
		fingerprint.SafariATFP: "Safari's protection", fingerprint.Tor: "Tor", fingerprint.Extension: "an extension",
	}
)
