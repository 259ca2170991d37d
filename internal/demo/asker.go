package demo

import (
	"fmt"
	"slices"

	"hailong/internal/survey"
)

// An asker puts one question to everybody who comes.
type asker struct {
	question *survey.Question
	habit    habit
	// charm is what the question adds to the mood of who answers it.
	charm float64
	// result is whether the question judges the result of the papers.
	result bool
	// options has a sector and marks holds the mark for each option.
	options wheel
	marks   [][]string
	several []string
}

// The marks of the levels, by level; the first is "not applicable".
var levelMarks = [survey.Levels + 1][]string{{survey.MarkNA}, {"1"}, {"2"}, {"3"}, {"4"}, {"5"}}

// asker prepares a question. One that nobody foretold is answered at random.
func (q *quarter) asker(question *survey.Question) asker {
	a := asker{
		question: question,
		habit:    habitOf(question),
		charm:    charm(question) + 0.05*max(-1, min(1, q.shared("question", question.Code))),
		result:   question.Factor == "KQ",
	}
	for _, o := range question.Options {
		odds, foretold := a.habit.odds[o.Code]
		if !foretold {
			odds = 10
		}
		a.options.add(odds)
		a.marks = append(a.marks, []string{o.Code})
	}
	return a
}

// ask ticks the sheet. What the template skips is ticked all the same, as on a
// page without scripts: filling in clears it.
func (a *asker) ask(q *quarter, v *visit) {
	blank := a.habit.blank
	if a.habit.private && v.shy {
		blank = 1
	}
	if !a.question.Required && q.chance(blank) {
		return
	}
	switch a.question.Kind {
	case survey.KindLevel:
		q.sheet.Marks[a.question.Code] = a.level(q, v)
	case survey.KindChoice:
		q.sheet.Marks[a.question.Code] = a.choice(q, v)
	case survey.KindMulti:
		q.sheet.Marks[a.question.Code] = a.choices(q)
	}
}

// The thresholds between the levels and the middle of all judgements are chosen
// so that a little under nine in ten are content with an ordinary question.
const middle = 1.2

var thresholds = [survey.Levels - 1]float64{-1.6, -0.85, 0, 1.55}

func (a *asker) level(q *quarter, v *visit) []string {
	if a.question.OffersNA() && q.chance(a.habit.na) {
		return levelMarks[0]
	}
	x := middle + a.charm + v.mood + 0.75*q.dice.NormFloat64()
	if a.result {
		x += v.setback
	}
	level := 1
	for _, t := range thresholds {
		if x > t {
			level++
		}
	}
	return levelMarks[level]
}

func (a *asker) choice(q *quarter, v *visit) []string {
	n := a.options.spin(q.dice)
	if a.habit.month {
		// Most answer soon after; some think of the month before.
		t := v.date.Time()
		if q.chance(0.12) {
			t = t.AddDate(0, -1, 0)
		}
		if m := a.question.Option(fmt.Sprintf("t%02d", int(t.Month()))); m > 0 {
			n = m - 1
		}
	}
	v.setback += a.habit.setbacks[a.question.Options[n].Code]
	return a.marks[n]
}

// choices ticks one option or a few, never one twice.
func (a *asker) choices(q *quarter) []string {
	most := len(a.marks)
	if a.question.Max > 0 {
		most = min(most, a.question.Max)
	}
	wanted := 1 + q.dice.IntN(min(most, 3))
	a.several = a.several[:0]
	// A wheel that stops where it stopped before gives fewer ticks.
	for range 2 * wanted {
		code := a.marks[a.options.spin(q.dice)][0]
		if !slices.Contains(a.several, code) && len(a.several) < wanted {
			a.several = append(a.several, code)
		}
	}
	return a.several
}
