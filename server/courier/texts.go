package courier

import (
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// words are the messages of one language. {code}, {project} and {minutes} are filled
// in. A text message begins with the code, so that it can be read on a locked screen;
// no message has a link, so that nobody learns to follow one.
type words struct {
	tag     language.Tag
	subject string
	email   string
	text    string
}

const (
	minutesEmail = 10
	minutesText  = 5
)

// languages are matched in order; the first is what everyone else gets.
var languages = []words{
	{language.English, "{code} is your {project} code",
		"{code} is your {project} code.\n\nIt works for {minutes} minutes. Do not share it with anyone.\nIf you did not ask for it, someone else may be trying to use your account.",
		"{code} is your {project} code. It works for {minutes} minutes. Do not share it."},
	{language.French, "{code} est votre code {project}",
		"{code} est votre code {project}.\n\nIl est valable {minutes} minutes. Ne le communiquez à personne.\nSi vous ne l’avez pas demandé, quelqu’un d’autre essaie peut-être d’utiliser votre compte.",
		"{code} est votre code {project}. Valable {minutes} minutes. Ne le communiquez à personne."},
	{language.Spanish, "{code} es tu código de {project}",
		"{code} es tu código de {project}.\n\nEs válido durante {minutes} minutos. No lo compartas con nadie.\nSi no lo has pedido, es posible que otra persona esté intentando usar tu cuenta.",
		"{code} es tu código de {project}. Válido durante {minutes} minutos. No lo compartas."},
	{language.Arabic, "{code} هو رمزك في {project}",
		"{code} هو رمزك في {project}.\n\nيبقى صالحًا لمدة {minutes} دقائق. يُرجى عدم مشاركته مع أحد.\nإذا لم تطلبه، فربما يحاول شخص آخر استخدام حسابك.",
		"{code} هو رمزك في {project}. صالح لمدة {minutes} دقائق. يُرجى عدم مشاركته."},
	{language.German, "{code} ist Ihr Code für {project}",
		"{code} ist Ihr Code für {project}.\n\nEr gilt {minutes} Minuten. Geben Sie ihn an niemanden weiter.\nWenn Sie ihn nicht angefordert haben, versucht möglicherweise jemand anderes, Ihr Konto zu verwenden.",
		"{code} ist Ihr Code für {project}. Er gilt {minutes} Minuten. Geben Sie ihn nicht weiter."},
	{language.BrazilianPortuguese, "{code} é o seu código {project}",
		"{code} é o seu código {project}.\n\nÉ válido por {minutes} minutos. Não o compartilhe com ninguém.\nSe você não o pediu, talvez outra pessoa esteja tentando usar a sua conta.",
		"{code} é o seu código {project}. Válido por {minutes} minutos. Não o compartilhe."},
	{language.Japanese, "{code} は {project} の確認コードです",
		"{code} は {project} の確認コードです。\n\n有効期限は{minutes}分です。誰にも教えないでください。\n心当たりがない場合は、ほかの人があなたのアカウントを使おうとしている可能性があります。",
		"{code} は {project} の確認コードです。有効期限は{minutes}分です。誰にも教えないでください。"},
	{language.SimplifiedChinese, "{code} 是您的 {project} 验证码",
		"{code} 是您的 {project} 验证码。\n\n{minutes} 分钟内有效。请勿告诉任何人。\n如果不是您本人申请的，可能有人正在尝试使用您的账号。",
		"{code} 是您的 {project} 验证码，{minutes} 分钟内有效。请勿告诉任何人。"},
}

var matcher = func() language.Matcher {
	tags := make([]language.Tag, len(languages))
	for i, w := range languages {
		tags[i] = w.tag
	}
	return language.NewMatcher(tags)
}()

// wordsFor returns the nearest language, English when none is near or asked for.
func wordsFor(tag string) words {
	asked, err := language.Parse(tag)
	if err != nil {
		return languages[0]
	}
	_, i, confidence := matcher.Match(asked)
	if confidence == language.No {
		i = 0
	}
	return languages[i]
}

// compose puts a message into words.
func compose(m core.Message) Letter {
	w := wordsFor(m.Language)
	if m.Device != "" {
		return composeNotice(m, w)
	}
	l := Letter{To: m.To, Channel: m.Channel, Text: w.text, Language: w.tag.String(), Challenge: m.Challenge, Code: m.Code}
	minutes := minutesText
	if m.Channel == wire.ChannelEmail {
		l.Subject, l.Text, minutes = w.subject, w.email, minutesEmail
	}
	fill := strings.NewReplacer("{code}", m.Code, "{project}", oneLine(m.Project), "{minutes}", strconv.Itoa(minutes))
	l.Subject, l.Text = fill.Replace(l.Subject), fill.Replace(l.Text)
	return l
}

// oneLine keeps a project's name from breaking out of its place.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
