package report

import "errors"

// How few responses could point at persons. Who may read single responses is
// warned by hidden parts of a table; who may read totals only is refused
// whatever is smaller than Few, so that narrowing a scope leads to nobody.
const (
	SmallPart = 5
	Few       = 10
)

// ErrTooFew: the scope holds so few responses that its figures would be those of
// persons, and the asker may read totals only.
var ErrTooFew = errors.New("too few responses to show")

// Hides reports whether a part of the report has so few responses that its
// figures, and how few exactly, are not shown.
func (r *Report) Hides(p Part) bool { return p.Index.Responses < r.Least }

// guard holds a request for totals to what may be asked for.
func (q *Request) guard(responses int64) error {
	if q.Totals && (len(q.Groups) > 0 || responses > 0 && responses < Few) {
		return ErrTooFew
	}
	return nil
}

// least is the size below which parts are hidden from the asker.
func (q *Request) least() int64 {
	if q.Totals {
		return Few
	}
	return SmallPart
}
