package main

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/server/core/coretest"
)

// rupt runs a command that ends by itself.
func rupt(t *testing.T, args ...string) (exit int, stdout, stderr string) {
	t.Helper()
	return ruptWith(t, "", args...)
}

// ruptWith is rupt with something on standard input.
func ruptWith(t *testing.T, stdin string, args ...string) (exit int, stdout, stderr string) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	var out, errs coretest.Buffer
	exit = run(&environment{ctx, strings.NewReader(stdin), &out, &errs}, args)
	return exit, out.String(), errs.String()
}

func TestVersion(t *testing.T) {
	exit, out, _ := rupt(t, "version")
	if _, same, _ := rupt(t, "--version"); same != out {
		t.Errorf("--version: %q", same)
	}
	if exit != 0 || !regexp.MustCompile(`^rupt \S+ \(wire 2\.32\.0, go1\.\S+ \w+/\w+\)\n$`).MatchString(out) {
		t.Errorf("%d: %q", exit, out)
	}
}

func TestHelp(t *testing.T) {
	exit, out, _ := rupt(t, "--help")
	for _, command := range []string{"dev", "serve", "version"} {
		if exit != 0 || !strings.Contains(out, command) {
			t.Errorf("%d: no %s in %q", exit, command, out)
		}
	}
}

// TestHelpIsFound the ways in which people look for it.
func TestHelpIsFound(t *testing.T) {
	for want, ways := range map[string][][]string{
		"Run a server that others can reach.":              {nil, {"help"}, {"--help"}, {"-h"}},
		"Where Prometheus may read":                        {{"help", "serve"}, {"serve", "--help"}},
		"Give a project a policy of its own, if it works.": {{"help", "policy"}, {"help", "policy", "set"}},
	} {
		for _, args := range ways {
			if exit, out, stderr := rupt(t, args...); exit != 0 || !strings.Contains(out, want) || stderr != "" {
				t.Errorf("%v: %d, no %q in: %s%s", args, exit, want, out, stderr)
			}
		}
	}
}

func TestMistakesAreExplained(t *testing.T) {
	key := base64.StdEncoding.EncodeToString([]byte("0123456789abcdefghijklmnopqrstuv"))
	for name, tt := range map[string]struct {
		args []string
		env  map[string]string
		want []string
	}{
		"no such help":             {[]string{"help", "fly"}, nil, []string{"unexpected argument fly"}},
		"a misspelt setting":       {[]string{"project", "create", "Shop", "-s", "device-limt=3"}, nil, []string{`"device-limt"`, "did you mean device_limit?"}},
		"no such setting":          {[]string{"project", "set", "Shop", "-s", "colour=red"}, nil, []string{`"colour"`, "rupt project show"}},
		"unknown command":          {[]string{"fly"}, nil, []string{"unexpected argument fly"}},
		"nothing set":              {[]string{"serve"}, nil, []string{"public URL missing", "master key missing", "database missing"}},
		"quoted":                   {[]string{"serve", "--public-url", `"https://rupt.example"`}, map[string]string{"RUPT_MASTER_KEY": key}, []string{`public URL "\"https://rupt.example\""`}},
		"http":                     {[]string{"serve", "--public-url", "http://rupt.example"}, map[string]string{"RUPT_MASTER_KEY": key}, []string{"must be https"}},
		"key that is not base64":   {[]string{"serve"}, map[string]string{"RUPT_MASTER_KEY": "not base64!"}, []string{"want base64"}},
		"key that is too short":    {[]string{"serve"}, map[string]string{"RUPT_MASTER_KEY": "c2hvcnQ="}, []string{"32 random bytes"}},
		"proxy that is no network": {[]string{"serve"}, map[string]string{"RUPT_TRUSTED_PROXIES": "proxy.example"}, []string{"want an address or a network"}},
		"secret twice":             {[]string{"serve"}, map[string]string{"RUPT_MASTER_KEY": key, "RUPT_MASTER_KEY_FILE": "/nowhere"}, []string{"which one counts"}},
		"secret file missing":      {[]string{"serve"}, map[string]string{"RUPT_MASTER_KEY_FILE": "/nowhere"}, []string{"RUPT_MASTER_KEY_FILE"}},
		"dev for everybody":        {[]string{"dev", "--addr", "0.0.0.0:0", "--data", t.TempDir()}, nil, []string{"localhost only"}},
	} {
		t.Run(name, func(t *testing.T) {
			for k, v := range tt.env {
				t.Setenv(k, v)
			}
			exit, _, stderr := rupt(t, tt.args...)
			if exit == 0 {
				t.Error("exit code 0")
			}
			for _, want := range tt.want {
				if !strings.Contains(stderr, want) {
					t.Errorf("no %q in: %s", want, stderr)
				}
			}
			if strings.Contains(stderr, key) || strings.Contains(stderr, "not base64!") {
				t.Errorf("a secret was printed: %s", stderr)
			}
		})
	}
}

// background runs a command until the test ends and returns what it prints.
func background(t *testing.T, args ...string) (stdout, stderr *coretest.Buffer) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	stdout, stderr = &coretest.Buffer{}, &coretest.Buffer{}
	ended := make(chan int, 1)
	go func() { ended <- run(&environment{ctx, strings.NewReader(""), stdout, stderr}, args) }()
	t.Cleanup(func() {
		stop()
		if exit := <-ended; exit != 0 {
			t.Errorf("exit code %d: %s", exit, stderr)
		}
	})
	return stdout, stderr
}

// find waits until what is printed matches, and returns the first group.
func find(t *testing.T, out *coretest.Buffer, pattern string) string {
	t.Helper()
	re := regexp.MustCompile(pattern)
	for range 400 {
		if m := re.FindStringSubmatch(out.String()); m != nil {
			return m[1]
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("no %s in: %s", pattern, out)
	return ""
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestDev(t *testing.T) {
	t.Setenv("PORT", "0")
	data := filepath.Join(t.TempDir(), "data")
	t.Setenv("DATA_DIR", data)
	out, _ := background(t, "dev")
	url := find(t, out, `Demo site +(http://localhost:\d+)/`)
	if got := fetch(t, url+"/healthz"); !strings.Contains(got, `"ok"`) {
		t.Errorf("healthz: %s", got)
	}
	if got := fetch(t, find(t, out, `Inbox +(http\S+)`)); strings.TrimSpace(got) != "[]" {
		t.Errorf("inbox: %s", got)
	}
	for _, want := range []string{"11111111-1111-4111-8111-111111111111", "sk_dev_demo", data, url + "/rupt.js"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in: %s", want, out)
		}
	}
	if info, err := os.Stat(filepath.Join(data, "dev.key")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("dev.key: %v, %v", info, err)
	}
}

func TestServe(t *testing.T) {
	dir := t.TempDir()
	keyFile := filepath.Join(dir, "key")
	key := base64.StdEncoding.EncodeToString([]byte("0123456789abcdefghijklmnopqrstuv"))
	if err := os.WriteFile(keyFile, []byte(key+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("RUPT_MASTER_KEY", "") // restored after the test, since the file sets it
	t.Setenv("RUPT_MASTER_KEY_FILE", keyFile)
	t.Setenv("RUPT_DB", "sqlite:"+filepath.Join(dir, "rupt.db"))
	t.Setenv("RUPT_PUBLIC_URL", "HTTPS://Rupt.example:443/")
	t.Setenv("RUPT_TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.7")
	t.Setenv("RUPT_DRAIN_DELAY", "") // as if it were not there
	t.Setenv("RUPT_METRICS", "localhost:0")
	t.Setenv("RUPT_API_SECRET", "another program's")
	_, errs := background(t, "serve", "--addr", "localhost:0", "--metrics-addr", "localhost:0")
	url := "http://" + find(t, errs, `"addr":"([^"]+)"`)
	if got := fetch(t, url+"/readyz"); !strings.Contains(got, `"ok"`) {
		t.Errorf("readyz: %s", got)
	}
	if !strings.Contains(errs.String(), `"public_url":"https://rupt.example"`) {
		t.Errorf("the public URL is not as browsers write it: %s", errs)
	}
	if got := fetch(t, url+"/metrics"); strings.Contains(got, "rupt_") {
		t.Error("metrics are public")
	}
	metrics := "http://" + find(t, errs, `"metrics_addr":"([^"]+)"`)
	if got := fetch(t, metrics+"/metrics"); !strings.Contains(got, "rupt_http_requests_total") {
		t.Errorf("metrics: %.200s", got)
	}
	if strings.Contains(errs.String(), key) {
		t.Error("the master key is in the log")
	}
	find(t, errs, `"msg":"request".*"took":"([0-9.]+[mµ]?s)"`)
	if log := errs.String(); !strings.Contains(log, "nothing reads RUPT_METRICS; did you mean RUPT_METRICS_ADDR?") || strings.Contains(log, "API_SECRET") {
		t.Errorf("variables that nothing reads: %s", log)
	}
}
