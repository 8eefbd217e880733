package wasmpack

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// dump instantiates a module without running it and writes its memory.
const dump = `
const module = new WebAssembly.Module(require("fs").readFileSync(process.argv[1]));
const imports = {};
for (const i of WebAssembly.Module.imports(module)) (imports[i.module] ??= {})[i.name] = () => {};
process.stdout.write(Buffer.from(new WebAssembly.Instance(module, imports).exports.mem.buffer));
`

// After the start function, memory is as if nothing had been predicted.
func TestRestore(t *testing.T) {
	_, want := linked(t)
	l, err := findLayout(want)
	if err != nil {
		t.Fatal(err)
	}
	all, err := l.functions()
	if err != nil {
		t.Fatal(err)
	}
	if err := strip(l, all, new(Report)); err != nil {
		t.Fatal(err)
	}
	module, _ := goModule()
	packed, _, err := Pack(module)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "packed.wasm")
	if err := os.WriteFile(file, packed, 0o644); err != nil {
		t.Fatal(err)
	}
	memory, err := exec.Command("node", "-e", dump, file).Output()
	if err != nil {
		t.Fatal(err)
	}
	if len(memory) < len(want.mem) {
		t.Fatalf("%d bytes of memory", len(memory))
	}
	if !bytes.Equal(memory[:len(want.mem)], want.mem) {
		for at := range want.mem {
			if memory[at] != want.mem[at] {
				t.Fatalf("memory differs from %#x on", at)
			}
		}
	}
}

func TestRunningOffset(t *testing.T) {
	var r running
	for _, tt := range []struct{ offset, want uint32 }{
		{0, ^uint32(0)}, {noData, 0}, {8, 8}, {8, ^uint32(8)}, {24, 16}, {0, ^uint32(0)}, {25, 1},
	} {
		if got := r.encode(tt.offset); got != tt.want {
			t.Errorf("%#x: %#x, want %#x", tt.offset, got, tt.want)
		}
	}
}
