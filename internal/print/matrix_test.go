package print

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestRunsAreTheDarkModules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, err := encode("https://"+rapid.StringMatching(`[a-z]{1,60}\.vn/s/[0-9A-Z]{6}`).Draw(t, "host"), rapid.SampledFrom([]level{small, sturdy}).Draw(t, "level"))
		if err != nil {
			t.Fatal(err)
		}
		drawn := make(matrix, len(m))
		for y := range m {
			drawn[y] = make([]bool, len(m[y]))
		}
		for _, r := range m.runs() {
			for x := r.x; x < r.x+r.n; x++ {
				if drawn[r.y][x] {
					t.Fatalf("module %d,%d is drawn twice", x, r.y)
				}
				drawn[r.y][x] = true
			}
			if r.x+r.n < len(m) && m[r.y][r.x+r.n] {
				t.Fatalf("the run %v ends too early", r)
			}
		}
		for y := range m {
			for x := range m[y] {
				if m[y][x] != drawn[y][x] {
					t.Fatalf("module %d,%d: got %v, want %v", x, y, drawn[y][x], m[y][x])
				}
			}
		}
	})
}

func TestASturdyCodeIsLargerThanASmallOne(t *testing.T) {
	address := commune().Address
	plain, err := encode(address, small)
	if err != nil {
		t.Fatal(err)
	}
	strong, err := encode(address, sturdy)
	if err != nil {
		t.Fatal(err)
	}
	if len(plain) != 29 || len(strong) != 37 {
		t.Errorf("got %d and %d modules, want 29 and 37 (versions 3-M and 5-H)", len(plain), len(strong))
	}
	for i := range 7 {
		if !plain[0][i] || !plain[i][0] {
			t.Fatal("the code has a border of its own")
		}
	}
}

func TestALevelThatCostsNoModulesIsTaken(t *testing.T) {
	// 43 characters are too many for version 3; version 4 has room for level Q.
	address := "https://ninhgiang2.haiphong.gov.vn/s/AB3K7Q"
	got, err := encode(address, small)
	if err != nil {
		t.Fatal(err)
	}
	q, err := encode(address, small+1)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(q) {
		t.Fatalf("got %d modules, want %d", len(got), len(q))
	}
	for y := range got {
		for x := range got[y] {
			if got[y][x] != q[y][x] {
				t.Fatal("the code was not made at level Q")
			}
		}
	}
}

func TestAnAddressThatNoCodeHoldsIsAnError(t *testing.T) {
	for _, address := range []string{"", "https://" + strings.Repeat("a", 3000)} {
		if m, err := encode(address, small); err == nil {
			t.Errorf("%d characters: got %d modules, want an error", len(address), len(m))
		}
	}
	// Too long for H and short enough for M.
	address := "https://" + strings.Repeat("a", 1500)
	if _, err := encode(address, small); err != nil {
		t.Errorf("at M: %v", err)
	}
	if _, err := encode(address, sturdy); err == nil {
		t.Error("at H: got a code, want an error")
	}
}
