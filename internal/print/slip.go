package print

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"hailong/internal/survey"
)

// A Slip is a code that is worth one response: the address its QR code holds
// and the code as it is typed, XXXXX-XXXXX-C.
type Slip struct {
	Code    string
	Address string
}

// SlipOptions say what stands on every slip and how it is printed.
type SlipOptions struct {
	Unit  survey.Unit
	Place survey.Place
	// Batch names the batch, as 2026-W48-01.
	Batch string
	// Until is the last day on which the slips are accepted; nil is no such day.
	Until *survey.Date
	// Lang, Trial, Printed and Progress are as in Options. Where one slip must
	// be marked as a trial, all are.
	Lang     survey.Lang
	Trial    bool
	Printed  time.Time
	Progress func(done, total int)
}

// A sheet of slips is A4 without a margin, cut twice upright and seven times
// across, so that a stack of sheets is cut at once and nothing is left over.
const (
	slipColumns  = 3
	slipRows     = 8
	slipsOnSheet = slipColumns * slipRows
	slipWidth    = 210.0 / slipColumns
	slipHeight   = 297.0 / slipRows
)

// slipEdge is what stays free at the rim of a slip: printers do not reach
// further, and a knife is never quite straight.
const slipEdge = 3.8

var errNoSlip = errors.New("no slip is given")

// Slips writes a PDF of sheets with 24 slips each, in the order of the list.
// Whoever wants that nobody can tell which was handed out when shuffles before.
func Slips(w io.Writer, list []Slip, o SlipOptions) error {
	d, err := slips(list, o)
	if err == nil {
		err = d.write(w)
	}
	if err != nil {
		return fmt.Errorf("print slips: %w", err)
	}
	return nil
}

func slips(list []Slip, o SlipOptions) (*document, error) {
	if len(list) == 0 {
		return nil, errNoSlip
	}
	words := in(o.Lang)
	s := slipSheet{
		document: newDocument(strings.TrimSpace(words.Slip.Document+" "+o.Batch), o.Lang, o.Printed),
		words:    words, o: &o, faces: map[string]*stencil{},
	}
	for i := range list {
		if s.trial == "" {
			s.trial = words.trialSlip(list[i].Address, o.Trial)
		}
	}
	sheets := (len(list) + slipsOnSheet - 1) / slipsOnSheet
	done := 0
	for some := range slices.Chunk(list, slipsOnSheet) {
		if err := s.draw(some); err != nil {
			return nil, err
		}
		done++
		if o.Progress != nil {
			o.Progress(done, sheets)
		}
	}
	return s.document, nil
}

// A slipSheet is the sheets of a batch being drawn.
type slipSheet struct {
	*document
	words *words
	o     *SlipOptions
	// trial says why the slips must not be handed out, or is "".
	trial string
	// faces are the words of a slip by the address they tell to type, which is
	// mostly one; cuts are the lines of a sheet.
	faces map[string]*stencil
	cuts  *stencil
}

// draw draws a sheet of up to 24 slips.
func (s *slipSheet) draw(some []Slip) error {
	codes, err := encodeAll(some)
	if err != nil {
		return err
	}
	s.page(210, 297)
	if s.cuts == nil {
		s.cuts = s.stencil(210, 297, nil, s.cutLines)
	}
	for i := range some {
		at := slipAt(i)
		typed := typedBefore(&some[i])
		if s.faces[typed] == nil {
			s.faces[typed] = s.stencil(slipWidth, slipHeight, []*face{sans, sansBold}, func() { s.face(typed) })
		}
		s.stamp(s.faces[typed], at.x, at.y)
		plan := slipPlan(at)
		n := float64(len(codes[i]))
		s.code(codes[i], plan.code.inset(plan.code.w*quiet/(n+2*quiet)))
		s.text(some[i].Code, plan.letters, style{face: sansBold, size: 12.5, least: 4, lines: 1, ink: dark})
	}
	s.stamp(s.cuts, 0, 0)
	if s.trial != "" {
		s.trialMark(s.words.Trial, 30)
	}
	return nil
}

// encodeAll makes the codes of some slips on all processors: that takes most of
// the time of a print.
func encodeAll(some []Slip) ([]matrix, error) {
	codes, faults := make([]matrix, len(some)), make([]error, len(some))
	workers := min(runtime.GOMAXPROCS(0), len(some))
	var all sync.WaitGroup
	for first := range workers {
		all.Go(func() {
			for i := first; i < len(some); i += workers {
				codes[i], faults[i] = encode(some[i].Address, small)
			}
		})
	}
	all.Wait()
	for i, err := range faults {
		if err != nil {
			return nil, fmt.Errorf("slip %s: %w", some[i].Code, err)
		}
	}
	return codes, nil
}

// slipAt returns the place of a slip on its sheet.
func slipAt(i int) box {
	return box{float64(i%slipColumns) * slipWidth, float64(i/slipColumns) * slipHeight, slipWidth, slipHeight}
}

// typedBefore returns what is typed before the code of a slip: the address
// without its end where that is the code, with its dashes or without.
func typedBefore(s *Slip) string {
	at := spell(s.Address)
	whole := at.host + at.path
	for _, code := range []string{s.Code, strings.ReplaceAll(s.Code, "-", "")} {
		if before, found := strings.CutSuffix(whole, "/"+code); found && code != "" {
			return before + "/"
		}
	}
	return whole
}
