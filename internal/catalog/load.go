package catalog

import (
	"fmt"
	"io/fs"
	"path"

	"hailong/internal/survey"
)

// fieldsFile is the only file of the folder that holds no template.
const fieldsFile = "fields.yaml"

// Load reads every *.yaml of a folder. The error is a Complaints that lists all
// faults of all files, except where the folder itself cannot be read.
func Load(fsys fs.FS) (*Catalog, error) {
	listed, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("load templates: %w", err)
	}
	l := loading{catalog: &Catalog{}}
	for _, d := range listed {
		if d.IsDir() {
			continue
		}
		switch path.Ext(d.Name()) {
		case ".yaml":
			l.file(open(fsys, d.Name()))
		case ".yml":
			// Passed over in silence, its author would look for it in vain.
			l.complain(d.Name(), "only *.yaml is read; rename the file")
		}
	}
	l.whole()
	if err := l.complaints.orNil(); err != nil {
		return nil, err
	}
	return l.catalog, nil
}

// loading is one run of Load.
type loading struct {
	catalog *Catalog
	// seen counts the template files, good or bad.
	seen       int
	fieldsSeen bool
	complaints Complaints
}

func (l *loading) complain(name, message string) {
	l.complaints = append(l.complaints, Complaint{File: name, Message: message})
}

func (l *loading) file(f *file) {
	if f.name == fieldsFile {
		l.fieldsSeen = true
		l.catalog.fields = readFields(f)
	} else {
		l.seen++
		l.template(f)
	}
	l.complaints = append(l.complaints, f.complaints...)
}

func (l *loading) template(f *file) {
	t := readTemplate(f)
	if t == nil {
		return
	}
	if !l.catalog.add(entry{template: t, file: f}) {
		f.complain("version", "%s holds %s already; give this one a new version", l.catalog.entry(t.Ref()).file.name, t.Ref())
	}
}

// whole checks what no file can be blamed for alone.
func (l *loading) whole() {
	if l.seen == 0 {
		l.complain(".", "the folder holds no template; put at least one *.yaml there")
	}
	if l.fieldsSeen {
		return
	}
	for _, e := range l.catalog.entries {
		if q := e.template.Question(survey.FieldCode); q != nil {
			l.complain(fieldsFile, "the file is missing, but "+e.file.name+" asks for the service field; write it")
			return
		}
	}
}

// readTemplate returns the template of a file. It returns nil, with complaints,
// for a file that cannot be decoded; what it returns beside complaints serves
// only to find more of them.
func readTemplate(f *file) *survey.Template {
	t := decodeTemplate(f)
	if t == nil {
		return nil
	}
	misread := map[string]bool{}
	for _, c := range f.complaints {
		misread[c.Key] = true
	}
	for _, p := range t.Check() {
		// What was misread is left out; do not call it missing as well.
		if !around(misread, p.Path) {
			f.complain(p.Path, "%s", p.Message)
		}
	}
	t.Build()
	return t
}

// decodeTemplate returns the template of a file without judging it, or nil.
func decodeTemplate(f *file) *survey.Template {
	root := parse(f)
	if root == nil {
		return nil
	}
	t := new(survey.Template)
	decode(f, root, t)
	return t
}

// around reports whether a set holds a key or one that encloses it.
func around(set map[string]bool, key string) bool {
	for !set[key] {
		if key == "" {
			return false
		}
		key = enclosing(key)
	}
	return true
}
