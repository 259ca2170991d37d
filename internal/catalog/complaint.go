package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Complaint is one thing that a person must mend in a file of the folder.
type Complaint struct {
	File string
	// Line counts from 1; 0 means the file as a whole.
	Line int
	// Key leads to the place in the file, as sections[0].questions[2].code, or
	// is empty where no key was reached.
	Key     string
	Message string
}

// String returns full.yaml:37: sections[0].questions[2].code: message.
func (c Complaint) String() string {
	var b strings.Builder
	b.WriteString(c.File)
	if c.Line > 0 {
		fmt.Fprintf(&b, ":%d", c.Line)
	}
	if c.Key != "" {
		b.WriteString(": " + c.Key)
	}
	return b.String() + ": " + c.Message
}

// Complaints is everything that is wrong with the folder, so that a person
// mends it in one go.
type Complaints []Complaint

// Error returns one complaint a line.
func (cs Complaints) Error() string {
	lines := make([]string, len(cs))
	for i, c := range cs {
		lines[i] = c.String()
	}
	return strings.Join(lines, "\n")
}

// orNil returns the complaints as an error, sorted as somebody reads the files,
// or nil where there is nothing to complain about.
func (cs Complaints) orNil() error {
	if len(cs) == 0 {
		return nil
	}
	slices.SortStableFunc(cs, func(a, b Complaint) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return cs
}
