package staff

import (
	"strings"
	"testing"
)

// FuzzUsername holds that a name which is taken is one that can stand in an
// address, a cookie, a log and a key of the registry, and is taken for itself.
func FuzzUsername(f *testing.F) {
	for _, seed := range []string{"lan", " LAN ", "lan/../admin", "Nguyễn", "lan\x00", "\u202elan", "ſ", "K", "İ", "\ufffe", "\xed\xa0\x80", strings.Repeat("a", 65), strings.Repeat("ệ", 2001), "", ".", ".."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name, err := Username(s)
		if err != nil {
			return
		}
		if name == "" || len(name) > 64 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") != "" {
			t.Errorf("%q is taken as %q", s, name)
		}
		if again, err := Username(name); err != nil || again != name {
			t.Errorf("%q is taken as %q, and that as %q (%v)", s, name, again, err)
		}
	})
}
