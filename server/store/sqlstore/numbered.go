package sqlstore

import (
	"strconv"
	"strings"
)

// Numbered turns the question marks of a statement into $1, $2, …, as PostgreSQL wants
// them. No literal may have one.
func Numbered(query string) string {
	var b strings.Builder
	n := 0
	for part := range strings.SplitSeq(query, "?") {
		if n > 0 {
			b.WriteString("$" + strconv.Itoa(n))
		}
		b.WriteString(part)
		n++
	}
	return b.String()
}
