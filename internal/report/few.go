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

// guard holds a request for totals to what may be asked for. With something
// excluded there is no second set of tables with it: each part of the two would
// give that of those left out.
func (q *Request) guard(responses, excluded int64) error {
	if q.Totals && (q.narrowed() || responses > 0 && responses < Few || q.Everything && excluded > 0) {
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
	for i, hidden := range smallest(parts, func(p Part) int64 { return p.Index.Responses }, least) {
		parts[i].Hidden = hidden
	}
}

// smallest finds which of a list are to be hidden.
func smallest[T any](list []T, size func(T) int64, least int64) []bool {
	hidden := make([]bool, len(list))
	var sum int64
	for sum < least {
		next := -1
		for i, v := range list {
			if !hidden[i] && (next < 0 || size(v) < size(list[next])) {
				next = i
			}
		}
		if next < 0 || sum == 0 && size(list[next]) >= least {
			return hidden
		}
		hidden[next] = true
		sum += size(list[next])
	}
	for i, v := range list {
		hidden[i] = hidden[i] || size(v) < least
	}
	return hidden
}

// least is the size below which parts are hidden from the asker.
func (q *Request) least() int64 {
	if q.Totals {
		return Few
	}
	return SmallPart
}
