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
	language.English: {"A new device is using your {project} account",
		"Your {project} account was used on a new device: {device}. If that was you, there is nothing to do. If not, please change your password."},
	language.French: {"Un nouvel appareil utilise votre compte {project}",
		"Votre compte {project} a été utilisé sur un nouvel appareil\u00a0: {device}. Si c’était vous, vous n’avez rien à faire. Sinon, veuillez changer votre mot de passe."},
	language.Spanish: {"Un dispositivo nuevo usa tu cuenta de {project}",
		"Tu cuenta de {project} se ha usado en un dispositivo nuevo: {device}. Si has sido tú, no tienes que hacer nada. Si no, cambia tu contraseña."},
	language.Arabic: {"جهاز جديد يستخدم حسابك في {project}",
		"استُخدم حسابك في {project} على جهاز جديد: {device}. إذا كان ذلك منك، فلا داعي لفعل شيء. وإلا فيُرجى تغيير كلمة المرور."},
	language.German: {"Ein neues Gerät verwendet Ihr Konto bei {project}",
		"Ihr Konto bei {project} wurde auf einem neuen Gerät verwendet: {device}. Wenn Sie das waren, ist nichts zu tun. Wenn nicht, ändern Sie bitte Ihr Passwort."},
	language.BrazilianPortuguese: {"Um novo dispositivo está usando a sua conta {project}",
		"A sua conta {project} foi usada em um novo dispositivo: {device}. Se foi você, não há nada a fazer. Se não, troque a sua senha."},
	language.Japanese: {"{project} のアカウントが新しいデバイスで使われています",
		"{project} のアカウントが新しいデバイス（{device}）で使われました。ご本人の場合は何もする必要はありません。心当たりがない場合は、パスワードを変更してください。"},
	language.SimplifiedChinese: {"有新设备在使用您的 {project} 账号",
		"有新设备使用了您的 {project} 账号：{device}。如果是您本人，无需任何操作。如果不是，请修改密码。"},
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
