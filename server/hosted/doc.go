// Package hosted serves the pages that people see: the challenge, the notice of a
// suspended account and, in development, the stories of every state.
//
// The challenge page is plain HTML with forms and works without any script. It keeps
// what lies between two requests (where the person stands and, after the proof, the
// challenge session) in one cookie a challenge, and answers every POST with a
// redirect: so a reload never sends a code or tries one again, and the session is in
// no markup and out of every script's reach. Until there is a session the page also
// loads the SDK, which takes the same tree over and goes on from the same place.
package hosted
