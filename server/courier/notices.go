package courier

import (
	"strings"

	"golang.org/x/text/language"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// notice is the message about a new device in one language. {device} and {project} are
// filled in; like the messages with codes it has no link.
type notice struct{ subject, text string }

// notices are by the tag of their language.
var notices = map[language.Tag]notice{
	language.English: {"A new device uses your {project} account",
		"Your {project} account is used on a new device: {device}. If this was you, there is nothing to do. If not, change your password."},
	language.French: {"Un nouvel appareil utilise votre compte {project}",
		"Votre compte {project} est utilisé sur un nouvel appareil : {device}. Si c’était vous, vous n’avez rien à faire. Sinon, changez votre mot de passe."},
	language.Spanish: {"Un dispositivo nuevo usa tu cuenta de {project}",
		"Tu cuenta de {project} se usa en un dispositivo nuevo: {device}. Si has sido tú, no tienes que hacer nada. Si no, cambia tu contraseña."},
	language.Arabic: {"جهاز جديد يستخدم حسابك في {project}",
		"يُستخدم حسابك في {project} على جهاز جديد: {device}. إذا كنت أنت، فلا داعي لفعل شيء. وإلا فغيّر كلمة المرور."},
	language.German: {"Ein neues Gerät verwendet Ihr Konto bei {project}",
		"Ihr Konto bei {project} wird auf einem neuen Gerät verwendet: {device}. Wenn Sie das waren, ist nichts zu tun. Wenn nicht, ändern Sie Ihr Passwort."},
	language.BrazilianPortuguese: {"Um novo dispositivo usa a sua conta {project}",
		"A sua conta {project} está em uso em um novo dispositivo: {device}. Se foi você, não há nada a fazer. Se não, mude a sua senha."},
	language.Japanese: {"{project} のアカウントが新しい端末で使われています",
		"{project} のアカウントが新しい端末（{device}）で使われています。ご本人の場合は何もする必要はありません。心当たりがない場合は、パスワードを変更してください。"},
	language.SimplifiedChinese: {"有新设备在使用您的 {project} 账户",
		"有新设备正在使用您的 {project} 账户：{device}。如果是您本人，无需任何操作。如果不是，请更改密码。"},
}

func composeNotice(m core.Message, w words) Letter {
	n := notices[w.tag]
	fill := strings.NewReplacer("{device}", oneLine(m.Device), "{project}", oneLine(m.Project))
	l := Letter{To: m.To, Channel: m.Channel, Text: fill.Replace(n.text), Language: w.tag.String()}
	if m.Channel == wire.ChannelEmail {
		l.Subject = fill.Replace(n.subject)
	}
	return l
}
