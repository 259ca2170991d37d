// Package catalog turns a folder of YAML files into questionnaires and service
// fields, and keeps a questionnaire as it was once somebody answered it.
//
// One file holds one version of a template; fields.yaml holds the service
// fields. The package reads strictly, because a slip in a questionnaire is
// found after it was printed: unknown and repeated keys, values of the wrong
// type, anchors, aliases, merge keys and tags, several documents in a file and
// everything that survey.Template.Check refuses. It complains about all of it
// in one pass, with file, line and key.
//
// It refuses to guess (no defaults, no conversion of 1 into "1"), to read
// anything but the files of one folder, and to write into that folder.
//
// Invariants: every template that Load returns passed Check and was built; no
// two have the same code and version; after Freeze the template of every stored
// response is in the catalogue with the words its answers were given to.
package catalog

import (
	"cmp"
	"fmt"
	"slices"

	"hailong/internal/survey"
)

// A Catalog is the templates and service fields of a folder. It does not change
// after Freeze and may then be used by many goroutines.
type Catalog struct {
	entries []entry // sorted by code and version
	fields  []survey.Field
}

// An entry is a template with what it was read from.
type entry struct {
	template *survey.Template
	file     *file
	// retired tells that the folder no longer holds it and it came from the store.
	retired bool
}

// Template returns the version of a template, or survey.ErrNotFound.
func (c *Catalog) Template(ref survey.Ref) (*survey.Template, error) {
	if e := c.entry(ref); e != nil {
		return e.template, nil
	}
	return nil, fmt.Errorf("template %s: %w", ref, survey.ErrNotFound)
}

// Templates returns every version of every template, sorted by code and version.
func (c *Catalog) Templates() []*survey.Template {
	all := make([]*survey.Template, len(c.entries))
	for i, e := range c.entries {
		all[i] = e.template
	}
	return all
}

// Latest returns the highest version that the folder holds of a template; one
// that was taken out of the folder is returned only when no other is left. It
// returns survey.ErrNotFound for a code nobody knows.
func (c *Catalog) Latest(code string) (*survey.Template, error) {
	var latest *entry
	for i := range c.entries {
		e := &c.entries[i]
		if e.template.Code == code && (latest == nil || latest.retired || !e.retired) {
			latest = e
		}
	}
	if latest == nil {
		return nil, fmt.Errorf("template %s: %w", code, survey.ErrNotFound)
	}
	return latest.template, nil
}

// Fields returns the service fields in the order of their file.
func (c *Catalog) Fields() []survey.Field { return slices.Clone(c.fields) }

func (c *Catalog) entry(ref survey.Ref) *entry {
	i, found := c.find(ref)
	if !found {
		return nil
	}
	return &c.entries[i]
}

// add puts an entry at its place and reports whether that was free.
func (c *Catalog) add(e entry) bool {
	i, taken := c.find(e.template.Ref())
	if !taken {
		c.entries = slices.Insert(c.entries, i, e)
	}
	return !taken
}

func (c *Catalog) find(ref survey.Ref) (int, bool) {
	return slices.BinarySearchFunc(c.entries, ref, func(e entry, ref survey.Ref) int {
		return cmp.Or(cmp.Compare(e.template.Code, ref.Code), cmp.Compare(e.template.Version, ref.Version))
	})
}
