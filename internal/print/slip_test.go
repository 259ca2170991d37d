package print

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"hailong/internal/survey"
)

func TestSlipsAreInTheirOrderOnSheetsOf24(t *testing.T) {
	for _, c := range []struct{ list, sheets, last int }{{1, 1, 1}, {24, 1, 24}, {25, 2, 1}, {49, 3, 1}} {
		list := invitations(c.list)
		o := slipOptions()
		var seen []string
		o.Progress = func(done, total int) { seen = append(seen, fmt.Sprintf("%d/%d", done, total)) }
		d, err := slips(list, o)
		if err != nil {
			t.Fatal(err)
		}
		if last := len(d.pages[len(d.pages)-1].codes); len(d.pages) != c.sheets || last != c.last {
			t.Errorf("%d slips: got %d sheets, %d on the last, want %d and %d", c.list, len(d.pages), last, c.sheets, c.last)
		}
		if want := fmt.Sprintf("%d/%d", c.sheets, c.sheets); len(seen) != c.sheets || seen[len(seen)-1] != want {
			t.Errorf("%d slips: got the progress %q", c.list, seen)
		}
		var codes []string
		for _, p := range d.pages {
			for _, x := range p.texts {
				codes = append(codes, x.lines[0])
			}
		}
		for i := range list {
			if codes[i] != list[i].Code {
				t.Fatalf("%d slips: slip %d has the code %s, want %s", c.list, i, codes[i], list[i].Code)
			}
		}
	}
}

func TestASlipSaysEverything(t *testing.T) {
	for l, want := range map[survey.Lang][]string{
		survey.Vietnamese: {
			"Phiếu mời góp ý – dùng một lần", "Mời ông/bà góp ý, về nhà trả lời cũng được.",
			"Mã không gắn với tên hay hồ sơ của ông/bà.", "Dùng đến hết ngày 31/12/2026", "ninhgiang.haiphong.gov.vn/p/",
			"7KQ00-00000-X", "Đợt 2026-W48-01", "ỦY BAN NHÂN DÂN XÃ NINH GIANG", "Trung tâm Phục vụ hành chính công xã Ninh Giang",
		},
		survey.English: {"valid once", "Valid until 31 December 2026", "The code is not linked to your name or papers.", "7KQ00-00000-X"},
	} {
		o := slipOptions()
		o.Lang = l
		got := text(t, made(t, func(w io.Writer) error { return Slips(w, invitations(1), o) }))
		for _, s := range want {
			if !strings.Contains(got, s) {
				t.Errorf("%s: the slip lacks %q; it holds\n%s", l, s, got)
			}
		}
		o.Until = nil
		if got := text(t, made(t, func(w io.Writer) error { return Slips(w, invitations(1), o) })); strings.Contains(got, "2026-12") || strings.Contains(got, "31") {
			t.Errorf("%s: a slip without a last day has one: %s", l, got)
		}
	}
}

func TestWhatIsTypedBeforeTheCode(t *testing.T) {
	for _, c := range []struct{ address, code, want string }{
		{"https://xa.gov.vn/p/ABCDE-FGHJK-M", "ABCDE-FGHJK-M", "xa.gov.vn/p/"},
		{"https://xa.gov.vn/p/ABCDEFGHJKM", "ABCDE-FGHJK-M", "xa.gov.vn/p/"},
		{"http://xa.gov.vn:8080/p/ABCDEFGHJKM", "ABCDE-FGHJK-M", "http://xa.gov.vn:8080/p/"},
		{"https://xa.gov.vn/p/other", "ABCDE-FGHJK-M", "xa.gov.vn/p/other"},
		{"https://xa.gov.vn/p/", "", "xa.gov.vn/p/"},
	} {
		if got := typedBefore(&Slip{Code: c.code, Address: c.address}); got != c.want {
			t.Errorf("%s: got %q, want %q", c.address, got, c.want)
		}
	}
}

func TestOneInsecureSlipMakesAllATrial(t *testing.T) {
	list := invitations(30)
	list[29].Address = strings.Replace(list[29].Address, "https", "http", 1)
	d, err := slips(list, slipOptions())
	if err != nil {
		t.Fatal(err)
	}
	for n, p := range d.pages {
		for _, s := range p.stamps[:len(p.stamps)-1] {
			marked := false
			for _, x := range s.page.texts {
				marked = marked || strings.Contains(strings.Join(x.lines, " "), "BẢN THỬ")
			}
			if !marked {
				t.Fatalf("a slip on sheet %d is not marked", n+1)
			}
		}
	}
	o := slipOptions()
	o.Trial = true
	if got := text(t, made(t, func(w io.Writer) error { return Slips(w, invitations(1), o) })); !strings.Contains(got, "Chỉ để thử") {
		t.Errorf("a trial that was asked for holds\n%s", got)
	}
}

func TestNoNameSpoilsASlip(t *testing.T) {
	for name, typed := range hostile {
		o := slipOptions()
		o.Unit.Authority, o.Place.Name, o.Batch = both(typed, typed), both(typed, typed), typed
		d, err := slips(invitations(2), o)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, fault := range faults(d, slipEdge) {
			t.Errorf("%s: %s", name, fault)
		}
		if err := d.write(io.Discard); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWrongSlipsAreAnErrorAndNothingIsWritten(t *testing.T) {
	without := invitations(3)
	without[2].Address = ""
	for _, c := range []struct {
		name string
		list []Slip
		o    SlipOptions
		want string
	}{
		{"none", nil, slipOptions(), "no slip is given"},
		{"no address", without, slipOptions(), "slip 7KQ02-00002-X: encode code: no address"},
		{"no date", invitations(1), SlipOptions{}, "no date of printing"},
	} {
		var b bytes.Buffer
		err := Slips(&b, c.list, c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "print slips: ") || b.Len() > 0 {
			t.Errorf("%s: got %d bytes and %v, want %q", c.name, b.Len(), err, c.want)
		}
	}
}

func TestASlipStandsWithinItsCuts(t *testing.T) {
	d, err := slips(invitations(24), slipOptions())
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range d.pages[0].codes {
		if !slipAt(i).holds(c) {
			t.Errorf("the code of slip %d crosses a cut: %+v", i, c)
		}
	}
	for _, x := range d.pages[0].whole().texts {
		inside := false
		for i := range slipsOnSheet {
			inside = inside || slipAt(i).inset(slipEdge-1).holds(x.at)
		}
		if !inside {
			t.Errorf("%q crosses a cut: %+v", x.lines, x.at)
		}
	}
}
