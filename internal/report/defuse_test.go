package report

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFormulasAreDefused(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"=1+1", "'=1+1"},
		{"+84 912", "'+84 912"},
		{"-5", "'-5"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"},
		{"＝1+1", "'＝1+1"},
		{"＋1", "'＋1"},
		{"－1", "'－1"},
		{"＠SUM", "'＠SUM"},
		{"﹦1", "'﹦1"},
		{"\tx", "'\tx"},
		{"\rx", "'\nx"},
		{"\nx", "'\nx"},
		{"\x00x", "'\x00x"},
		{"\x00=1", "'\x00=1"},
		{" =1", "' =1"},
		{"\u00a0=1", "'\u00a0=1"},
		{"\u200b=1", "'\u200b=1"},
		{"\ufeff=1", "'\ufeff=1"},
		{" \n =1", "' \n' =1"},
		{`"=1`, `'"=1`},
		{"tốt;=1+1", "tốt;'=1+1"},
		{"tốt; \"=1+1", "tốt;' \"=1+1"},
		{"tốt\n=1+1", "tốt\n'=1+1"},
		{"tốt\r\n-ghi chú", "tốt\n'-ghi chú"},
		{"tốt\t@a", "tốt\t'@a"},
		{"\xff=1", "\ufffd=1"},
	} {
		if got := Defuse(c.text); got != c.want {
			t.Errorf("Defuse(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestPlainTextIsLeftAlone(t *testing.T) {
	for _, s := range []string{
		"", " ", "5", "na", "2026-10-05", "quay-1", "ninh-giang", "Cán bộ rất nhiệt tình, cảm ơn!", "1+1=2", "a@b.vn", "Thứ 2 - thứ 6",
		"nhanh;it-giay", "dòng một\ndòng hai", "giảm 5%; tăng 3%", "'=1", `ông nói "tốt"`, "😀", "#1", "https://ninhgiang.gov.vn/?a=b",
	} {
		if got := Defuse(s); got != s {
			t.Errorf("Defuse(%q) = %q, want it unchanged", s, got)
		}
	}
}

// cellBreak is where any program may begin a new cell, with what it may drop in
// front of the formula.
var armed = regexp.MustCompile(`(^|[;\t\r\n])[\s\p{Z}\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠﹦﹢﹣﹫]`)

// nasty draws text that is made to break out of a cell.
func nasty() *rapid.Generator[string] {
	bits := []string{"=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "\r\n", "\x00", " ", "\u00a0", "\u200b", "\ufeff",
		`"`, "'", ";", ",", "|", "cmd", "A1", "tốt", "5", "\xff", "\u2028", "﹣"}
	return rapid.OneOf(
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom(bits), 0, 12), func(s []string) string { return strings.Join(s, "") }),
		rapid.String(),
	)
}

func TestNoTextStaysArmed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := nasty().Draw(t, "text")
		got := Defuse(text)
		if armed.MatchString(got) {
			t.Fatalf("Defuse(%q) = %q is still a formula somewhere", text, got)
		}
		if got != "" && (got[0] < ' ' || got[0] == 0x7f) {
			t.Fatalf("Defuse(%q) = %q begins with a control character", text, got)
		}
		if !utf8.ValidString(got) || strings.Contains(got, "\r") {
			t.Fatalf("Defuse(%q) = %q would not come back from a file", text, got)
		}
		if again := Defuse(got); again != got {
			t.Fatalf("Defuse(%q) = %q, and once more %q", text, got, again)
		}
		plain := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(text, "\ufffd"))
		if strings.ReplaceAll(got, "'", "") != strings.ReplaceAll(plain, "'", "") {
			t.Fatalf("Defuse(%q) = %q says something else", text, got)
		}
	})
}

func BenchmarkDefuse(b *testing.B) {
	for b.Loop() {
		Defuse("2026-10-05")
		Defuse("Cán bộ rất nhiệt tình; tôi chỉ phải chờ 10 phút, cảm ơn!")
	}
}

// FuzzDefuse holds that no text begins a formula, anywhere a program may cut it,
// and that it is still the text.
func FuzzDefuse(f *testing.F) {
	for _, seed := range []string{"=1+1", "\t=1", "a;=1", "a\n=1", "＝1", "\x00=", "Nguyễn", "Nguye\u0302\u0303n", "\u202e=1", "\ufffe", "\xed\xa0\x80", "\xff=", strings.Repeat("ệ", 2001), strings.Repeat("=", 5000), "1e400", "-1", "\r\n=1", "\";=1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		safe := Defuse(text)
		if !utf8.ValidString(safe) && utf8.ValidString(text) {
			t.Errorf("%q becomes %q", text, safe)
		}
		if first, _ := utf8.DecodeRuneInString(safe); safe != "" && strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", first) {
			t.Errorf("%q becomes %q, which begins a formula", text, safe)
		}
		plain := strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\r\n", "\n"), "\r", "\n"), "'", "")
		if got := strings.ReplaceAll(strings.ToValidUTF8(safe, "\ufffd"), "'", ""); got != plain && got != strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "'", "") {
			t.Errorf("%q becomes %q: more than a mark was added", text, safe)
		}
	})
}
