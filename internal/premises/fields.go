package premises

import (
	"slices"
	"strconv"
	"strings"

	"hailong/internal/survey"
)

// merge makes the lists that a unit shall have in place of all the fields it had.
// A field is known by its code: one of the unit or the catalogue keeps what was
// counted under it, whatever its words; a new one never gets the code of another.
func merge(had, wanted, catalogue []survey.Field) (*merging, error) {
	m := &merging{known: map[string]bool{}, taken: map[string]bool{}, before: slices.Concat(catalogue, had)}
	for _, f := range m.before {
		m.known[f.Code] = true
	}
	for _, f := range wanted {
		if err := m.add(f); err != nil {
			return nil, err
		}
	}
	for _, f := range had {
		if !m.taken[f.Code] {
			m.hidden = append(m.hidden, f)
		}
	}
	if len(m.offered) > MaxFields || len(m.offered)+len(m.hidden) > MaxKept {
		return nil, &BadPremises{What: "fields"}
	}
	return m, nil
}

type merging struct {
	known map[string]bool // codes that mean something
	taken map[string]bool // codes on offer
	// before are the fields as they were; one code may stand there twice.
	before []survey.Field

	offered, hidden []survey.Field
}

func (m *merging) add(f survey.Field) error {
	at := f.Code
	if at == "" {
		at = f.Text.In(survey.Vietnamese)
	}
	if f.Code != "" && (!m.known[f.Code] || m.taken[f.Code]) {
		return &BadPremises{"code", at}
	}
	var ok bool
	if f.Text, ok = f.Text.AsName(MaxName); !ok {
		return &BadPremises{"field", at}
	}
	f.Text = m.translated(f)
	office, ok := f.Office.AsName(MaxAuthority)
	switch {
	case len(office) == 0:
		f.Office = nil // nobody in particular
	case !ok:
		return &BadPremises{"office", at}
	default:
		f.Office = office
	}
	if f.Code == "" {
		f.Code = m.code(f.Text)
	}
	// People choose by the names.
	if slices.ContainsFunc(m.offered, func(o survey.Field) bool { return same(o.Text, f.Text) }) {
		return &BadPremises{"twin", f.Text.In(survey.Vietnamese)}
	}
	m.taken[f.Code] = true
	m.offered = append(m.offered, f)
	return nil
}

// translated returns the words of a field with the translations that it had. The
// office writes two languages; as long as it leaves both as they were, the others
// say the same.
func (m *merging) translated(f survey.Field) survey.Text {
	for _, b := range m.before {
		if b.Code == f.Code && b.Text[survey.Vietnamese] == f.Text[survey.Vietnamese] && b.Text[survey.English] == f.Text[survey.English] {
			return b.Text
		}
	}
	return f.Text
}

// fieldCode is the most characters of a field's code, as in the catalogue.
const fieldCode = 16

// code makes a code of a new field's name, in the manner of the catalogue: a
// capital, then capitals, digits and _.
func (m *merging) code(name survey.Text) string {
	base := strings.ToUpper(strings.ReplaceAll(survey.Slug(name.In(survey.Vietnamese)), "-", "_"))
	if base[0] <= '9' {
		base = "LV_" + base
	}
	code := cut(base, fieldCode)
	for n := 2; m.known[code] || m.taken[code]; n++ {
		suffix := "_" + strconv.Itoa(n)
		code = cut(base, fieldCode-len(suffix)) + suffix
	}
	return code
}

func cut(s string, n int) string { return strings.TrimRight(s[:min(n, len(s))], "_") }
