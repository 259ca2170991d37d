package opinion

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// Names are the staff lists in the registry, by the units' codes.
const Names store.Kind[NameList] = "staff-names"

// A Name is the full name of somebody of the staff, as "Nguyễn Thị Hương".
type Name string

// A NameList is whose names are masked in the comments of a unit.
type NameList struct {
	Unit  string `json:"unit"`
	Names []Name `json:"names"`
	// By is who wrote the list, Day when.
	By  string      `json:"by"`
	Day survey.Date `json:"day"`
}

// The limits of a list.
const (
	MaxNames      = 1000
	maxNameWords  = 8
	maxNameLength = 80
)

// A BadNames error says in which line of a list is no name; 0 is the whole list,
// which is too long.
type BadNames struct{ Line int }

// Error names the line.
func (e *BadNames) Error() string { return fmt.Sprintf("staff names: line %d", e.Line) }

// ParseNames reads one full name from each line. Empty lines are nothing, and a
// name that is there twice is there once. Errors: *BadNames.
func ParseNames(text string) ([]Name, error) {
	var list []Name
	for i, line := range strings.Split(survey.Clean(text), "\n") {
		name := strings.Join(strings.Fields(line), " ")
		if name == "" {
			continue
		}
		if !isName(name) {
			return nil, &BadNames{i + 1}
		}
		if !slices.Contains(list, Name(name)) {
			list = append(list, Name(name))
		}
		if len(list) > MaxNames {
			return nil, &BadNames{}
		}
	}
	return list, nil
}

// isName refuses a single word, which stands for a hundred people, and whatever
// is no letter: a line with an office beside the name would mask nothing.
func isName(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > maxNameWords || len([]rune(s)) > maxNameLength {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != ' ' && r != '\'' }) < 0
}

// Text returns the list as ParseNames reads it.
func (l NameList) Text() string {
	lines := make([]string, len(l.Names))
	for i, n := range l.Names {
		lines[i] = string(n)
	}
	return strings.Join(lines, "\n")
}

// SaveNames replaces the staff list of a unit by the lines of a text. From then
// on every comment is shown without them, those of earlier days too. Errors:
// *BadNames.
func SaveNames(ctx context.Context, r store.Registry, unit, text, by string, today survey.Date) error {
	list, err := ParseNames(text)
	if err != nil {
		return err
	}
	return Names.Replace(ctx, r, unit, NameList{Unit: unit, Names: list, By: by, Day: today})
}

// MaskerOf returns the masker of a unit with its staff list; where nobody wrote
// one, no name is known.
func MaskerOf(ctx context.Context, r store.Registry, unit string) (*Masker, error) {
	list, err := Names.Get(ctx, r, unit)
	if err != nil && !errors.Is(err, survey.ErrNotFound) {
		return nil, fmt.Errorf("staff names of %s: %w", unit, err)
	}
	return NewMasker(list.Names), nil
}
