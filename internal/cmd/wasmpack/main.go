// Command wasmpack shrinks a linked Go js/wasm module and prints its size
// before and after: as it is, by gzip -9 and by brotli -q 11. See package
// wasmpack. With one argument it only prints the size.
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"

	"github.com/andybalholm/brotli"

	"github.com/openrupt/openrupt/internal/wasmpack"
)

func main() {
	if len(os.Args) != 2 && len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: wasmpack IN.wasm [OUT.wasm]")
		os.Exit(2)
	}
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(files []string) error {
	module, err := os.ReadFile(files[0])
	if err != nil {
		return err
	}
	printSize(files[0], module)
	if len(files) == 1 {
		return nil
	}
	packed, report, err := wasmpack.Pack(module)
	if err != nil {
		return err
	}
	printSize(files[1], packed)
	fmt.Println(report)
	return os.WriteFile(files[1], packed, 0o644)
}

func printSize(name string, module []byte) {
	var zipped, brotlied bytes.Buffer
	z, _ := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	b := brotli.NewWriterLevel(&brotlied, brotli.BestCompression)
	for _, w := range []io.WriteCloser{z, b} {
		w.Write(module) // a bytes.Buffer takes everything
		w.Close()
	}
	fmt.Printf("%9d raw %8d gzip %8d brotli  %s\n", len(module), zipped.Len(), brotlied.Len(), name)
}
