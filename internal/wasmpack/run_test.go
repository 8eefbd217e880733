package wasmpack_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// program finds an executable that the test cannot do without.
func program(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatalf("none of %s is installed, and this test is worth nothing without: install it", strings.Join(names, ", "))
	return ""
}

func inNode(t *testing.T, module []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "module.wasm")
	if err := os.WriteFile(file, module, 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, program(t, "node"), "--stack-size=8192",
		filepath.Join(goroot(t), "lib/wasm/wasm_exec_node.js"), file).CombinedOutput()
	if err != nil {
		t.Fatalf("node: %v:\n%s", err, out)
	}
	return string(out)
}

// page runs the module and posts what it wrote to the console.
const page = `<!doctype html><script src="/wasm_exec.js"></script><script>
let text = "";
console.log = line => { text += line + "\n" };
const send = () => fetch("/result", {method: "POST", body: text});
const go = new Go();
WebAssembly.instantiateStreaming(fetch("/module.wasm"), go.importObject)
	.then(m => go.run(m.instance))
	.catch(e => { text += e + "\n" })
	.then(send);
</script>`

func inChromium(t *testing.T, module []byte) string {
	t.Helper()
	result := make(chan string, 1)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(page))
	})
	mux.HandleFunc("GET /wasm_exec.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, filepath.Join(goroot(t), "lib/wasm/wasm_exec.js"))
	})
	mux.HandleFunc("GET /module.wasm", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/wasm")
		w.Write(module)
	})
	mux.HandleFunc("POST /result", func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		result <- string(body)
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	return browse(t, server.URL, result)
}

// browse opens the page in headless Chromium until it gives a result.
func browse(t *testing.T, url string, result <-chan string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program(t, "chromium", "chromium-browser", "google-chrome"),
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--user-data-dir="+t.TempDir(), url)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // it ends its children and files
	cmd.WaitDelay = 10 * time.Second
	ended := make(chan error, 1)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { ended <- cmd.Wait() }()
	defer func() {
		cancel()
		<-ended
	}()
	select {
	case text := <-result:
		return text
	case err := <-ended:
		ended <- err
		t.Fatalf("Chromium ended before the page did: %v", err)
	case <-ctx.Done():
		t.Fatal("the page gave no result")
	}
	return ""
}
