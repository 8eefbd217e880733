//go:build js && wasm

package collect

import (
	"errors"
	"strings"

	"github.com/openrupt/openrupt/internal/jsx"
)

// mathClass reads results of functions that the standard leaves to the engine and its
// mathematical library: they tell engines and some systems apart.
// https://tc39.es/ecma262/#sec-function-properties-of-the-math-object
func mathClass(b *browser) (string, error) {
	results := make([]string, len(mathProbes))
	for i, probe := range mathProbes {
		result := call(get(b.window, "Math"), probe.function, probe.argument)
		if !isFinite(result) {
			return "", errNonsense
		}
		results[i] = result.Text()
	}
	return strings.Join(results, ","), nil
}

// isFinite says whether v is a number as all of these results are.
func isFinite(v jsx.Value) bool { return v.Type() == jsx.TypeNumber && v.Float()-v.Float() == 0 }

// errNonsense: the answer is none that a browser gives.
var errNonsense = errors.New("nonsense")

// mathProbes have arguments at which libraries round differently.
var mathProbes = []struct {
	function string
	argument float64
}{
	{"tan", -1e300}, {"sinh", 1}, {"cosh", 10}, {"tanh", 0.5},
	{"expm1", 1}, {"exp", 100}, {"atanh", 0.5}, {"cbrt", 100},
}
