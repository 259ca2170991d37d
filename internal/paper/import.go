package paper

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hailong/internal/survey"
)

// A Preview is what an import of a file would do.
type Preview struct {
	// Rows are the forms of the file, Valid and Rejected what they come to.
	Rows, Valid int
	Rejected    map[Reason]int
	// Mistakes are all that is wrong, by line. With a single one nothing is
	// imported.
	Mistakes []Mistake
}

// A BadFile error holds everything that is wrong with a file.
type BadFile struct{ Mistakes []Mistake }

// Error counts the mistakes; it never holds what the file says.
func (e *BadFile) Error() string {
	first := e.Mistakes[0]
	return fmt.Sprintf("paper file: %d mistakes, the first in line %d: %s", len(e.Mistakes), first.Line, first.Code)
}

// Preview reads a file of keyed forms and changes nothing. The head of the file is
// "so", the codes of the questions, and what the template asks of field and comment,
// in any order; its cells are what ParseKeyed reads. Errors: ErrUnopened, ErrClosed,
// survey.ErrNotFound.
func (l *Ledger) Preview(ctx context.Context, batch string, data []byte) (Preview, error) {
	file, err := l.file(ctx, batch, data)
	if err != nil {
		return Preview{}, err
	}
	f, err := l.Look(ctx, batch)
	if err != nil {
		return Preview{}, err
	}
	if err := f.writable(); err != nil {
		return Preview{}, err
	}
	p := file.preview
	p.Mistakes = file.against(f)
	return p, nil
}

// Import enters the forms of a file, all of them in one event or, with a *BadFile,
// none. Importing the same again does nothing. Errors: *BadFile, those of Preview.
func (l *Ledger) Import(ctx context.Context, batch string, data []byte, by string) (*Folder, error) {
	file, err := l.file(ctx, batch, data)
	if err != nil {
		return nil, err
	}
	return l.happen(ctx, batch, by, func(f *Folder) (*event, error) {
		if file.within(f, by) {
			return nil, nil // sent again, because the reply was lost
		}
		if err := f.writable(); err != nil {
			return nil, err
		}
		if mistakes := file.against(f); len(mistakes) > 0 {
			return nil, &BadFile{mistakes}
		}
		return &event{Keyed: file.forms}, nil
	})
}

// A file is a table whose keys were read.
type file struct {
	preview Preview
	forms   []keyed
	lines   []int // of the forms
}

// file reads everything that can be told without the folder.
func (l *Ledger) file(ctx context.Context, batch string, data []byte) (*file, error) {
	q, err := l.questionnaire(ctx, batch)
	if err != nil {
		return nil, err
	}
	t := readTable(data, q.template)
	file := &file{preview: Preview{Rows: len(t.rows), Rejected: make(map[Reason]int), Mistakes: t.mistakes}}
	for i := range t.rows {
		if r := &t.rows[i]; len(r.keys) > 0 {
			file.add(q, r)
		}
	}
	return file, nil
}

func (f *file) add(q *questionnaire, r *row) {
	mistake := func(column string, code survey.FaultCode, limit int) {
		f.preview.Mistakes = append(f.preview.Mistakes, Mistake{r.line, column, code, limit})
	}
	serial, ok := r.number()
	switch {
	case !ok:
		mistake(SerialColumn, FaultSerial, 0)
	case slices.ContainsFunc(f.forms, func(k keyed) bool { return k.Serial == serial }):
		mistake(SerialColumn, FaultTwice, 0)
	}
	form, err := q.read(r.keys)
	if invalid := (*survey.Invalid)(nil); errors.As(err, &invalid) {
		for _, fault := range invalid.Faults {
			mistake(fault.At, fault.Code, fault.Limit)
		}
		// Its number is remembered all the same, so that another form with it is found.
		form = Form{}
	} else if form.Valid() {
		f.preview.Valid++
	} else {
		f.preview.Rejected[form.Reason]++
	}
	if ok {
		f.forms, f.lines = append(f.forms, keyed{Serial: serial, Form: form}), append(f.lines, r.line)
	}
}

// against returns all mistakes, those that show beside what is entered among them.
func (f *file) against(folder *Folder) []Mistake {
	all := slices.Clone(f.preview.Mistakes)
	for i, k := range f.forms {
		switch {
		case !folder.Batch.Has(k.Serial):
			all = append(all, Mistake{f.lines[i], SerialColumn, FaultOutside, 0})
		case folder.Entry(k.Serial) != nil:
			all = append(all, Mistake{f.lines[i], SerialColumn, FaultEntered, 0})
		}
	}
	slices.SortStableFunc(all, func(a, b Mistake) int { return a.Line - b.Line })
	return all
}

// within reports whether somebody has entered exactly these forms.
func (f *file) within(folder *Folder, by string) bool {
	if len(f.preview.Mistakes) > 0 {
		return false
	}
	for _, k := range f.forms {
		e := folder.Entry(k.Serial)
		if e == nil || e.Versions[0].By != by || !e.Versions[0].equal(&k.Form) {
			return false
		}
	}
	return true
}
