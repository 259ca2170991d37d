package contact

import (
	"net/mail"
	"strings"
	"testing"
	"unicode"
)

func TestVietnameseNumbersAreReadHoweverTheyAreWritten(t *testing.T) {
	for written, want := range map[string]string{
		"0912345678": "0912345678", "0912 345 678": "0912345678", "0912.345.678": "0912345678", "0912-345-678": "0912345678",
		"+84 912 345 678": "0912345678", "+84912345678": "0912345678", "84912345678": "0912345678", "0084 912345678": "0912345678",
		"+84 (0)912 345 678": "0912345678", "(0220) 3767 123": "02203767123", "024 3825 1234": "02438251234", "+84 24 3825 1234": "02438251234",
		"0912–345–678": "0912345678", " 0355\u00a0123\u00a0456 ": "0355123456",
	} {
		if got, ok := ParsePhone(written); !ok || got != want {
			t.Errorf("%q is read as %q, %v, want %q", written, got, ok, want)
		}
	}
	for _, written := range []string{
		"", " ", "113", "912345678", "091234567", "09123456789", "0112345678", "0412345678", "024382512345", "0243825123",
		"+1 202 555 0100", "0912345678a", "0912345678 0912345679", "+84+84912345678", "０９１２３４５６７８", "0912\x00345678", "1900 1234",
	} {
		if got, ok := ParsePhone(written); ok || got != "" {
			t.Errorf("%q is read as %q", written, got)
		}
	}
}

func TestABareAddressOfMailIsRead(t *testing.T) {
	for _, s := range []string{"lan@example.vn", "nguyen.thi-lan+xa@mail.haiphong.gov.vn", "L_1@a.co"} {
		if got, ok := ParseEmail(s); !ok || got != s {
			t.Errorf("%q is read as %q, %v", s, got, ok)
		}
	}
	for _, s := range []string{
		"", "lan", "lan@", "@example.vn", "lan@localhost", "lan@example.v", "lan@.vn", "lan@example.", "lan@@example.vn", "lan@exa mple.vn",
		"Lan <lan@example.vn>", "<lan@example.vn>", `"lan lan"@example.vn`, "lan(x)@example.vn", "lan@[127.0.0.1]", "lan@example.vn,hoa@example.vn",
		"lan@example.vn\r\nBcc: hoa@example.vn", "lấn@example.vn", "lan..hoa@example.vn", strings.Repeat("a", maxEmail-9) + "@example.vn",
	} {
		if got, ok := ParseEmail(s); ok || got != "" {
			t.Errorf("%q is read as %q", s, got)
		}
	}
}

func FuzzPhone(f *testing.F) {
	for _, s := range []string{"0912 345 678", "+84 (0)912-345.678", "0084", "84", "+", "\xff", "０９", "(((", "0220 3767 123"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		phone, ok := ParsePhone(s)
		if !ok {
			return
		}
		if len(phone) < 10 || len(phone) > 11 || phone[0] != '0' || strings.IndexFunc(phone, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsDigit(r) }) >= 0 {
			t.Errorf("%q is read as %q", s, phone)
		}
		if again, ok := ParsePhone(phone); !ok || again != phone {
			t.Errorf("%q is read as %q, and that as %q", s, phone, again)
		}
	})
}

func FuzzEmail(f *testing.F) {
	for _, s := range []string{"lan@example.vn", "Lan <lan@example.vn>", "a@b.cc\r\nX: y", "=?utf-8?q?a?=@b.cc", "\xff@b.cc", "@", "a@b.c,d@e.ff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		email, ok := ParseEmail(s)
		if !ok {
			return
		}
		a, err := mail.ParseAddress(email)
		if err != nil || a.Address != email || a.Name != "" || email != s || len(email) > maxEmail || strings.ContainsAny(email, "\r\n \t<>,;") {
			t.Errorf("%q is read as %q", s, email)
		}
	})
}
