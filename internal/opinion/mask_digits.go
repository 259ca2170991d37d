package opinion

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// mostDigits may be left in a row; one more leads somewhere: to a telephone, a
// file, an account.
const mostDigits = 5

// A group is digits without anything between, with what stands before it when
// it goes on a number.
type group struct {
	from, to int
	digits   string
	gap      string
}

// loose reports whether the group begins another number of a list or a sentence,
// unless it is that of a telephone.
func (g group) loose() bool {
	return strings.ContainsAny(g.gap, ".,") && strings.Contains(g.gap, " ")
}

const (
	gapSigns = " -.,/_·•*()|~"
	// mostGap is the longest gap inside a number, as in "0912 - 345".
	mostGap = 3
)

// runs returns the groups that gaps join.
func (v view) runs() [][]group {
	var all [][]group
	end := -1 // of the last group
	for i := 0; i < len(v.text); {
		if c := v.text[i]; c < '0' || c > '9' {
			i++
			continue
		}
		to := i
		for to < len(v.text) && '0' <= v.text[to] && v.text[to] <= '9' {
			to++
		}
		g := group{from: i, to: to, digits: v.text[i:to]}
		if end >= 0 && joins(v.text[end:i]) {
			g.gap = v.text[end:i]
			all[len(all)-1] = append(all[len(all)-1], g)
		} else {
			all = append(all, []group{g})
		}
		end, i = to, to
	}
	return all
}

func joins(gap string) bool {
	return utf8.RuneCountInString(gap) <= mostGap && strings.Trim(gap, gapSigns) == ""
}

// findNumbers finds everything that is made of digits.
func findNumbers(v view) []span {
	var found []span
	for _, run := range v.runs() {
		r := reading{view: v, run: run}
		found = append(found, r.read()...)
	}
	return found
}

// A reading goes through one run and tells what its numbers are. The rest is
// what is nothing known, and is masked where it is long.
type reading struct {
	view
	run   []group
	rest  []group
	found []span
}

func (r *reading) read() []span {
	for i := 0; i < len(r.run); {
		if n := r.date(i); n > 0 {
			r.flush()
			i += n
		} else if n, s := r.personal(i); n > 0 {
			r.flush()
			r.mask(r.run[i:i+n], s)
			i += n
		} else if n := r.amount(i); n > 0 {
			r.flush()
			i += n
		} else {
			if r.run[i].loose() {
				r.flush()
			}
			r.rest = append(r.rest, r.run[i])
			i++
		}
	}
	r.flush()
	return r.found
}

// flush masks the rest so far if it is long.
func (r *reading) flush() {
	if digits := joined(r.rest); len(digits) > mostDigits {
		r.mask(r.rest, kindOf(digits))
	}
	r.rest = nil
}

func kindOf(digits string) sign {
	switch {
	case phones.MatchString(digits):
		return signPhone
	case len(digits) == 9, cards.MatchString(digits): // a CMND, a CCCD
		return signCard
	}
	return signDigits
}

// mask hides groups, with the plus or the bracket that belongs to them.
func (r *reading) mask(list []group, s sign) {
	from, to := list[0].from, list[len(list)-1].to
	if r.before(from) == '+' {
		from--
	}
	if r.before(from) == '(' && strings.Contains(r.text[from:to], ")") {
		from--
	}
	r.found = append(r.found, span{from, to, s})
}

func joined(list []group) string {
	var b strings.Builder
	for _, g := range list {
		b.WriteString(g.digits)
	}
	return b.String()
}

var (
	// phones are mobile and fixed numbers, those of before 2018 too, and hotlines.
	phones = regexp.MustCompile(`^(?:(?:0|840?|00840?)(?:[35789]\d{8}|2\d{8,9}|1[2689]\d{8})|1[89]00\d{4,6})$`)
	cards  = regexp.MustCompile(`^0\d{11}$`)
)

// personal returns how many groups from i make a telephone number or a CCCD: one,
// or else as many as can.
func (r *reading) personal(i int) (n int, s sign) {
	digits := ""
	for j := i; j < len(r.run) && len(digits) < 14; j++ {
		if j > i && strings.Contains(r.run[j].gap, "/") {
			break
		}
		digits += r.run[j].digits
		switch {
		case phones.MatchString(digits):
			n, s = j-i+1, signPhone
		case cards.MatchString(digits):
			n, s = j-i+1, signCard
		}
		if j == i && n > 0 {
			break
		}
	}
	return n, s
}
