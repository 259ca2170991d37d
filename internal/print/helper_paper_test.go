package print

import (
	"fmt"
	"strings"
	"testing"

	"hailong/internal/catalog"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

// invitations returns slips with codes of their own.
func invitations(n int) []Slip {
	list := make([]Slip, n)
	for i := range list {
		code := fmt.Sprintf("7KQ%02d-%05d-X", i%97, i)
		list[i] = Slip{Code: code, Address: "https://ninhgiang.haiphong.gov.vn/p/" + code}
	}
	return list
}

func slipOptions() SlipOptions {
	until := survey.Day(2026, 12, 31)
	p := commune()
	return SlipOptions{Unit: p.Unit, Place: p.Place, Batch: "2026-W48-01", Until: &until, Printed: afternoon}
}

// shipped returns a template that comes with the program, and the fields.
func shipped(t testing.TB, code string) (*survey.Template, []survey.Field) {
	t.Helper()
	c, err := catalog.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	template, err := c.Latest(code)
	if err != nil {
		t.Fatal(err)
	}
	return template, c.Fields()
}

func paperAddress(serial string, side int) string {
	return fmt.Sprintf("https://ninhgiang.haiphong.gov.vn/f/2026-W48-01/%s/%d", serial, side)
}

// paperForm returns forms of a template that comes with the program.
func paperForm(t testing.TB, code string, n int) Form {
	t.Helper()
	template, fields := shipped(t, code)
	p := commune()
	return Form{
		Unit: p.Unit, Place: p.Place, Template: template, Fields: fields,
		Batch: "2026-W48-01", From: 7, To: 6 + n, Address: paperAddress,
	}
}

func boxMinutes() Minutes {
	p := commune()
	return Minutes{
		Unit: p.Unit, Place: p.Place, Office: "Phòng Văn hóa - Xã hội",
		Batch: "2026-W48-01", From: 1, To: 200, Issued: 180, Printed: afternoon,
	}
}

// formFree is what stays free at the rim of a form: the corner marks begin there.
const formFree = markEdge - hair

// paperKinds returns every kind of document that is not made from posters.
func paperKinds(t testing.TB) []kind {
	var all []kind
	slipKind := func(name string, list []Slip, o SlipOptions) {
		k := kind{name: "slips_" + name, free: slipEdge, draw: func() (*document, error) { return slips(list, o) }}
		for _, s := range list {
			k.codes = append(k.codes, s.Address)
		}
		all = append(all, k)
	}
	slipKind("vi", invitations(25), slipOptions())
	english := slipOptions()
	english.Lang, english.Until = survey.English, nil
	slipKind("en", invitations(2), english)
	insecure := invitations(2)
	insecure[1].Address = strings.Replace(insecure[1].Address, "https", "http", 1)
	slipKind("trial", insecure, slipOptions())

	formKind := func(name string, f Form, o FormOptions) {
		k := kind{name: "form_" + name, free: formFree, draw: func() (*document, error) { return forms(&f, &o) }}
		for n := f.From; n <= f.To; n++ {
			for side := 1; side <= 2; side++ {
				k.codes = append(k.codes, f.Address(Serial(n), side))
			}
		}
		all = append(all, k)
	}
	for _, code := range []string{"full", "short"} {
		for _, l := range []survey.Lang{survey.Vietnamese, survey.English} {
			formKind(fmt.Sprintf("%s_%s", code, l), paperForm(t, code, 1), FormOptions{Lang: l, Printed: afternoon})
		}
	}
	formKind("many", paperForm(t, "short", 3), FormOptions{Printed: afternoon})
	trial := paperForm(t, "full", 1)
	trial.Address = func(serial string, side int) string {
		return strings.Replace(paperAddress(serial, side), "https", "http", 1)
	}
	formKind("trial", trial, FormOptions{Printed: afternoon})

	m := boxMinutes()
	return append(all, kind{name: "minutes", free: 9, draw: func() (*document, error) { return opening(&m) }})
}
