// Package email says of addresses what lists and their looks tell: whether the domain
// gives addresses to throw away or mailboxes to anyone, and whether anybody could
// pronounce the name. It asks no network.
package email
