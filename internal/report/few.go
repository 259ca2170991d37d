package report

import "errors"

// How few responses could point at persons. Who may read single responses is
// warned by hidden parts of a table; who may read totals only is refused
// whatever is smaller than Few, so that narrowing a scope leads to nobody.
const (
	SmallPart = 5
	Few       = 10
)

// ErrTooFew: the asker may read totals only, and the scope is not a whole
// campaign or period, or holds so few responses that its figures would be those
// of persons. Two scopes that differ by one response give that response away, so
// such an asker narrows nothing.
var ErrTooFew = errors.New("too few responses to show")

// guard holds a request for totals to what may be asked for.
func (q *Request) guard(responses int64) error {
	if q.Totals && (q.narrowed() || responses > 0 && responses < Few) {
		return ErrTooFew
	}
	return nil
}

func (q *Request) narrowed() bool {
	return len(q.Places)+len(q.Counters)+len(q.Fields)+len(q.Channels)+len(q.Groups) > 0
}

// hide marks the parts that are too small, and with them so many of the next
// smallest that the hidden ones together are not: what is hidden could be had
// by subtracting the others from the whole.
func hide(parts []Part, least int64) {
	var hidden int64
	for hidden < least {
		smallest := -1
		for i, p := range parts {
			if !p.Hidden && (smallest < 0 || p.Index.Responses < parts[smallest].Index.Responses) {
				smallest = i
			}
		}
		if smallest < 0 || hidden == 0 && parts[smallest].Index.Responses >= least {
			return
		}
		parts[smallest].Hidden = true
		hidden += parts[smallest].Index.Responses
	}
	for i := range parts {
		parts[i].Hidden = parts[i].Hidden || parts[i].Index.Responses < least
	}
}

// least is the size below which parts are hidden from the asker.
func (q *Request) least() int64 {
	if q.Totals {
		return Few
	}
	return SmallPart
}
