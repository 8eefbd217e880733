//go:build js && wasm

package collect

// uaEngine is the layout engine by its features; see engine.go.
func uaEngine(b *browser) (string, error) {
	if name := engineName(b.engine); name != "" {
		return name, nil
	}
	return "", errAbsent
}
