package evaluate

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// Explain writes for people how a decision came about: the verdict, then each rule
// with the facts that it asked for, then all facts.
func (d *Decision) Explain(w io.Writer, f *Facts) error {
	var b strings.Builder
	fmt.Fprintf(&b, "verdict  %s%s\nreasons  %s\n", d.Verdict, d.decidedBy(), orNone(d.Reasons))
	if d.Shadow != d.Verdict {
		fmt.Fprintf(&b, "shadow   %s, by rule %s, if everything in mode log were on\n", d.Shadow, d.ShadowRule.Name)
	}
	b.WriteString("\nrules\n")
	for i := range d.Outcomes {
		d.Outcomes[i].explain(&b, f)
	}
	b.WriteString("\nfacts\n")
	for _, fact := range f.List() {
		fmt.Fprintf(&b, "  %-32s %s\n", fact.Name, asJSON(fact.Value))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (d *Decision) decidedBy() string {
	for _, o := range d.Outcomes {
		if o.Decides {
			return ", by rule " + o.Rule.Name
		}
	}
	return ", since no rule decides"
}

func (o *Outcome) explain(b *strings.Builder, f *Facts) {
	fmt.Fprintf(b, "  %-8s %-32s %s\n", o.word(), o.Rule.Name, strings.Join(o.effects(), ", "))
	fmt.Fprintf(b, "           when %s\n", strings.Join(strings.Fields(o.Rule.When), " "))
	if o.Err != nil {
		fmt.Fprintf(b, "           %v\n", o.Err)
	}
	for _, fact := range o.Rule.Uses(f) {
		fmt.Fprintf(b, "           %s = %s\n", fact.Name, asJSON(fact.Value))
	}
}

func (o *Outcome) word() string {
	switch {
	case o.Err != nil:
		return "fails"
	case o.Mode == Off:
		return "off"
	case o.Decides:
		return "decides"
	case o.Holds:
		return "holds"
	}
	return "-"
}

func (o *Outcome) effects() (list []string) {
	if o.Rule.Verdict != "" {
		list = append(list, string(o.Rule.Verdict))
	}
	if o.Rule.Reason != "" {
		list = append(list, "reason "+string(o.Rule.Reason))
	}
	if o.Rule.Priority != 0 {
		list = append(list, fmt.Sprint("priority ", o.Rule.Priority))
	}
	if o.Mode == Log {
		list = append(list, "only logged")
	}
	return list
}

func orNone(reasons []wire.Reason) string {
	if len(reasons) == 0 {
		return "none"
	}
	return strings.Trim(fmt.Sprint(reasons), "[]")
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
