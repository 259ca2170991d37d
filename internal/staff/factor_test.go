package staff

import (
	"bytes"
	"crypto/rand"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"pgregory.net/rapid"
)

// rfc is the secret of RFC 6238, appendix B, in base32.
const rfc = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

// The vectors have eight digits, of which an app shows the last six.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	for at, digits := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		if step, err := stepOf(rfc, digits, time.Unix(at, 0)); err != nil || step != at/30 {
			t.Errorf("%d: got step %d, %v, want %d", at, step, err, at/30)
		}
	}
}

func TestACodeIsGoodOneStepEarlyAndOneLate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(1_700_000_000, 2_500_000_000).Draw(t, "time"), 0)
		late := rapid.Int64Range(-5, 5).Draw(t, "steps late")
		shown := at.Unix()/30 - late
		digits, err := totp.GenerateCode(rfc, time.Unix(shown*30, 0))
		if err != nil {
			t.Fatal(err)
		}
		step, err := stepOf(rfc, digits, at)
		if late >= -1 && late <= 1 {
			if same, _ := totp.GenerateCode(rfc, time.Unix(step*30, 0)); err != nil || same != digits {
				t.Fatalf("%d late: got step %d, %v, want %d", late, step, err, shown)
			}
		} else if same, _ := totp.GenerateCode(rfc, time.Unix(step*30, 0)); err == nil && same != digits || err != nil && !errors.Is(err, ErrCode) {
			t.Fatalf("%d late: got step %d, %v, want %v", late, step, err, ErrCode)
		}
	})
}

func TestADamagedSecretIsNotTheFaultOfTheCode(t *testing.T) {
	if _, err := stepOf("không phải base32", "123456", time.Unix(59, 0)); err == nil || errors.Is(err, ErrCode) {
		t.Errorf("got %v, want the fault of the record", err)
	}
}

func TestACodeIsReadAsPeopleTypeIt(t *testing.T) {
	for typed, want := range map[string]code{
		"123456": {digits: "123456"}, " 123 456 ": {digits: "123456"}, "123-456": {digits: "123456"}, "123\u00a0456": {digits: "123456"},
		"abcde-fghjk": {recovery: "abcdefghjk"}, "ABCDE FGHJK": {recovery: "abcdefghjk"}, "oilab-12345": {recovery: "011ab12345"},
		"1234567890": {recovery: "1234567890"},
		"":           {}, "12345": {}, "1234567": {}, "12345a": {}, "１２３４５６": {}, "abcde-fghju": {}, "abcde-fghj": {}, "123456\x00": {},
		strings.Repeat(" ", 100) + "123456": {},
	} {
		if got, ok := parseCode(typed); got != want || ok != (want != code{}) {
			t.Errorf("%q: got %+v, %v, want %+v", typed, got, ok, want)
		}
	}
}

func TestRecoveryCodesAreReadBackAndNeverStored(t *testing.T) {
	plain, digests, err := newRecovery(rand.Reader, "lan")
	if err != nil || len(plain) != 8 || len(digests) != 8 {
		t.Fatalf("got %d codes, %d digests, %v", len(plain), len(digests), err)
	}
	shape := regexp.MustCompile(`^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$`)
	seen := map[string]bool{}
	for i, p := range plain {
		c, ok := parseCode(strings.ToUpper(p))
		if !ok || !shape.MatchString(p) || c.digest("lan") != digests[i] || seen[p] {
			t.Errorf("code %d: got %q, read as %+v", i, p, c)
		}
		if c.digest("hoa") == digests[i] {
			t.Error("a code has the same digest for everybody")
		}
		seen[p] = true
	}
	if _, _, err := newRecovery(bytes.NewReader(make([]byte, 15)), "lan"); err == nil {
		t.Error("got recovery codes without enough randomness")
	}
}

func FuzzACodeIsSixDigitsOrForRecoveryOrNothing(f *testing.F) {
	for _, s := range []string{"", "123456", "123 456", "abcde-fghjk", "OILAB-12345", "１２３４５６", "\xff", "12345\u00a06", strings.Repeat("-", 64)} {
		f.Add(s)
	}
	digits, recovery := regexp.MustCompile(`^[0-9]{6}$`), regexp.MustCompile(`^[0-9a-hjkmnp-tv-z]{10}$`)
	f.Fuzz(func(t *testing.T, s string) {
		c, ok := parseCode(s)
		switch {
		case !ok:
			if c != (code{}) {
				t.Errorf("%q: got %+v of nothing", s, c)
			}
			return
		case (c.digits == "") == (c.recovery == ""):
			t.Errorf("%q: got %+v, want one of the two", s, c)
		case c.digits != "" && !digits.MatchString(c.digits), c.recovery != "" && !recovery.MatchString(c.recovery):
			t.Errorf("%q: got %+v", s, c)
		}
		if again, ok := parseCode(c.digits + c.recovery); !ok || again != c {
			t.Errorf("%q: read again it is %+v, want %+v", s, again, c)
		}
		if _, err := stepOf(rfc, c.digits, time.Unix(59, 0)); c.digits != "" && err != nil && !errors.Is(err, ErrCode) {
			t.Errorf("%q: got %v", s, err)
		}
	})
}
