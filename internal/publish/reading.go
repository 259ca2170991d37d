package publish

import (
	"strings"

	"hailong/internal/index"
)

var digits = [...]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

// billion is where the names of the thousands begin anew: 10⁹ is "tỷ", 10¹⁸ is
// "tỷ tỷ".
const billion = 1_000_000_000

// Number writes a whole number as it is read out: 1.185 is "một nghìn một trăm
// tám mươi lăm". Zeros between other digits are read, so that 1.005 is "một
// nghìn không trăm linh năm" and 1.000.500 is "một triệu không nghìn năm trăm".
func Number(n int64) string {
	if n < 0 {
		return "âm " + whole(-uint64(n))
	}
	return whole(uint64(n))
}

func whole(n uint64) string {
	if n == 0 {
		return digits[0]
	}
	if n < billion {
		return strings.Join(thousands(n, false), " ")
	}
	words := []string{whole(n / billion), "tỷ"}
	return strings.Join(append(words, thousands(n%billion, true)...), " ")
}

// thousands reads what is below a billion. After something every group is read
// in full, those of zeros too, up to the last that is not.
func thousands(n uint64, after bool) []string {
	var words []string
	for _, group := range []struct {
		size uint64
		name string
	}{{1_000_000, "triệu"}, {1_000, "nghìn"}, {1, ""}} {
		three := n / group.size
		n %= group.size
		switch {
		case three > 0:
			words = append(words, hundreds(three, after)...)
		case after && n > 0:
			words = append(words, digits[0])
		default:
			continue
		}
		after = true
		if group.name != "" {
			words = append(words, group.name)
		}
	}
	return words
}

// hundreds reads 1 to 999; in full says the hundreds of 5 too: "không trăm linh
// năm".
func hundreds(n uint64, full bool) []string {
	var words []string
	if full || n >= 100 {
		words = append(words, digits[n/100], "trăm")
	}
	switch rest := n % 100; {
	case rest == 0:
		return words
	case rest < 10 && len(words) > 0:
		return append(words, "linh", digits[rest])
	default:
		return append(words, tens(rest)...)
	}
}

// tens reads 1 to 99. After a ten the last digit sounds otherwise: hai mươi mốt,
// hai mươi tư, mười lăm.
func tens(n uint64) []string {
	ten, one := n/10, n%10
	if ten == 0 {
		return []string{digits[one]}
	}
	words := []string{"mười"}
	last := digits[one]
	if ten > 1 {
		words = []string{digits[ten], "mươi"}
		last = map[uint64]string{1: "mốt", 4: "tư"}[one]
		if last == "" {
			last = digits[one]
		}
	}
	switch one {
	case 0:
		return words
	case 5:
		last = "lăm"
	}
	return append(words, last)
}

// Percent writes a figure as it is read out: 84,03 is "tám mươi tư phẩy không ba
// phần trăm". A last zero behind the comma is not read: 92,50 is "chín mươi hai
// phẩy năm phần trăm", 84,00 "tám mươi tư phần trăm". A figure that does not
// exist is "chưa đủ số liệu".
func Percent(d index.Decimal) string {
	if !d.Exists() {
		return noFigure
	}
	return decimal(d) + " phần trăm"
}

const noFigure = "chưa đủ số liệu"

// decimal reads a figure without its unit.
func decimal(d index.Decimal) string {
	ahead := Number(d.Hundredths() / 100)
	switch behind := d.Hundredths() % 100; {
	case behind == 0:
		return ahead
	case behind%10 == 0:
		return ahead + " phẩy " + digits[behind/10]
	case behind < 10:
		return ahead + " phẩy không " + digits[behind]
	default:
		return ahead + " phẩy " + Number(behind)
	}
}
