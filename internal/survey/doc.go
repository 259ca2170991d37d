// Package survey is the vocabulary of Hài Lòng and its validity rules.
//
// It says what a questionnaire is, what a citizen may put on a sheet, and what
// of that is kept. It imports no other package of this project, does no input
// or output and never asks for the time: everything else points here.
//
// One word per thing:
//
//	template   an authored questionnaire, code and version, immutable once used (not: form, schema)
//	factor     a group of criteria with an index of its own (not: category, section)
//	criterion  one thing judged: a level question that belongs to a factor (not: item, metric)
//	question   the words and the kind of answer (not: field)
//	level      a position on the satisfaction scale, 1 (worst) to 5 (best) (not: score, rating)
//	field      lĩnh vực, the kind of administrative service a person came for
//	campaign   a template run at chosen places over some time (not: poll)
//	unit       đơn vị, a commune; place, a reception point of it; counter, a desk in a place
//	poster     a public code that hangs somewhere and opens one campaign's form
//	sheet      what somebody sent, before it is checked
//	response   one person's accepted sheet, a fact that never changes (not: submission, record)
//	answer     one reply in a response
//	scope      which responses are meant (not: filter, query)
package survey
