package hosted

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// visit is one request for the challenge page.
type visit struct {
	p       *Pages
	w       http.ResponseWriter
	r       *http.Request
	texts   *ui.Texts
	id      string
	backend *backend
	state   ui.State
	// target is where to leave for.
	target string
}

func (p *Pages) showChallenge(w http.ResponseWriter, r *http.Request) {
	v, ok := p.visit(w, r)
	if !ok {
		return
	}
	v.run(ui.Start(v.state))
	if v.target != "" {
		http.Redirect(w, r, v.target, http.StatusSeeOther)
		return
	}
	if v.backend.session != "" {
		v.keep()
	}
	v.write()
}

func (p *Pages) pressChallenge(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	if err := errors.Join(p.guard.Check(r), r.ParseForm()); err != nil {
		http.Error(w, "This form was not sent by its own page.", http.StatusForbidden)
		return
	}
	do := r.PostForm.Get(ui.ActionField)
	if changeLanguage(w, r, do) {
		return
	}
	v, ok := p.visit(w, r)
	if !ok {
		return
	}
	v.run(ui.Start(v.state))
	if v.target == "" {
		v.run(ui.Update(v.state, ui.Press{Do: do, Code: r.PostForm.Get(ui.CodeField)}))
	}
	v.keep()
	if v.target == "" {
		v.target = here(r)
	}
	http.Redirect(w, r, v.target, http.StatusSeeOther)
}

// visit prepares a request, or answers it when there is no such challenge.
func (p *Pages) visit(w http.ResponseWriter, r *http.Request) (*visit, bool) {
	q := r.URL.Query()
	v := &visit{p: p, w: w, r: r, texts: languageOf(r), id: q.Get("challenge")}
	project, err := p.Core.ChallengeByID(r.Context(), v.id)
	if err != nil {
		v.absent(err)
		return nil, false
	}
	holder := p.Caller(r)
	holder.Project, holder.Class = project, core.Browser
	v.backend = &backend{ctx: r.Context(), core: p.Core, log: p.Log, id: v.id, holder: holder, caller: holder}
	k := p.kept(r, v.id)
	v.backend.resume(k.session)
	v.state = k.state(v.backend.session != "")
	v.state.Now = wire.Time(p.Now().UnixMilli())
	v.state.Links = p.links(project, q)
	v.state.Preset = preset(q.Get("channel"))
	v.state.Project = project.Face()
	return v, true
}

// absent says that there is no such challenge, or that we cannot tell.
func (v *visit) absent(err error) {
	status := http.StatusNotFound
	v.state = ui.New()
	v.state.Screen = ui.ScreenUnknown
	if e := (&backend{ctx: v.r.Context(), log: v.p.Log, id: v.id}).fault(err); e.Code == wire.CodeInternal {
		status = http.StatusInternalServerError
		v.state.Screen, v.state.Notice = ui.ScreenLoading, ui.NoticeFailed
	}
	v.send(status, nil)
}

// links are the targets of the query whose origin the project allows.
func (p *Pages) links(project *core.Project, q url.Values) ui.Links {
	var l ui.Links
	for name, to := range map[string]*string{
		ui.TargetSuccess: &l.Success, ui.TargetLogout: &l.Logout,
		ui.TargetNewAccount: &l.NewAccount, ui.TargetUpgrade: &l.Upgrade,
	} {
		switch target := q.Get(name); {
		case target == "":
		case origin(target) != "" && p.Core.RedirectAllowed(project, target):
			*to = target
		default:
			l.Refused = true
		}
	}
	return l
}

func preset(channel string) wire.Channel {
	if c := wire.Channel(channel); c != wire.ChannelSMS {
		return c
	}
	return wire.ChannelText
}

// run executes effects until none is left. A page view sends no code: whoever opens
// a link has not asked for one yet.
func (v *visit) run(s ui.State, effects []ui.Effect) {
	v.state = s
	for _, e := range effects {
		switch {
		case e.Do == ui.Go:
			v.target = e.URL
		case e.Do == ui.SendCode && v.r.Method == http.MethodGet:
			v.state.Screen, v.state.Busy = ui.ScreenChannel, ui.Nothing
		default:
			if m := ui.Execute(v.backend, e, v.texts.Tag); m != nil {
				v.run(ui.Update(v.state, m))
			}
		}
	}
}

// keep remembers where the person stands for the next request.
func (v *visit) keep() {
	k := kept{snapshot: v.state.Snapshot()}
	if v.state.Proven {
		k.session = v.backend.session
	}
	v.p.keep(v.w, v.id, k)
}

// write sends the page, with the script while there is no session to protect.
func (v *visit) write() {
	status := http.StatusOK
	if v.state.Screen == ui.ScreenUnknown {
		status = http.StatusNotFound
	}
	var d *Data
	if client, err := v.p.ClientID(v.r.Context(), v.id); err == nil && client != "" && v.backend.session == "" {
		l := v.state.Links
		d = &Data{
			ClientID: client, Challenge: v.id, Language: v.texts.Tag, Channel: string(v.state.Preset),
			Snapshot: v.state.Snapshot(), Now: int64(v.state.Now),
			Links: DataLinks{l.Success, l.Logout, l.NewAccount, l.Upgrade, l.Refused},
		}
	}
	v.send(status, d)
}

func (v *visit) send(status int, data *Data) {
	l := v.state.Links
	d := document{
		Texts: v.texts, Title: ui.Title(v.state, v.texts), Body: markup(ui.View(v.state, v.texts)), Data: data,
		targets: []string{l.Success, l.Logout, l.NewAccount, l.Upgrade}, face: v.state.Face(),
	}
	if err := d.write(v.w, status); err != nil {
		v.p.Log.WarnContext(v.r.Context(), "challenge page", "error", err)
	}
}

// here is the page's own path and query.
func here(r *http.Request) string {
	return "/" + strings.TrimLeft(r.URL.RequestURI(), "/")
}
