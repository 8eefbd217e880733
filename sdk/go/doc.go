// Package rupt is the client that a back end uses: it evaluates logins and signups,
// reads and drives challenges, and checks webhooks.
//
//	client, err := rupt.New(os.Getenv("RUPT_API_SECRET"), "https://rupt.example.com")
//	…
//	verdict, err := client.Evaluate(ctx, &rupt.EvaluateRequest{
//		Action:      rupt.Login,
//		User:        user.ID,
//		IP:          ip,
//		Fingerprint: hash, // what getHash() gave in the browser
//	})
//
// Before a person whom a challenge stopped is let in, check with [Client.Challenge]
// that it is completed, of the right type and user, and fresh: an id in a URL proves
// nothing. [Passed] does that.
//
// Its module is github.com/openrupt/openrupt. Until it has a version, from a checkout
// beside yours: import it, and
//
//	go mod edit -replace github.com/openrupt/openrupt=../openrupt && go mod tidy
package rupt
