package opinion

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// staffed is a list with names that are words of the language too.
var staffed = []Name{
	"Nguyễn Thị Hương", "Trần Văn Hải Long", "Lê Minh Tâm", "Phạm Thị Thu", "Vũ Văn Tuấn", "Đỗ Thị Hoà", "Bùi Thị Ý", "Hoàng Văn Nam", "Ngô Thị Lan", "Đặng An",
}

func TestWhatLeadsToAPersonIsMasked(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		// telephone numbers
		{"Gọi cho tôi 0912345678 nhé", "Gọi cho tôi [số điện thoại] nhé"},
		{"SĐT: 0912 345 678.", "SĐT: [số điện thoại]."},
		{"sdt 0912.345.678", "sdt [số điện thoại]"},
		{"số 0912-345-678", "số [số điện thoại]"},
		{"0912 - 345 - 678 gặp Tú", "[số điện thoại] gặp Tú"},
		{"liên hệ 0912, 345, 678", "liên hệ [số điện thoại]"},
		{"+84 912 345 678", "[số điện thoại]"},
		{"(+84) 912.345.678 xin gọi lại", "[số điện thoại] xin gọi lại"},
		{"84912345678", "[số điện thoại]"},
		{"0084 912345678", "[số điện thoại]"},
		{"cố định (0220) 3867 123", "cố định [số điện thoại]"},
		{"024.3825.1234", "[số điện thoại]"},
		{"tổng đài 1900 1234 không ai nghe", "tổng đài [số điện thoại] không ai nghe"},
		{"hai số 0912345678 0987654321", "hai số [số điện thoại] [số điện thoại]"},
		{"0912345678/0987654321", "[số điện thoại]/[số điện thoại]"},
		{"12.345.678.901.234.567", "[dãy số]"},
		{"gọi 0912345678 3 lần", "gọi [số điện thoại] 3 lần"},
		{"zalo 0912345678 ạ", "zalo [số điện thoại] ạ"},
		{"0912 345.000", "[số điện thoại]"},
		{"０９１２３４５６７８ (số tôi)", "[số điện thoại] (số tôi)"},
		{"٠٩١٢٣٤٥٦٧٨", "[số điện thoại]"},
		{"0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "[số điện thoại]"},
		{"①②③④⑤⑥⑦", "[dãy số]"},
		{"0912\u200b345\u200b678", "[số điện thoại]"},
		{"sdt0912345678nhe", "sdt[số điện thoại]nhe"},
		{"không chín một hai ba bốn năm sáu bảy tám", "[số điện thoại]"},
		{"gọi khong chin mot hai ba bon nam sau bay tam", "gọi [số điện thoại]"},
		{"Không-chín-tám, ba hai một, bốn bốn năm sáu nhé", "[số điện thoại] nhé"},
		{"không chín một 2 ba bốn 5 sáu bảy tám", "[số điện thoại]"},
		// numbers of documents
		{"CCCD 034089012345", "CCCD [số giấy tờ]"},
		{"cccd 034 089 012 345 của tôi", "cccd [số giấy tờ] của tôi"},
		{"0340.8901.2345", "[số giấy tờ]"},
		{"CMND 142536475", "CMND [số giấy tờ]"},
		{"cmt 142 536 475", "cmt [số giấy tờ]"},
		{"142.536.000", "[số giấy tờ]"}, // too much for a price that nobody calls one
		{"cmnd 142.536.475", "cmnd [số giấy tờ]"},
		// other long numbers
		{"STK 19034567890123 Techcombank", "STK [dãy số] Techcombank"},
		{"mã hồ sơ 000.00.12.H24-261015-0001", "mã hồ sơ [dãy số].H[dãy số]"},
		{"thẻ 9704 1234 5678 1234", "thẻ [dãy số]"},
		{"biên lai số 123456", "biên lai số [dãy số]"},
		{"sổ BHXH 3098765432", "sổ BHXH [dãy số]"},
		{"giấy chứng nhận BX 765432", "giấy chứng nhận BX [dãy số]"},
		{"văn bản 709/2026", "văn bản [dãy số]"},
		{"123456 đồng chí", "[dãy số] đồng chí"},
		// e-mail and the web
		{"thư về nguyen.van.a@gmail.com nhé", "thư về [thư điện tử] nhé"},
		{"Mail: LAN_90@yahoo.com.vn.", "Mail: [thư điện tử]."},
		{"lan90 @ gmail . com", "[thư điện tử]"},
		{"lan90 a còng gmail chấm com", "[thư điện tử]"},
		{"lan＠gmail．com", "[thư điện tử]"},
		{"xem https://www.facebook.com/lan.90?id=1 nhé", "xem [địa chỉ mạng] nhé"},
		{"www.ninhgiang.vn, trang cũ", "[địa chỉ mạng], trang cũ"},
		{"vào dichvucong.gov.vn không được", "vào [địa chỉ mạng] không được"},
		{"fb.com/lan.nguyen", "[địa chỉ mạng]"},
		{"fb: lan.nguyen90", "[địa chỉ mạng]"},
		{"facebook/lannguyen", "[địa chỉ mạng]"},
		{"zalo.me/0912345678", "[địa chỉ mạng]"},
		{"nhắn @lan_nguyen", "nhắn [địa chỉ mạng]"},
		// plates
		{"xe 15A-123.45 đỗ chắn cổng", "xe [biển số] đỗ chắn cổng"},
		{"Xe máy 34B1-234.56", "Xe máy [biển số]"},
		{"15A12345", "[biển số]"},
		{"15a-123.45", "[biển số]"},
		{"34-B1 234.56", "[biển số]"},
		{"29H-1234 của cán bộ", "[biển số] của cán bộ"},
		{"biển 30LD-123.45", "biển [biển số]"},
		// names of the staff
		{"Chị Nguyễn Thị Hương rất tốt", "Chị [tên cán bộ] rất tốt"},
		{"NGUYỄN THỊ HƯƠNG quát dân", "[tên cán bộ] quát dân"},
		{"nguyen thi huong nhiet tinh", "[tên cán bộ] nhiet tinh"},
		{"Nguyê\u0303n Thi\u0323 Hương", "[tên cán bộ]"},
		{"cô Thị Hương ở quầy 2", "cô [tên cán bộ] ở quầy 2"},
		{"cảm ơn chị Hương", "cảm ơn chị [tên cán bộ]"},
		{"Cam on chi huong nhe", "Cam on chi [tên cán bộ] nhe"},
		{"anh Tuan làm nhanh", "anh [tên cán bộ] làm nhanh"},
		{"Đ/c Tuấn, đồng chí Nam", "Đ/c [tên cán bộ], đồng chí [tên cán bộ]"},
		{"cán bộ Tâm rất có tâm", "cán bộ [tên cán bộ] rất có tâm"},
		{"CÁN BỘ TUẤN GÂY KHÓ", "CÁN BỘ [tên cán bộ] GÂY KHÓ"},
		{"cô Hòa, cô Hoà", "cô [tên cán bộ], cô [tên cán bộ]"},
		{"gặp Hải Long không được", "gặp [tên cán bộ] không được"},
		{"gặp minh tâm ở quầy", "gặp [tên cán bộ] ở quầy"},
		{"ông Đặng An", "ông [tên cán bộ]"},
		{"bà Lan, ba Lan", "bà [tên cán bộ], ba [tên cán bộ]"},
		{"chị Hương0912345678", "chị [tên cán bộ][số điện thoại]"},
		// all together
		{"Tôi tên Bình, 0912345678, cccd 034089012345, bị anh Nam thu 50.000 đồng ngày 15/10/2026",
			"Tôi tên Bình, [số điện thoại], cccd [số giấy tờ], bị anh [tên cán bộ] thu 50.000 đồng ngày 15/10/2026"},
	} {
		if got := Mask(c.in, staffed); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestWhatLeadsToNobodyStays(t *testing.T) {
	for _, s := range []string{
		"",
		"Cán bộ nhiệt tình, hướng dẫn dễ hiểu.",
		"Tôi rất hài lòng. Hài lòng lắm! RẤT HÀI LÒNG",
		"rat hai long, cam on can bo",
		"can bo huong dan tan tinh",
		"Cán bộ hướng dẫn rõ, cán bộ thu phí đúng",
		"cán bộ tâm huyết, làm việc có tâm",
		"lam viec co tam",
		"chú ý giờ làm việc",
		"phải đi lại ba lần, mất ba tuần, ba năm rồi",
		"di lai ba lan, ba tuan, ba nam",
		"Hương hoa thơm quá", // nobody is called
		"Long đong mãi mới xong",
		"thu phí 50.000 đồng",
		"Lệ phí 150.000đ là cao",
		"mất 500000đ mà không có biên lai",
		"nộp 500000 đồng",
		"500000₫ một lần",
		"2.000.000-3.000.000đ",
		"ngày 20/10/2026,3 lần, hẹn 20/10/2026.10 ngày sau",
		"8-10/2026",
		"thu 1.500.000 đồng, có biên lai",
		"1,200,000 VND",
		"đưa 1 500 000 đồng",
		"phí 12.000.000 cao quá",
		"từ 50.000-100.000 đồng",
		"50.000đ/bản, 2.000đ/trang",
		"5k một tờ, 50 nghìn một lần",
		"hơn 150.250 người, 12.345 hồ sơ",
		"ngày 15/10/2026",
		"ngày 15-10-2026 tôi đến",
		"hẹn 15.10.2026 mà chưa có",
		"hẹn 1/9/26",
		"từ 15/10/2026 - 20/10/2026",
		"từ 15/10/2026-20/10/2026",
		"01/10-15/10/2026",
		"2026-10-15",
		"tháng 10/2026, quý 4/2026",
		"nhiệm kỳ 2021-2026, năm học 2025/2026",
		"năm 2025 - 2026",
		"các năm 2024, 2025, 2026",
		"Nghị định 118/2025/NĐ-CP, Luật 10/2022/QH15",
		"Thông tư 01/2018/TT-VPCP",
		"3 lần",
		"8 giờ 30 mới mở cửa",
		"8h30 - 11h30, 13:30-17:00",
		"7:30:15 ngày 15/10/2026",
		"đi xa hơn 10 km",
		"quầy 1, 2, 3, 4, 5, 6, 7",
		"chờ từ năm 2024. 15 ngày sau mới có",
		"100% hài lòng, 10/10 điểm",
		"24/7, 24/24",
		"đội 5, thôn 3, số nhà 12",
		"một hai lần rồi ba bốn lần",
		"Một, hai, ba: bắt đầu!",
		"tờ A4, mẫu TK01, VNeID mức 2",
		"mất 2 - 3 ngày, 30 phút",
		"thửa 125, tờ bản đồ 12, 350 m2",
		"10h 1500 người", // no plate
		"20k 15000 đồng",
		"10 hs 12345",
		"nhanh.gọn.lẹ, tốt... cảm ơn",
		"face to face, Facebook chậm",
		"hỏi @ ai?",
		"Very good, thank you 👍🏽 😀",
		"👨‍👩‍👧 rất vui",
		"[số điện thoại] và [dãy số] đã che",
		"xã Ninh Giang, Hải Phòng",
	} {
		if got := Mask(s, staffed); got != s {
			t.Errorf("%s\nbecame %s", s, got)
		}
	}
}

func TestWithoutAListNoNameIsKnown(t *testing.T) {
	const s = "cảm ơn chị Hương, chị Nguyễn Thị Hương"
	if got := Mask(s, nil); got != s {
		t.Errorf("got %s", got)
	}
}

func TestAWordOfTheMaskIsNotLookedInto(t *testing.T) {
	names := []Name{"Điện Thoại", "Cán Bộ", "Lê Số"}
	const s = "anh [số điện thoại] [tên cán bộ]"
	if got := Mask(s, names); got != s {
		t.Errorf("got %s", got)
	}
}

// left is what may be left with many digits in a row, said in another way than
// the masker does it.
var left = []*regexp.Regexp{
	regexp.MustCompile(`\d{1,2}([/.-])\d{1,2}([/.-])\d{4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d\d`),
	regexp.MustCompile(`\d{4}( ?[-/] ?)\d{4}|\d{1,2}[-/]\d{4}|\d{1,4}/\d{4}/`),
	regexp.MustCompile(`(?i)[1-9]\d{0,2}([., ]\d{3})+ ?(đ|d|k|%|người|hồ sơ)|[1-9]\d{0,2}([.,]\d{3})*[.,]000|[1-9]\d{0,4}000 ?(đ|d|k|%|người|hồ sơ)`),
}

var inARow = regexp.MustCompile(`\d([ .,/_-]?\d){5}`)

func longNumber(s string) string {
	s = look(s).text
	for _, l := range left {
		s = l.ReplaceAllString(s, "x")
	}
	return inARow.FindString(s)
}

// pieces are what numbers, names and addresses are made of.
var pieces = rapid.SampledFrom([]string{
	"0", "9", "1", "2", "84", "09", "000", "12", "345", "2026", "10", "0912", "034089012345", "٣", "５", "①",
	" ", " ", ".", "-", ",", "/", " - ", "\n", "(", ")", "+", ":", "\u200b", "\ufe0f", "\u0301",
	"đ", " đồng", " đồng chí", "k", "%", "A", "B1", "h", "ngày ", "@", "gmail", ".com", "https://", "www.", "fb/",
	"không ", "chín ", "một ", "hai", "năm ", "anh ", "cán bộ ", "Hương", "huong", "Nguyễn ", "Thị ", "Hải ", "long", "lòng", "ý",
	"[số điện thoại]", "[", "]", "[dãy số", "\ue000", "\ue003", "\xff", "👍",
})

func drawText(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(pieces, 0, 30).Draw(t, "pieces"), "") + rapid.String().Draw(t, "more")
}

func checkLaws(t interface{ Fatalf(string, ...any) }, s string) {
	got := Mask(s, staffed)
	if again := Mask(got, staffed); again != got {
		t.Fatalf("masked again:\n%q\n%q\n%q", s, got, again)
	}
	if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) {
		t.Fatalf("%q became %q, which is not valid and composed", s, got)
	}
	if n := longNumber(got); n != "" {
		t.Fatalf("%q became %q, where %q is left", s, got, n)
	}
}

func TestTheLawsOfMaskingHoldForAllTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkLaws(t, drawText(t)) })
}

func TestNoLongNumberSurvivesWhateverStandsBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`[0-9]([ .,/_-]?[0-9]){5,20}`).Draw(t, "number")
		around := rapid.SampledFrom([]string{"", " ", "số ", "abc", ". ", "("})
		s := around.Draw(t, "before") + digits + around.Draw(t, "after")
		if n := longNumber(Mask(s, nil)); n != "" {
			t.Fatalf("%q became %q", s, Mask(s, nil))
		}
	})
}

func TestAPhoneNumberIsMaskedHoweverItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`(0|84|\+84 ?)[35789][0-9]{8}`).Draw(t, "phone")
		gap := rapid.SampledFrom([]string{"", "", " ", ".", "-", " - ", ", ", "\u00a0", "\u2013", "\u200b"})
		var b strings.Builder
		for i, r := range digits {
			if i > 3 && i%3 == 0 {
				b.WriteString(gap.Draw(t, "gap"))
			}
			b.WriteRune(r + rapid.SampledFrom([]rune{0, 0, '０' - '0'}).Draw(t, "width")*boolRune(r != '+' && r != ' '))
		}
		if got, want := Mask("gọi "+b.String()+" nhé", nil), "gọi [số điện thoại] nhé"; got != want {
			t.Fatalf("%q became %q", b.String(), got)
		}
	})
}

func boolRune(b bool) rune {
	if b {
		return 1
	}
	return 0
}

func TestTextWithoutDigitsAndNamesIsUnchanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SampledFrom([]string{"Cán bộ", "hướng dẫn", "rất", "nhiệt tình", "làm", "nhanh", "gọn", ",", ".", "!", "xã tôi", "ba lần", "đi lại",
			"mất", "3 ngày", "50.000 đồng", "15/10/2026", "8h30", "tâm huyết", "hài lòng", "chú ý", "\n"})
		s := strings.Join(rapid.SliceOf(words).Draw(t, "words"), " ")
		// Two counts next to each other can make one long number.
		if got := Mask(s, staffed); got != s && longNumber(s) == "" {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

func TestEveryNameOfTheListIsMaskedInAnyDress(t *testing.T) {
	dress := []func(string) string{
		func(s string) string { return s }, strings.ToUpper, strings.ToLower, norm.NFD.String,
		func(s string) string { return bases(wordsOf(s)...) },
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]Name{"Nguyễn Thị Hương", "Trần Văn Hải Long", "Đỗ Thị Hoà", "H'Mông Y Thu", "Lê Minh Tâm"}).Draw(t, "name")
		s := rapid.SampledFrom(dress).Draw(t, "dress")(string(name))
		if got := Mask("gặp "+s+" rồi", []Name{"Lê An", name}); got != "gặp [tên cán bộ] rồi" {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

func FuzzMask(f *testing.F) {
	for _, s := range []string{
		"gọi 0912 345 678", "+84.912.345.678", "034089012345", "15A-123.45", "a@b.vn", "https://fb.com/x", "không chín một hai ba bốn năm sáu",
		"ngày 15/10/2026 thu 1.500.000 đồng", "chị Hương", "Nguye\u0302\u0303n Thi\u0323 Hu\u031bo\u031bng", "\u202e0912345678", "0\x009", "\ufffe", "\xed\xa0\x80",
		"[số điện thoại]0912345678", "\ue0010912", strings.Repeat("9 ", 1000), "1e400", "５00000đ", "0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣", "]\u0338",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkLaws(t, s) })
}
