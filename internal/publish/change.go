package publish

import (
	"hailong/internal/index"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// A change is the step from the period before, as far as it can be told.
type change struct {
	// told says that there is a period to compare with, and clear that it is
	// more than chance: both intervals lie apart, and so do the figures.
	told, clear bool
	period      string
	before      index.Decimal
	step        index.Change
}

// changeOf compares two reports. They must be of the same commune, asked with
// the same questionnaire, computed by the same method, of periods that follow
// each other and are cut alike, and both with enough answers.
func changeOf(r, previous *report.Report) change {
	if previous == nil || previous.Template == nil || narrowed(&previous.Scope) || previous.Everything && len(previous.Exclusions) > 0 ||
		previous.Unit.Code != r.Unit.Code || previous.Campaign.Scheme != r.Campaign.Scheme ||
		previous.Index.Template != r.Index.Template || previous.Index.Method != r.Index.Method ||
		previous.Period != r.Period.Previous() || stateOf(&previous.Index) != enough {
		return change{}
	}
	x, y := &r.Index, &previous.Index
	c := change{told: true, period: previous.Period.Name(survey.Vietnamese), before: y.Overall.Percent()}
	c.step = x.Overall.Percent().Since(c.before)
	c.clear = c.step.Sign() != 0 && c.step.Sign() == apart(x.Interval, y.Interval) && !scarceAnswers(x) && !scarceAnswers(y)
	return c
}

// scarceAnswers reports whether the interval rests on too few persons.
func scarceAnswers(x *index.Index) bool {
	return x.OverallQuestion == nil || x.OverallQuestion.Valid < index.FewLimit
}

// apart returns 1 where the first interval lies above the second, -1 where it
// lies below, and 0 where they overlap or one does not exist.
func apart(x, y index.Interval) int {
	switch {
	case !x.Low.Exists() || !y.Low.Exists():
		return 0
	case x.Low.Hundredths() > y.High.Hundredths():
		return 1
	case y.Low.Hundredths() > x.High.Hundredths():
		return -1
	}
	return 0
}

const unclear = "chênh lệch nhỏ, chưa đủ để nói là tăng hay giảm"

// verdict says in words how the figure moved; read writes its size.
func (c *change) verdict(read func(index.Decimal) string) string {
	switch {
	case c.step.Sign() == 0:
		return "không thay đổi"
	case !c.clear:
		return unclear
	case c.step.Sign() > 0:
		return "tăng " + read(c.step.Size()) + " điểm phần trăm"
	}
	return "giảm " + read(c.step.Size()) + " điểm phần trăm"
}
