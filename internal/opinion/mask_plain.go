package opinion

import (
	"regexp"
	"strings"
)

// What stays although it has many digits: days, and amounts of money or of
// anything counted. Both must stand apart, so that no part of a telephone number
// is taken for one: "0912.345.000" holds no price.

// date returns how many groups from i are a day, a month, a stretch of years or
// the number of a decree.
func (r *reading) date(i int) int {
	for _, n := range []int{3, 2} {
		if i+n > len(r.run) || !r.datelike(r.run[i:i+n]) {
			continue
		}
		own := strings.TrimSpace(r.run[i+1].gap)
		if (i == 0 || apart(r.run[i].gap, own)) && (i+n == len(r.run) || apart(r.run[i+n].gap, own)) {
			return n
		}
	}
	return 0
}

func (r *reading) datelike(g []group) bool {
	own := strings.TrimSpace(g[1].gap)
	if own != "/" && own != "-" && (own != "." || len(g) == 2) {
		return false
	}
	last := g[len(g)-1]
	if len(g) == 2 {
		if own == "/" && len(g[0].digits) < 5 && year(last.digits) && decree.MatchString(r.text[last.to:]) {
			return true
		}
		return year(last.digits) && (year(g[0].digits) || upTo(g[0].digits, 12))
	}
	if strings.TrimSpace(g[2].gap) != own || !upTo(g[1].digits, 12) {
		return false
	}
	short := own == "/" && len(last.digits) == 2
	return upTo(g[0].digits, 31) && (year(last.digits) || short) || year(g[0].digits) && upTo(last.digits, 31)
}

// decree is how the number of a decree goes on: 118/2025/NĐ-CP.
var decree = regexp.MustCompile(`^/\p{Lu}`)

func year(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") }

// upTo reports whether s is one of 1..most, with or without a zero before.
func upTo(s string, most int) bool {
	if len(s) > 2 {
		return false
	}
	n := 0
	for i := range len(s) {
		n = 10*n + int(s[i]-'0')
	}
	return 1 <= n && n <= most
}

// apart reports whether a gap sets something off whose own gaps are given, or ""
// where those may be any. A comma ends a day, but not an amount.
func apart(gap, own string) bool {
	switch gap {
	case "-":
		return own != "-"
	case ",":
		return own != ""
	case ".":
		return own == "/"
	}
	return strings.ContainsAny(gap, " ()")
}

// mostPlain is how many digits an amount has that nobody calls an amount.
const mostPlain = 8

// amount returns how many groups from i are an amount: 1.500.000, or 500000đ.
func (r *reading) amount(i int) int {
	first := r.run[i]
	if first.digits[0] == '0' || i > 0 && !apart(first.gap, "") || i == 0 && !r.free(first.from) {
		return 0
	}
	n := r.thousands(i)
	last := r.run[i+n-1]
	if i+n < len(r.run) && !apart(r.run[i+n].gap, "") && r.run[i+n].gap != "/" {
		return 0
	}
	counted, round := r.counted(last.to), strings.HasSuffix(last.digits, "000")
	short := len(joined(r.run[i:i+n])) <= mostPlain
	switch {
	case n == 1 && counted && round && short:
		return n
	case n > 1 && (counted || round && short && last.gap != " "):
		return n
	}
	return 0
}

// free reports whether nothing before a number makes it more than an amount.
func (r *reading) free(at int) bool { b := r.before(at); return !wordy(b) && b != '+' }

// mostThousands is how many groups a sum of money has, of which nobody writes
// more than billions.
const mostThousands = 5

// thousands returns how many groups from i are written in threes.
func (r *reading) thousands(i int) int {
	n := 1
	if len(r.run[i].digits) > 3 {
		return n
	}
	for i+n < len(r.run) && n < mostThousands {
		g := r.run[i+n]
		if len(g.digits) != 3 || g.gap != "." && g.gap != "," && g.gap != " " || g.gap != r.run[i+1].gap {
			break
		}
		n++
	}
	return n
}

var counts = regexp.MustCompile(`(?i)^ ?(?:đồng|dong|vnđ|vnd|₫|đ|d|k|nghìn|nghin|ngàn|ngan|triệu|trieu|tr|tỷ|usd|người|nguoi|lượt|luot|hồ sơ|ho so|hộ|m2|km|ha|%)`)

// counted reports whether a word that counts something stands at a place. "Đồng
// chí" counts nothing.
func (r *reading) counted(at int) bool {
	rest := r.text[at:]
	to := len(counts.FindString(rest))
	if to == 0 || lettered(rest[to:]) {
		return false
	}
	next := strings.ToLower(strings.TrimLeft(rest[to:], " "))
	return !strings.HasPrefix(next, "chí") && !strings.HasPrefix(next, "chi ")
}
