package web

import (
	"fmt"

	"hailong/internal/report"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// problems say to whoever wrote a program what its request lacked. Citizens are
// told in other words (page.Words).
var problems = map[string]struct{ title, detail string }{
	"voided":             {"Code withdrawn", "The code in the address is no longer used."},
	"not-found":          {"Not found", "There is no such code, campaign or address."},
	"busy":               {"Too busy", "Too many submissions wait. Send the same request with the same key after Retry-After seconds."},
	"unavailable":        {"Store unavailable", "The store does not answer. Send the same request, a submission with the same key, after Retry-After seconds."},
	"method-not-allowed": {"Method not allowed", "This address takes another method; see the Allow header."},
	"wrong-host":         {"Misdirected request", "The Host header names none of this service's addresses (HAILONG_PUBLIC_URL)."},
	"cross-origin":       {"Cross-origin request", "The request was made by a page of another site."},
	"unreadable":         {"Unreadable request", "The body is not of the announced format."},
	"too-slow":           {"Request too slow", "The body did not arrive in time. Send the same request with the same key again."},
	"media-type":         {"Unsupported media type", "Send the body with Content-Type: application/json."},
	"too-large":          {"Request too large", "The body is larger than this address takes."},
	"login-required":     {"Not logged in", "Send Authorization: Bearer with a token made by \"hailong account token\"."},
	"forbidden":          {"Not allowed", "The role of this token may not do this."},
	"too-few":            {"Too few responses", fmt.Sprintf("A role that may read totals only is shown whole campaigns and periods, of %d responses or more.", report.Few)},
	"invalid-sheet":      {"Invalid sheet", "Nothing was stored. Every fault is listed in faults."},
	"stale-key":          {"Form key no longer good", "The key came with a form of ours more than 12 hours ago, or for another code. Nothing was stored. Send the sheet with the key of a form that is opened now, or with one of your own such as a UUID."},
	"too-many":           {"Too many submissions", "This network, this code or this unit has sent as much as it may in a while. Nothing was stored. Send the same request with the same key after Retry-After seconds."},
	"internal":           {"Internal error", "The fault is ours; the log has more under the instance."},
}

func problemWords(f failure, err error) (title, detail string) {
	if detail, ok := badParameter(err); ok {
		return "Bad parameter", detail
	}
	if p, ok := problems[f.code]; ok {
		return p.title, p.detail
	}
	return f.title(page.WordsIn(survey.English))
}

// faultWords says what a fault of a JSON sheet is.
func faultWords(f survey.Fault) string {
	switch f.Code {
	case survey.FaultRequired:
		return "must be answered"
	case survey.FaultUnknown:
		return "the template asks no such question"
	case survey.FaultMember:
		return "no such member; a sheet has key, answers, comment and field"
	case survey.FaultRepeated:
		return "stands more than once"
	case survey.FaultType:
		return `a level is a number 1 to 5 or "na", an option a string, several options a list of strings, key, comment and field strings, answers an object`
	case survey.FaultRange:
		return `a level is 1, 2, 3, 4, 5 or "na"`
	case survey.FaultOption:
		return "no such option"
	case survey.FaultTooMany:
		return fmt.Sprintf("at most %d options", f.Limit)
	case survey.FaultTooLong:
		return fmt.Sprintf("at most %d characters (Unicode code points)", f.Limit)
	case survey.FaultText:
		return "not valid UTF-8"
	case survey.FaultEmpty:
		return "nothing is answered"
	case survey.FaultKey:
		return "a key is 16 to 64 letters, digits, dashes and underscores, such as a UUID"
	case survey.FaultUnreadable:
		return "not one JSON object"
	}
	return string(f.Code)
}
