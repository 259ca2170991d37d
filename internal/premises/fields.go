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
	m := &merging{known: map[string]bool{}, taken: map[string]bool{}}
	for _, f := range slices.Concat(had, catalogue) {
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
