package dashboard

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// functions are what templates may call.
var functions = template.FuncMap{
	"number": number, "percent": percent, "ago": ago, "when": when, "stamp": stamp, "words": func(name any) string { return words(fmt.Sprint(name)) }, "join": strings.Join,
	"at":     func(now, t wire.Time) moment { return moment{now, t} },
	"device": deviceName, "between": between,
	"date":          func(t wire.Time) string { return utc(t).Format("2 Jan") },
	"button":        func(path, name, class, label string) button { return button{path, name, class, label} },
	"deliveryState": deliveryState,
	"last": func(list []core.WebhookAttempt) *core.WebhookAttempt {
		if len(list) == 0 {
			return nil
		}
		return &list[len(list)-1]
	},
	"number64": func(n int64) string { return number(int(n)) },
	"bar": func(share float64) template.HTML {
		return template.HTML(fmt.Sprintf(`<svg class="weight" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="%.0f %%"><rect class="track" width="100" height="8"/><rect class="share" width="%.1f" height="8"/></svg>`, 100*share, 100*share))
	},
	"rows": func(p page, items any) rows { return rows{p.Base, p.Now, items} },
}

// number has a comma each three digits.
func number(n int) string {
	digits := strconv.Itoa(max(n, -n))
	var b strings.Builder
	if n < 0 {
		b.WriteByte('-')
	}
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// percent of a share from 0 to 1. What is not quite all, or not quite none, says so.
func percent(share float64) string {
	switch {
	case share > 0 && share < 0.001:
		return "<0.1 %"
	case share < 1 && share > 0.999:
		return ">99.9 %"
	}
	return strings.TrimSuffix(strconv.FormatFloat(100*share, 'f', 1, 64), ".0") + " %"
}

func utc(t wire.Time) time.Time { return time.UnixMilli(int64(t)).UTC() }

// when is a time for people; all times of the dashboard are UTC.
func when(t wire.Time) string {
	if t == 0 {
		return "never"
	}
	return utc(t).Format("2 Jan 2006, 15:04:05")
}

// stamp is a time for machines.
func stamp(t wire.Time) string { return utc(t).Format(time.RFC3339) }

// ago is how long before now a time was, or how long after.
func ago(now, t wire.Time) string {
	if t == 0 {
		return "never"
	}
	span := time.Duration(now-t) * time.Millisecond
	form := "%s ago"
	if span < 0 {
		span, form = -span, "in %s"
	}
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "min"}} {
		if n := span / unit.length; n > 0 {
			return fmt.Sprintf(form, strconv.Itoa(int(n))+" "+unit.name)
		}
	}
	if span < 5*time.Second {
		return "now"
	}
	return fmt.Sprintf(form, strconv.Itoa(int(span/time.Second))+" s")
}

// words turns a name of the wire into words.
func words[T ~string](name T) string {
	text := strings.NewReplacer("_", " ", ".", " ").Replace(string(name))
	if text == "" {
		return ""
	}
	return strings.TrimSpace(strings.ReplaceAll(strings.ToUpper(text[:1])+text[1:]+" ", " ip ", " IP "))
}

// between is how long it is from one time to another, to the minute.
func between(from, to wire.Time) string {
	span := (time.Duration(max(0, to-from)) * time.Millisecond).Round(time.Minute)
	hours, minutes := int(span.Hours()), int(span.Minutes())%60
	switch {
	case hours == 0:
		return fmt.Sprintf("%d min", minutes)
	case minutes == 0:
		return fmt.Sprintf("%d h", hours)
	}
	return fmt.Sprintf("%d h %d min", hours, minutes)
}

// button is a form of nothing but a button. Label is what it is called where Name alone
// would be one of many.
type button struct{ Path, Name, Class, Label string }

// moment is a time that is shown by how long ago it was.
type moment struct{ Now, At wire.Time }

// rows are a table of a project.
type rows struct {
	Base  string
	Now   wire.Time
	Items any
}

// deviceName is such as "Chrome 140 on Windows".
func deviceName(d wire.Device) string {
	name := strings.TrimSpace(text(d.Info.Browser.Name) + " " + text(d.Info.Browser.Major))
	if system := text(d.Info.OS.Name); system != "" && name != "" {
		return name + " on " + system
	} else if system != "" {
		return system
	}
	if name == "" {
		return "Unknown device"
	}
	return name
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
