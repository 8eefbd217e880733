//go:build js && wasm

package collect

import "strings"

// mathClass reads results of functions that the standard leaves to the engine and its
// mathematical library: they tell engines and some systems apart.
// https://tc39.es/ecma262/#sec-function-properties-of-the-math-object
func mathClass(b *browser) (string, error) {
	results := make([]string, len(mathProbes))
	for i, probe := range mathProbes {
		results[i] = call(get(b.window, "Math"), probe.function, probe.argument).Text()
	}
	return strings.Join(results, ","), nil
}

// mathProbes have arguments at which libraries round differently.
var mathProbes = []struct {
	function string
	argument float64
}{
	{"tan", -1e300}, {"sinh", 1}, {"cosh", 10}, {"tanh", 0.5},
	{"expm1", 1}, {"exp", 100}, {"atanh", 0.5}, {"cbrt", 100},
}
