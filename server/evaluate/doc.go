// Package evaluate turns what is known of a login or a signup into a verdict, by rules
// that an operator can read and change.
//
// [Facts] are what is known. A [Policy] is a file of rules: each has a condition over
// the facts, in the expression language of github.com/expr-lang/expr, and what follows
// from it: a reason, a verdict, or both. [Policy.Decide] also says how every rule came
// out, so that a verdict can be explained. The package knows neither stores nor
// requests; server/core gathers the facts.
package evaluate
