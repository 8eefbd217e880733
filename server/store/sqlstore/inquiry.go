package sqlstore

import (
	"strconv"
	"strings"

	"github.com/openrupt/openrupt/server/core"
)

// Inquire answers rules by one statement, a UNION of everything that was asked. Each of
// its rows has the number of the question, and three counts with what they are of.
func (tx *Tx) Inquire(project string, q core.Inquiry) (core.Findings, error) {
	f := core.Findings{Attempts: map[string][3]int{}}
	list := questions(project, q, &f)
	if len(list) == 0 {
		return f, nil
	}
	var text strings.Builder
	var args []any
	for i, question := range list {
		if i > 0 {
			text.WriteString(" UNION ALL ")
		}
		text.WriteString("SELECT " + strconv.Itoa(i) + ", " + question.text)
		args = append(args, question.args...)
	}
	err := tx.conn.Read(Query{text.String(), args, func(r Row) error {
		var i int
		var of string
		var n [3]int
		err := r.Scan(&i, &of, &n[0], &n[1], &n[2])
		if err == nil {
			list[i].answer(of, n)
		}
		return err
	}})
	return f, err
}

// question is a part of an inquiry.
type question struct {
	// text follows SELECT and the number of the question.
	text   string
	args   []any
	answer func(of string, n [3]int)
}

func questions(project string, q core.Inquiry, f *core.Findings) (list []question) {
	accesses := func(counts *[3]int, which, value string) {
		if q.Accesses == 0 {
			return
		}
		list = append(list, question{
			`'', count(*), count(CASE WHEN created_at > ? THEN 1 END), count(CASE WHEN created_at > ? THEN 1 END) FROM (` +
				which + ` AND a.created_at > ? ORDER BY 1 DESC LIMIT ?) AS latest`,
			[]any{q.Since[1], q.Since[2], project, value, q.Since[0], q.Accesses},
			func(_ string, n [3]int) { *counts = n },
		})
	}
	if len(q.Subjects) > 0 {
		list = append(list, attemptSums(project, q, f))
	}
	if q.User != "" {
		accesses(&f.ByUser, `SELECT a.created_at FROM accesses a WHERE a.project_id = ? AND a.user_id = ?`, q.User)
		list = append(list, addresses(project, q, f))
	}
	if q.Fingerprint != "" {
		accesses(&f.ByFingerprint, accessesByFingerprint, q.Fingerprint)
		list = append(list, shared(project, q, f))
	}
	if q.IP != "" {
		accesses(&f.ByIP, `SELECT a.created_at FROM accesses a WHERE a.project_id = ? AND a.ip = ?`, q.IP)
	}
	return list
}

// accessesByFingerprint are those on the fingerprint's devices. CROSS JOIN keeps SQLite from
// beginning with all accesses of the project.
const accessesByFingerprint = `SELECT a.created_at FROM devices d CROSS JOIN accesses a
 WHERE d.project_id = ? AND d.fingerprint_id = ? AND a.project_id = d.project_id AND a.user_id = d.user_id AND a.device_id = d.id`

func attemptSums(project string, q core.Inquiry, f *core.Findings) question {
	args := []any{q.Since[1], q.Since[2], project}
	for _, s := range q.Subjects {
		args = append(args, s)
	}
	return question{
		`subject, CAST(sum(n) AS BIGINT), CAST(sum(CASE WHEN created_at > ? THEN n ELSE 0 END) AS BIGINT),
 CAST(sum(CASE WHEN created_at > ? THEN n ELSE 0 END) AS BIGINT) FROM attempts
 WHERE project_id = ? AND subject IN (` + marks(len(q.Subjects)) + `) AND created_at > ? GROUP BY subject`,
		append(args, q.Since[0]),
		func(of string, n [3]int) { f.Attempts[of] = n },
	}
}

func addresses(project string, q core.Inquiry, f *core.Findings) question {
	return question{
		`'', count(*), count(CASE WHEN ip = ? THEN 1 END), 0 FROM (SELECT ip FROM accesses WHERE project_id = ? AND user_id = ?
 ORDER BY created_at DESC LIMIT ?) AS latest`,
		[]any{q.IP, project, q.User, q.Lately},
		func(_ string, n [3]int) { f.Active, f.Here = n[0] > 0, n[1] > 0 },
	}
}

func shared(project string, q core.Inquiry, f *core.Findings) question {
	return question{
		`'', count(*), 0, 0 FROM (SELECT 1 FROM devices WHERE project_id = ? AND fingerprint_id = ? AND user_id <> ? LIMIT 1) AS latest`,
		[]any{project, q.Fingerprint, q.User},
		func(_ string, n [3]int) { f.Shared = n[0] > 0 },
	}
}
