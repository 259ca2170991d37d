package opinion

import (
	"errors"
	"strings"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

func TestAStaffListIsReadLineByLine(t *testing.T) {
	got, err := ParseNames(" Nguyễn  Thị Hương \r\n\n\tLê An\nLê An\nY Ê'ban\nNguyê\u0303n Văn A")
	if err != nil {
		t.Fatal(err)
	}
	want := "Nguyễn Thị Hương\nLê An\nY Ê'ban\nNguyễn Văn A"
	if text := (NameList{Names: got}).Text(); text != want {
		t.Errorf("got %q, want %q", text, want)
	}
}

func TestALineThatIsNoNameIsNamed(t *testing.T) {
	for _, c := range []struct {
		text string
		line int
	}{
		{"Hương", 1},
		{"Lê An\n\nNguyễn Văn A - Chủ tịch", 3},
		{"Lê An, Lê Bình", 1},
		{"Lê An 2", 1},
		{"Lê An\nmột hai ba bốn năm sáu bảy tám chín", 2},
		{"Lê " + strings.Repeat("a", maxNameLength), 1},
		{"Lê \u0301", 1},
		{strings.Repeat("Lê An\nLê Bình\n", 3) + "=1+1", 7},
	} {
		var bad *BadNames
		if _, err := ParseNames(c.text); !errors.As(err, &bad) || bad.Line != c.line {
			t.Errorf("%q: got %v, want line %d", c.text, err, c.line)
		}
	}
	var many strings.Builder
	for i := range MaxNames + 1 {
		many.WriteString("Lê " + strings.Repeat("a", 1+i%30) + " " + strings.Repeat("b", 1+i/30) + "\n")
	}
	var bad *BadNames
	if _, err := ParseNames(many.String()); !errors.As(err, &bad) || bad.Line != 0 || bad.Error() == "" {
		t.Errorf("a list without end: %v", err)
	}
}

func TestAUnitsListIsKeptAndUsed(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		ctx := t.Context()
		masked := func(unit string) string {
			m, err := MaskerOf(ctx, s, unit)
			must(t, err)
			return m.Mask("chị Hương")
		}
		if got := masked("xa"); got != "chị Hương" {
			t.Errorf("without a list: %s", got)
		}
		must(t, SaveNames(ctx, s, "xa", "Nguyễn Thị Hương", "admin", survey.Day(2026, 11, 23)))
		if got := masked("xa"); got != "chị [tên cán bộ]" {
			t.Errorf("with a list: %s", got)
		}
		if got := masked("khac"); got != "chị Hương" {
			t.Errorf("another unit's list is used: %s", got)
		}
		if err := SaveNames(ctx, s, "xa", "Hương", "admin", 0); err == nil {
			t.Error("a list with a fault is kept")
		}
		list, err := Names.Get(ctx, s, "xa")
		if must(t, err); list.Text() != "Nguyễn Thị Hương" || list.By != "admin" || list.Day.String() != "2026-11-23" {
			t.Errorf("kept %+v", list)
		}
		must(t, SaveNames(ctx, s, "xa", "", "admin", 0))
		if got := masked("xa"); got != "chị Hương" {
			t.Errorf("after the list was emptied: %s", got)
		}
	})
}

func FuzzParseNames(f *testing.F) {
	for _, s := range []string{"Lê An", "Lê An\nx", "\r\r", "Lê \u0301", "a b\x00c", strings.Repeat("a b\n", 2000), "Nguyê\u0303n A"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list, err := ParseNames(s)
		if err != nil {
			return
		}
		again, err := ParseNames(NameList{Names: list}.Text())
		if err != nil || len(again) != len(list) {
			t.Fatalf("%q is read as %q and then as %q (%v)", s, list, again, err)
		}
		Mask(s, list)
	})
}
