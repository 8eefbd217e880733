package httpapi

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// Operation is an endpoint as tests and the documentation see it.
type Operation struct {
	ID, Method, Path, Tag, Summary string
	Aliases                        []string
	// In is the type of the body.
	In reflect.Type
	// Classes are the letters of who may call it: B, S, C, A and D.
	Classes []string
}

// Operations are all endpoints.
func Operations() (list []Operation) {
	for _, e := range (&api{}).endpoints() {
		o := Operation{ID: e.id, Method: e.method, Path: e.path, Tag: e.tag, Summary: e.summary, Aliases: e.aliases, In: e.in}
		for _, c := range []struct {
			class  classes
			letter string
		}{{browser, "B"}, {server, "S"}, {session, "C"}, {admin, "A"}, {carrier, "D"}} {
			if e.who&c.class != 0 {
				o.Classes = append(o.Classes, c.letter)
			}
		}
		list = append(list, o)
	}
	return list
}

// ErrorTable is the closed list of error codes in Markdown.
func ErrorTable() string {
	var b strings.Builder
	b.WriteString("| code | status | meaning |\n|---|---|---|\n")
	for _, code := range wireEnums["Code"] {
		c := wire.Code(code)
		if c != wire.CodeInternal && c.Status() == 500 {
			continue // only the SDK makes it
		}
		meaning := wireComments["Code="+code]
		if _, rest, ok := strings.Cut(meaning, ": "); ok {
			meaning = rest
		}
		fmt.Fprintf(&b, "| `%s` | %d | %s |\n", code, c.Status(), strings.ReplaceAll(meaning, "\n", " "))
	}
	return b.String()
}

// RateTable are the request limits in Markdown.
func RateTable() string {
	var b strings.Builder
	b.WriteString("| group | requests a minute |\n|---|---|\n")
	for _, l := range []limit{limitAttach, limitEvaluate, limitDevices, limitRead, limitWrite, limitListen, limitPages, limitAdmin, limitUnknown, limitCarrier} {
		fmt.Fprintf(&b, "| %s | %d |\n", l.group, l.rate.Burst)
	}
	return b.String()
}
