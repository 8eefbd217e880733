// Package challengeui is the challenge that a person sees: a pure state machine
// ([Update]), its views as a plain node tree ([View]), the texts of every language
// and the style sheet.
//
// The same code runs twice. The server renders the tree with [HTML] into a page of
// forms that needs no script, and the browser mounts it (package dom) as the
// enhancement of that page or as a modal. Every control is a submit button named
// "do" whose value is an action, so both sides turn a click into the same [Press].
//
// Nothing here touches a browser, a clock or a network: whoever hosts the machine
// sets [State.Now], executes the returned effects ([Execute]) and feeds the answers
// back.
package challengeui
