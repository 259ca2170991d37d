// Package web is what answers HTTP: routes, middleware, the citizen's pages,
// the office's pages, the API and the downloads. Gin lives here and nowhere
// else.
//
// Handlers are methods that return an error; one table (errors.go) turns errors
// into a status and a sentence, and nothing internal leaves. Rules live
// elsewhere: what may be stored in intake, who may do what in staff, every
// figure in report.
//
// The routes are in routes.go, all of them. Who calls them:
//
//	/, /s/…, /privacy      citizens, no login, no cookie, no script
//	/contact/…             the same, who want an answer and say who they are
//	/api/v1/s/…            programs that send a citizen's answers
//	/api/v1/…              programs of the office, bearer token or office session
//	/office/…              the office, after login
//	/healthz, /readyz      the operator
package web
