package print

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"hailong/internal/survey"
)

// A Form is a template on paper: the same questions on every copy, each copy
// with a number of its own.
type Form struct {
	Unit     survey.Unit
	Place    survey.Place
	Template *survey.Template
	// Fields are what the field question offers; without any, or where they are
	// too many, people write the field on a line.
	Fields []survey.Field
	// Batch names the batch (đợt), as 2026-W48-01.
	Batch string
	// From and To are the first and the last number.
	From, To int
	// Address returns what the QR code on a side holds, to tell batch, number
	// and side when a sheet is entered or scanned. Sides count from 1.
	Address func(serial string, side int) string
}

// FormOptions say how forms are printed; all are as in Options.
type FormOptions struct {
	Lang     survey.Lang
	Trial    bool
	Printed  time.Time
	Progress func(done, total int)
}

// Serial writes the number of a form as it is printed: 0007.
func Serial(n int) string { return fmt.Sprintf("%04d", n) }

// Forms writes a PDF with the forms of a range of numbers, to be printed on
// both sides. A form has two sides, or four, six and so on where its questions
// need them; no question is cut by the end of a side.
func Forms(w io.Writer, f Form, o FormOptions) error {
	d, err := forms(&f, &o)
	if err == nil {
		err = d.write(w)
	}
	if err != nil {
		return fmt.Errorf("print forms: %w", err)
	}
	return nil
}

// check finds what would make every form wrong.
func (f *Form) check() error {
	switch {
	case f.Template == nil || len(f.Template.Sections) == 0:
		return errors.New("no template is given")
	case slices.ContainsFunc(f.Template.Sections, func(s survey.Section) bool { return len(s.Questions) == 0 }):
		return fmt.Errorf("template %s has a section without a question", f.Template.Ref())
	case len(f.Template.Levels) != survey.Levels:
		return fmt.Errorf("template %s has %d levels, want %d", f.Template.Ref(), len(f.Template.Levels), survey.Levels)
	case f.From < 1 || f.To < f.From:
		return fmt.Errorf("numbers %d to %d: want a range from 1", f.From, f.To)
	case f.Address == nil:
		return errors.New("no address is given")
	}
	return nil
}

func forms(f *Form, o *FormOptions) (*document, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	words := in(o.Lang)
	title := fmt.Sprintf("%s %s %s–%s", f.Template.Title.In(o.Lang), f.Batch, Serial(f.From), Serial(f.To))
	p := &paper{
		document: newDocument(title, o.Lang, o.Printed), form: f, words: words, lang: o.Lang,
	}
	sides := p.plan()
	// One address that must be tried out only makes all forms a trial.
	for n := f.From; n <= f.To && p.trial == ""; n++ {
		for i := range sides {
			p.trial = cmp.Or(p.trial, words.trialSlip(f.Address(Serial(n), i+1), o.Trial))
		}
	}
	for n := f.From; n <= f.To; n++ {
		for i := range sides {
			if err := p.side(&sides[i], Serial(n), i+1, len(sides)); err != nil {
				return nil, fmt.Errorf("form %s: %w", Serial(n), err)
			}
			if i == 0 && f.To > f.From {
				p.bookmarkForm(n)
			}
		}
		if o.Progress != nil {
			o.Progress(n-f.From+1, f.To-f.From+1)
		}
	}
	return p.document, nil
}

// side draws one side of one form. What is alike on all forms is drawn once.
func (p *paper) side(c *paperSide, serial string, side, of int) error {
	code, err := encode(p.form.Address(serial, side), small)
	if err != nil {
		return err
	}
	p.page(paperWidth, paperHeight)
	if c.same == nil {
		c.same = p.stencil(paperWidth, paperHeight, []*face{serif, serifBold, serifItalic}, func() { p.drawSide(c, side, of) })
	}
	p.stamp(c.same, 0, 0)
	at := headPlan()
	n := float64(len(code))
	p.code(code, at.code.inset(at.code.w*quiet/(n+2*quiet)))
	p.say(p.words.Form.Serial+serial, at.serial, style{face: serifBold, size: 12, least: 6, lines: 1, align: rightward, ink: black})
	if p.trial != "" {
		p.trialMark(p.words.Trial, 42)
	}
	return nil
}
