// Package deploy has no code: its tests hold the files to what a running server does.
package deploy_test

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
)

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var sample = regexp.MustCompile(`(?m)^([a-z]\w*)(?:\{.*\})? \S+$`)

// exported are the metrics of a running server, and their labels with values.
func exported(t *testing.T) (names map[string]bool, text string) {
	t.Helper()
	server := apptest.Start(t, func(c *app.Config) { c.MetricsAddr = "localhost:0" })
	for _, request := range []string{"/healthz", "/rupt.js"} {
		get(t, server.URL()+request)
	}
	res, err := http.Post(server.URL()+"/v2/device/attach", "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	text = get(t, "http://"+server.MetricsAddr()+"/metrics")
	names = map[string]bool{}
	for _, m := range sample.FindAllStringSubmatch(text, -1) {
		names[m[1]] = true
	}
	return names, text
}

// expressions are all strings under the key expr, however deep.
func expressions(v any) (found []string) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			if text, ok := value.(string); ok && key == "expr" {
				found = append(found, text)
			}
			found = append(found, expressions(value)...)
		}
	case []any:
		for _, value := range v {
			found = append(found, expressions(value)...)
		}
	}
	return found
}

var (
	metric = regexp.MustCompile(`\b(?:rupt|go|process)_\w+`)
	route  = regexp.MustCompile(`route="([^"]+)"`)
)

// TestMetricsExist: what the dashboard and the alerts ask for, a server exports, with
// that route; and what it exports of its own is documented.
func TestMetricsExist(t *testing.T) {
	names, text := exported(t)
	var dashboard, alerts any
	if err := json.Unmarshal([]byte(read(t, "grafana.json")), &dashboard); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte(read(t, "alerts.yaml")), &alerts); err != nil {
		t.Fatal(err)
	}
	for file, v := range map[string]any{"grafana.json": dashboard, "alerts.yaml": alerts} {
		asked := strings.Join(expressions(v), "\n")
		used := metric.FindAllString(asked, -1)
		if len(used) < 4 {
			t.Errorf("%s asks for %v only", file, used)
		}
		for _, name := range used {
			if !names[name] {
				t.Errorf("%s asks for %s, which no server exports", file, name)
			}
		}
		for _, m := range route.FindAllStringSubmatch(asked, -1) {
			if !strings.Contains(text, m[0]) {
				t.Errorf("%s asks for %s, which is no route", file, m[0])
			}
		}
	}
	documented := read(t, "../docs/operate.md")
	for name := range names {
		family := strings.NewReplacer("_bucket", "", "_sum", "", "_count", "").Replace(name)
		if strings.HasPrefix(name, "rupt_") && !strings.Contains(documented, "`"+family+"`") {
			t.Errorf("docs/operate.md says nothing of %s", family)
		}
	}
}

// TestPanels: no panel is on another, and each has an id, a unit and a title of its own.
func TestPanels(t *testing.T) {
	var dashboard struct {
		Panels []struct {
			ID      int
			Title   string
			GridPos struct{ X, Y, W, H int }
		}
	}
	if err := json.Unmarshal([]byte(read(t, "grafana.json")), &dashboard); err != nil {
		t.Fatal(err)
	}
	taken, ids, titles := map[[2]int]string{}, map[int]bool{}, map[string]bool{}
	for _, p := range dashboard.Panels {
		if ids[p.ID] || titles[p.Title] || p.Title == "" {
			t.Errorf("panel %d, %q: twice", p.ID, p.Title)
		}
		ids[p.ID], titles[p.Title] = true, true
		for x := p.GridPos.X; x < p.GridPos.X+p.GridPos.W; x++ {
			for y := p.GridPos.Y; y < p.GridPos.Y+p.GridPos.H; y++ {
				if on := taken[[2]int{x, y}]; on != "" || x >= 24 {
					t.Fatalf("%q is on %q, or outside", p.Title, on)
				}
				taken[[2]int{x, y}] = p.Title
			}
		}
	}
}

var setting = regexp.MustCompile(`\bRUPT_[A-Z_]+`)

// TestSettingsExist: an environment variable that a file here sets is one that the
// server reads.
func TestSettingsExist(t *testing.T) {
	source := read(t, "../cmd/rupt/serve.go")
	for _, file := range []string{"Dockerfile", "compose.yaml", "rupt.service"} {
		found := setting.FindAllString(read(t, file), -1)
		if len(found) == 0 {
			t.Errorf("%s sets nothing", file)
		}
		for _, name := range found {
			if !strings.Contains(source, `env:"`+strings.TrimSuffix(name, "_FILE")+`"`) {
				t.Errorf("%s sets %s, which nothing reads", file, name)
			}
		}
	}
}
