// Package dashboard serves the operators' pages, below /admin.
//
// They are HTML that the server renders, with plain links and forms: everything works
// without a script, and a POST is answered by a redirect, so that a reload does nothing
// twice. The one script, htmx, only brings what is on the overview up to date.
//
// An operator exchanges the admin key for a session: a cookie of twelve hours that no
// script reads and no other site sends. Forms of other origins are refused, pages may
// neither be kept nor framed nor left with a Referer, and every change is logged.
package dashboard
