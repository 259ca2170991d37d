package publish

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"hailong/internal/index"
	"hailong/internal/survey"
)

func TestNumbersAreReadAsPeopleReadThem(t *testing.T) {
	for n, want := range map[int64]string{
		0: "không", 1: "một", 2: "hai", 3: "ba", 4: "bốn", 5: "năm", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín",
		10: "mười", 11: "mười một", 14: "mười bốn", 15: "mười lăm", 19: "mười chín",
		20: "hai mươi", 21: "hai mươi mốt", 22: "hai mươi hai", 24: "hai mươi tư", 25: "hai mươi lăm", 30: "ba mươi", 31: "ba mươi mốt",
		44: "bốn mươi tư", 45: "bốn mươi lăm", 51: "năm mươi mốt", 55: "năm mươi lăm", 84: "tám mươi tư", 92: "chín mươi hai", 99: "chín mươi chín",
		100: "một trăm", 101: "một trăm linh một", 104: "một trăm linh bốn", 105: "một trăm linh năm", 110: "một trăm mười", 111: "một trăm mười một",
		115: "một trăm mười lăm", 121: "một trăm hai mươi mốt", 124: "một trăm hai mươi tư", 155: "một trăm năm mươi lăm", 200: "hai trăm",
		505: "năm trăm linh năm", 550: "năm trăm năm mươi", 999: "chín trăm chín mươi chín",
		1000: "một nghìn", 1001: "một nghìn không trăm linh một", 1005: "một nghìn không trăm linh năm", 1010: "một nghìn không trăm mười",
		1015: "một nghìn không trăm mười lăm", 1021: "một nghìn không trăm hai mươi mốt", 1100: "một nghìn một trăm",
		1185: "một nghìn một trăm tám mươi lăm", 2026: "hai nghìn không trăm hai mươi sáu", 2027: "hai nghìn không trăm hai mươi bảy",
		10000: "mười nghìn", 10500: "mười nghìn năm trăm", 15000: "mười lăm nghìn", 21004: "hai mươi mốt nghìn không trăm linh bốn",
		100000: "một trăm nghìn", 105005: "một trăm linh năm nghìn không trăm linh năm", 999999: "chín trăm chín mươi chín nghìn chín trăm chín mươi chín",
		1_000_000: "một triệu", 1_000_005: "một triệu không nghìn không trăm linh năm", 1_000_500: "một triệu không nghìn năm trăm",
		1_500_000: "một triệu năm trăm nghìn", 1_005_000: "một triệu không trăm linh năm nghìn", 24_000_000: "hai mươi tư triệu",
		1_000_000_000: "một tỷ", 1_000_000_001: "một tỷ không triệu không nghìn không trăm linh một", 1_002_000_000: "một tỷ không trăm linh hai triệu",
		21_000_000_000: "hai mươi mốt tỷ", 1_000_000_000_000: "một nghìn tỷ", 1_000_000_000_000_000_000: "một tỷ tỷ",
		-1: "âm một", -1005: "âm một nghìn không trăm linh năm",
	} {
		if got := Number(n); got != want {
			t.Errorf("%d is read %q, want %q", n, got, want)
		}
	}
}

func TestFiguresAreReadAsPeopleReadThem(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		want        string
	}{
		{9250, 10000, "chín mươi hai phẩy năm phần trăm"}, {8403, 10000, "tám mươi tư phẩy không ba phần trăm"},
		{84, 100, "tám mươi tư phần trăm"}, {8393, 10000, "tám mươi ba phẩy chín mươi ba phần trăm"},
		{8611, 10000, "tám mươi sáu phẩy mười một phần trăm"}, {8615, 10000, "tám mươi sáu phẩy mười lăm phần trăm"},
		{8621, 10000, "tám mươi sáu phẩy hai mươi mốt phần trăm"}, {5, 10000, "không phẩy không năm phần trăm"},
		{0, 7, "không phần trăm"}, {7, 7, "một trăm phần trăm"}, {1, 1000, "không phẩy một phần trăm"}, {0, 0, "chưa đủ số liệu"},
	} {
		if got := Percent(index.Percent(c.part, c.whole)); got != c.want {
			t.Errorf("%d of %d is read %q, want %q", c.part, c.whole, got, c.want)
		}
	}
}

// digitless holds that nothing in a text is a number in signs.
func digitless(t failing, s string) {
	t.Helper()
	if i := strings.IndexFunc(s, unicode.IsNumber); i >= 0 {
		t.Fatalf("a digit stands in %q", s)
	}
}

func TestDistinctNumbersHaveDistinctReadings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Int64(), rapid.Int64Range(0, 3000), rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]int64{0, 0, 1, 5, 9}), 1, 18),
			func(list []int64) (n int64) {
				for _, d := range list {
					n = n*10 + d
				}
				return n
			}))
		a, b := number.Draw(t, "a"), number.Draw(t, "b")
		digitless(t, Number(a))
		if a != b && Number(a) == Number(b) {
			t.Fatalf("%d and %d are both read %q", a, b, Number(a))
		}
	})
}

func TestEveryNumberToAHundredThousandHasItsOwnReading(t *testing.T) {
	seen := make(map[string]int64)
	for n := int64(0); n <= 100_000; n++ {
		s := Number(n)
		if other, twice := seen[s]; twice {
			t.Fatalf("%d and %d are both read %q", other, n, s)
		}
		seen[s] = n
	}
}

func TestEveryFigureHasItsOwnReading(t *testing.T) {
	seen := make(map[string]int64)
	for h := int64(0); h <= 10_000; h++ {
		s := Percent(index.Percent(h, 10_000))
		digitless(t, s)
		if other, twice := seen[s]; twice {
			t.Fatalf("%d and %d hundredths are both read %q", other, h, s)
		}
		seen[s] = h
	}
}

func TestTextOfPeopleIsMadeFitToBeReadOut(t *testing.T) {
	for s, want := range map[string]string{
		"quý IV năm 2026":                   "quý bốn năm hai nghìn không trăm hai mươi sáu",
		"6 tháng cuối năm 2026":             "sáu tháng cuối năm hai nghìn không trăm hai mươi sáu",
		"UBND xã trả lời trong 5 ngày":      "Ủy ban nhân dân xã trả lời trong năm ngày",
		"Xem https://x.gov.vn/a?b=1 nhé":    "Xem nhé",
		"Xem ninhgiang.haiphong.gov.vn nhé": "Xem nhé",
		"gửi a@b.vn hoặc www.x.vn, cảm ơn":  "gửi hoặc, cảm ơn",
		"Đạt 92,5% (tăng 2%)":               "Đạt chín mươi hai phẩy năm phần trăm",
		"1.185 phiếu":                       "một nghìn một trăm tám mươi lăm phiếu",
		"gọi 0912345678":                    "gọi không chín một hai ba bốn năm sáu bảy tám",
		"trước ngày 31/03/2027":             "trước ngày ba mươi mốt tháng ba năm hai nghìn không trăm hai mươi bảy",
		"XÃ NINH GIANG":                     "Xã Ninh Giang",
		"hệ thống XYZ":                      "hệ thống ích i dài dét",
		"hailong-1":                         "hailong một",
		"Xã 😀 [nháp] <b>một</b> مركز":       "Xã một",
		"tiếp nhận, xử lý góp ý; phản ánh":  "tiếp nhận, xử lý góp ý; phản ánh",
		"Phòng VHXH & BHYT":                 "Phòng Văn hóa - Xã hội bảo hiểm y tế",
		"":                                  "",
	} {
		if got := spoken(s); got != want {
			t.Errorf("%q is read %q, want %q", s, got, want)
		}
	}
	if got, want := readDay(survey.Day(2027, 1, 5)), "ngày năm tháng một năm hai nghìn không trăm hai mươi bảy"; got != want {
		t.Errorf("the day is read %q, want %q", got, want)
	}
}

// audible holds that a text consists of words and stops.
func audible(t failing, s string) {
	t.Helper()
	digitless(t, s)
	for _, r := range s {
		if !unicode.Is(unicode.Latin, r) && !strings.ContainsRune(" \n.,;:?!-", r) {
			t.Fatalf("%q stands in %q", r, s)
		}
	}
	for word := range strings.FieldsSeq(s) {
		letters := []rune(strings.Trim(word, ".,;:?!"))
		if len(letters) > 1 && string(letters) == strings.ToUpper(string(letters)) && string(letters) != strings.ToLower(string(letters)) {
			t.Fatalf("the abbreviation %q stands in %q", word, s)
		}
	}
}

func TestWhateverIsTypedCanBeReadOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { audible(t, spoken(typed(t, "text"))) })
}

func FuzzSpoken(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { audible(t, spoken(s)) })
}
