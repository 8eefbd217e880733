package evaluate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

func parsed(t *testing.T, text string) *Policy {
	t.Helper()
	p, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDefaultPolicy(t *testing.T) {
	signup := func(change func(*Facts)) Facts {
		f := Facts{Action: "signup", Confidence: 0.99, Email: Email{Given: true, Valid: true}}
		change(&f)
		return f
	}
	login := func(change func(*Facts)) Facts {
		f := Facts{Action: "login", KnownUser: true, Confidence: 0.99, AttachedDevices: 1}
		change(&f)
		return f
	}
	for name, tt := range map[string]struct {
		facts   Facts
		verdict wire.Verdict
		reasons []wire.Reason
	}{
		"a usual signup":             {signup(func(*Facts) {}), "allow", nil},
		"a usual login":              {login(func(*Facts) {}), "allow", nil},
		"a webmail address":          {signup(func(f *Facts) { f.Email.Webmail = true }), "allow", nil},
		"an odd name":                {signup(func(f *Facts) { f.Email.Gibberish = true }), "allow", nil},
		"disposable signup":          {signup(func(f *Facts) { f.Email.Disposable = true }), "deny", []wire.Reason{"disposable_email"}},
		"disposable login":           {login(func(f *Facts) { f.Email.Disposable = true }), "allow", []wire.Reason{"disposable_email"}},
		"invalid email":              {signup(func(f *Facts) { f.Email.Valid = false }), "deny", []wire.Reason{"invalid_email"}},
		"no email":                   {signup(func(f *Facts) { f.Email = Email{} }), "allow", nil},
		"second account":             {signup(func(f *Facts) { f.OtherAccounts = 1 }), "challenge", []wire.Reason{"multiple_accounts"}},
		"a phone like many others":   {signup(func(f *Facts) { f.OtherAccounts, f.Confidence = 1, 0.8 }), "allow", nil},
		"a family's login":           {login(func(f *Facts) { f.OtherAccounts = 2 }), "allow", nil},
		"an office's login":          {login(func(f *Facts) { f.OtherAccounts = 9 }), "allow", []wire.Reason{"multiple_accounts"}},
		"trial in this browser":      {signup(func(f *Facts) { f.TrialElsewhere = true }), "challenge", []wire.Reason{"repeat_trial"}},
		"bot":                        {login(func(f *Facts) { f.Bot = true }), "challenge", []wire.Reason{"bot"}},
		"bot, in development":        {login(func(f *Facts) { f.Bot, f.Development = true, true }), "allow", []wire.Reason{"bot"}},
		"tampered":                   {login(func(f *Facts) { f.Tampered = true }), "challenge", []wire.Reason{"tampered"}},
		"new phone":                  {login(func(f *Facts) { f.NewFingerprint = true }), "allow", []wire.Reason{"new_fingerprint"}},
		"journey":                    {login(func(f *Facts) { f.NewIP = true }), "allow", []wire.Reason{"new_ip"}},
		"both":                       {login(func(f *Facts) { f.NewFingerprint, f.NewIP = true, true }), "challenge", []wire.Reason{"new_fingerprint", "new_ip"}},
		"too far":                    {login(func(f *Facts) { f.ImpossibleTravel = true }), "challenge", []wire.Reason{"impossible_travel"}},
		"one device too many":        {login(func(f *Facts) { f.LimitExceeded = true }), "challenge", []wire.Reason{"limit_exceeded"}},
		"two at once":                {login(func(f *Facts) { f.Concurrency = true }), "allow", nil},
		"many people, known browser": {login(func(f *Facts) { f.People, f.PeopleLimit = 3, 2 }), "allow", nil},
		"many people, new browser":   {login(func(f *Facts) { f.People, f.PeopleLimit, f.NewFingerprint = 3, 2, true }), "challenge", []wire.Reason{"new_fingerprint", "people_limit_exceeded"}},
		"no limit of people":         {login(func(f *Facts) { f.People, f.NewFingerprint = 3, true }), "allow", []wire.Reason{"new_fingerprint"}},
		"ten signups":                {signup(func(f *Facts) { f.Evaluations.IP.Hour = 10 }), "challenge", []wire.Reason{"velocity"}},
		"nine signups":               {signup(func(f *Facts) { f.Evaluations.IP.Hour = 9 }), "allow", nil},
		"twenty logins":              {login(func(f *Facts) { f.Evaluations.User.TenMinutes = 20 }), "challenge", []wire.Reason{"velocity"}},
		"twenty logins in an hour":   {login(func(f *Facts) { f.Evaluations.User.Hour = 20 }), "allow", nil},
		"suspended, whatever else":   {login(func(f *Facts) { f.Suspended, f.Bot = true, true }), "deny", []wire.Reason{"suspended", "bot"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := Default().Decide(&tt.facts, On)
			if d.Verdict != tt.verdict || !slices.Equal(d.Reasons, tt.reasons) || d.Reasons == nil {
				t.Errorf("%s for %v", d.Verdict, d.Reasons)
			}
			for _, o := range d.Outcomes {
				if o.Err != nil {
					t.Error(o.Err)
				}
			}
		})
	}
}

func TestOrder(t *testing.T) {
	const rules = `
rules:
  - {name: a, when: bot, verdict: challenge}
  - {name: b, when: tampered, verdict: deny}
  - {name: c, when: new_ip, verdict: allow, reason: new_ip, priority: 1}
  - {name: d, when: "true", reason: velocity}
`
	for name, tt := range map[string]struct {
		facts   Facts
		verdict wire.Verdict
		reasons []wire.Reason
	}{
		"the first of the file":          {Facts{Bot: true, Tampered: true}, "challenge", []wire.Reason{"velocity"}},
		"the higher priority":            {Facts{Bot: true, Tampered: true, NewIP: true}, "allow", []wire.Reason{"new_ip", "velocity"}},
		"a reason alone decides nothing": {Facts{}, "allow", []wire.Reason{"velocity"}},
	} {
		t.Run(name, func(t *testing.T) {
			if d := parsed(t, rules).Decide(&tt.facts, On); d.Verdict != tt.verdict || !slices.Equal(d.Reasons, tt.reasons) {
				t.Errorf("%s for %v", d.Verdict, d.Reasons)
			}
		})
	}
}

func TestModes(t *testing.T) {
	for name, tt := range map[string]struct {
		file, rule, caller Mode
		verdict, shadow    wire.Verdict
		reasons            int
	}{
		"on":                      {"on", "on", On, "deny", "deny", 1},
		"default":                 {`""`, `""`, On, "deny", "deny", 1},
		"rule only logs":          {"on", "log", On, "allow", "deny", 1},
		"policy only logs":        {"log", "on", On, "allow", "deny", 1},
		"project only logs":       {"on", "on", Log, "allow", "deny", 1},
		"rule off":                {"on", `"off"`, On, "allow", "allow", 0},
		"policy off":              {`"off"`, "on", On, "allow", "allow", 0},
		"a rule goes not further": {`"off"`, "log", On, "allow", "allow", 0},
		"project off":             {"on", "log", Off, "allow", "allow", 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := parsed(t, "mode: "+string(tt.file)+"\nrules: [{name: a, when: bot, verdict: deny, reason: bot, mode: "+string(tt.rule)+"}]")
			d := p.Decide(&Facts{Bot: true}, tt.caller)
			if d.Verdict != tt.verdict || d.Shadow != tt.shadow || len(d.Reasons) != tt.reasons {
				t.Errorf("%s, shadow %s, %v", d.Verdict, d.Shadow, d.Reasons)
			}
		})
	}
}

func TestMistakesAreNamed(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"unknown fact":    {"rules:\n  - {name: a, when: bot, verdict: deny}\n  - name: odd\n    when: bot and fingerprnt\n    verdict: deny", []string{`rule "odd" (line 3)`, "line 1, column 9", "unknown name fingerprnt"}},
		"part of a fact":  {"rules: [{name: a, when: email.vaild, verdict: deny}]", []string{`rule "a" (line 1)`, "column", "vaild"}},
		"not a condition": {"rules: [{name: a, when: confidence, verdict: deny}]", []string{`rule "a"`, "bool"}},
		"types":           {"rules: [{name: a, when: 'action > 3', verdict: deny}]", []string{`rule "a"`, "column 8", "mismatched types string and int"}},
		"syntax":          {"rules: [{name: a, when: 'bot and', verdict: deny}]", []string{`rule "a"`, "unexpected token EOF"}},
		"the clock":       {"rules: [{name: a, when: 'now().Hour() > 3', verdict: deny}]", []string{`rule "a"`, "now"}},
		"no condition":    {"rules: [{name: a, verdict: deny}]", []string{`rule "a"`, "no condition"}},
		"no name":         {"rules: [{when: bot, verdict: deny}]", []string{"rule of line 1", "no name"}},
		"no effect":       {"rules: [{name: a, when: bot}]", []string{"nothing follows"}},
		"verdict":         {"rules: [{name: a, when: bot, verdict: block}]", []string{"allow, challenge or deny"}},
		"reason":          {"rules: [{name: a, when: bot, reason: evil}]", []string{"impossible_travel"}},
		"mode of a rule":  {"rules: [{name: a, when: bot, verdict: deny, mode: dry}]", []string{`rule "a"`, "off, log or on"}},
		"mode":            {"mode: dry", []string{"off, log or on"}},
		"priority":        {"rules: [{name: a, when: bot, verdict: deny, priority: 10000000}]", []string{"priority"}},
		"misspelt field":  {"rules:\n  - {name: a, wen: bot, verdict: deny}", []string{"rule of line 2: there is no field wen", "a rule has name, about, when"}},
		"misspelt list":   {"mode: on\nrule: []", []string{"line 2: there is no field rule: a policy has mode and rules"}},
		"only a text":     {"allow", []string{"line 1: want mode and rules"}},
		"rules, no list":  {"rules: all", []string{"line 1: want a list"}},
		"rule, no fields": {"rules:\n  - deny into int", []string{"rule of line 2: want fields"}},
		"no number":       {"rules: [{name: a, when: bot, verdict: deny, priority: high}]", []string{"rule of line 1: want a whole number"}},
		"no text":         {"rules: [{name: [a], when: bot, verdict: deny}]", []string{"rule of line 1: want a text"}},
		"mode twice":      {"mode: on\nmode: log", []string{"line 2", "already defined"}},
		"twice":           {"rules: [{name: a, when: bot, verdict: deny}, {name: a, when: bot, verdict: deny}]", []string{"another rule"}},
		"not YAML":        {"rules: [", []string{"line 1"}},
		"two documents":   {"mode: on\n---\nmode: on", []string{"one document"}},
		"all at once":     {"rules: [{name: a, when: x, verdict: deny}, {name: b, when: y, verdict: deny}]", []string{`rule "a"`, `rule "b"`}},
		"too long":        {strings.Repeat("#", maxPolicy+1), []string{"1 MiB"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse([]byte(tt.text))
			for _, want := range tt.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("no %q in: %v", want, err)
				}
				if err != nil && strings.Contains(err.Error(), "unmarshal") {
					t.Errorf("words of another language: %v", err)
				}
			}
		})
	}
}

func TestJSONIsYAML(t *testing.T) {
	p := parsed(t, `{"mode": "on", "rules": [{"name": "a", "when": "\"staff\" in groups", "verdict": "allow"}, {"name": "b", "when": "true", "verdict": "deny"}]}`)
	if d := p.Decide(&Facts{Groups: []string{"staff"}}, On); d.Verdict != wire.VerdictAllow {
		t.Error(d.Verdict)
	}
	if d := p.Decide(&Facts{}, On); d.Verdict != wire.VerdictDeny {
		t.Error(d.Verdict)
	}
}

// TestFailingRule: a rule that cannot be worked out does not hold, and stops no other.
func TestFailingRule(t *testing.T) {
	p := parsed(t, `rules: [{name: a, when: 'groups[0] == "x"', verdict: deny}, {name: b, when: bot, verdict: challenge}]`)
	d := p.Decide(&Facts{Bot: true}, On)
	if d.Outcomes[0].Err == nil || d.Outcomes[0].Holds || d.Verdict != wire.VerdictChallenge {
		t.Errorf("%+v", d)
	}
}

func TestExplain(t *testing.T) {
	p := parsed(t, `
rules:
  - {name: many, when: evaluations.ip.hour > 3 and not email.webmail, verdict: challenge, reason: velocity}
  - {name: dry, when: bot, verdict: deny, mode: log, priority: 5}
  - {name: other, when: tampered, verdict: deny}
  - {name: sleeping, when: bot, verdict: deny, mode: "off"}
`)
	f := Facts{Action: "signup", Bot: true, Evaluations: Counts{IP: Windows{Hour: 4}}}
	d := p.Decide(&f, On)
	var b bytes.Buffer
	if err := d.Explain(&b, &f); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"verdict  challenge, by rule many\n", "reasons  velocity\n", "shadow   deny, by rule dry",
		"  decides  many ", "challenge, reason velocity\n", "when evaluations.ip.hour > 3 and not email.webmail\n           email.webmail = false\n           evaluations.ip.hour = 4\n",
		"  holds    dry ", "deny, priority 5, only logged", "  -        other ", "  off      sleeping ",
		"  action                           \"signup\"\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in:\n%s", want, b.String())
		}
	}
}

// TestAsks: what no rule looks at need not be found out.
func TestAsks(t *testing.T) {
	for when, want := range map[string]bool{
		"true": false, "evaluations.ip.hour > 1": false, `groups == ["attaches"]`: false,
		"attaches.ip.hour > 1": true, "bot and not (attaches.user.day < 3)": true, "let a = attaches; a.ip.day > 1": true,
		`$env["attaches"].ip.day > 1`: true, "any(groups, attaches.ip.day > 1)": true,
	} {
		p, err := Parse(fmt.Appendf(nil, "rules: [{name: x, when: %q, reason: bot}]", when))
		if err != nil {
			t.Errorf("%s: %v", when, err)
			continue
		}
		if got := p.Asks("attaches"); got != want {
			t.Errorf("%s: %t", when, got)
		}
	}
	if Default().Asks("attaches") || !Default().Asks("new_ip") {
		t.Error("of the default policy")
	}
}

// TestNames: rules and requests call a fact the same, and each has a name of its own.
func TestNames(t *testing.T) {
	seen := map[string]bool{}
	for _, fact := range (&Facts{}).List() {
		if fact.Name == "" || seen[fact.Name] {
			t.Errorf("%s is %q", fact.Field, fact.Name)
		}
		seen[fact.Name] = true
	}
	var sameNames func(reflect.Type)
	sameNames = func(typ reflect.Type) {
		for i := range typ.NumField() {
			f := typ.Field(i)
			if f.Tag.Get("expr") != f.Tag.Get("json") {
				t.Errorf("%s.%s: %s", typ, f.Name, f.Tag)
			}
			if f.Type.Kind() == reflect.Struct {
				sameNames(f.Type)
			}
		}
	}
	sameNames(reflect.TypeFor[Facts]())
}

func FuzzParse(f *testing.F) {
	f.Add(DefaultText())
	f.Add(`{"rules":[{"name":"a","when":"any(groups, # == action)","verdict":"deny"}]}`)
	f.Add("rules: [{name: a, when: 'groups[9] == \"\"', reason: bot}]")
	facts := Facts{Action: "login", Groups: []string{"a"}}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse([]byte(text))
		if err != nil {
			return
		}
		d := p.Decide(&facts, On)
		if d.Verdict == "" || d.Reasons == nil || len(d.Outcomes) != len(p.Rules) {
			t.Errorf("%+v", d)
		}
		if err := d.Explain(&bytes.Buffer{}, &facts); err != nil {
			t.Error(err)
		}
		if _, err := json.Marshal(d.Reasons); err != nil {
			t.Error(err)
		}
	})
}

func BenchmarkDecide(b *testing.B) {
	f := Facts{Action: "login", KnownUser: true, Confidence: 0.99}
	for b.Loop() {
		Default().Decide(&f, On)
	}
}
