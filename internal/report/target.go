package report

import (
	"hailong/internal/index"
	"hailong/internal/survey"
)

// A Target is what the index was to reach, beside what it did.
type Target struct {
	Percent index.Decimal `json:"percent"`
	Reached bool          `json:"reached"`
	// Sure tells that the target lies outside the interval of the overall
	// question. Known is false where there is no interval to say so.
	Sure  bool `json:"sure"`
	Known bool `json:"known"`
}

// Target returns how the index stands to the campaign's target; nil where none
// was set, where there is no index, and for a part of the responses, which the
// target was not set for. What is held to the target is the figure as it is
// printed: nobody is told that 90,00 has not reached 90,00.
func (r *Report) Target() *Target {
	o := r.Index.Overall.Percent()
	if r.Campaign.Target <= 0 || !o.Exists() || narrowedScope(&r.Scope) {
		return nil
	}
	t := &Target{Percent: index.Percent(r.Campaign.Target, survey.WholeTarget)}
	t.Reached = o.Hundredths() >= r.Campaign.Target
	if i := r.Index.Interval; i.Low.Exists() {
		t.Known, t.Sure = true, r.Campaign.Target < i.Low.Hundredths() || r.Campaign.Target > i.High.Hundredths()
	}
	return t
}

func narrowedScope(s *survey.Scope) bool {
	return len(s.Places)+len(s.Counters)+len(s.Fields)+len(s.Channels)+len(s.Groups) > 0
}

// Verdict says in two or three words how the index stands to the target, Caveat
// in a sentence how sure that is.
func (t *Target) Verdict() string {
	if t.Reached {
		return "Đạt mục tiêu " + percentWords(t.Percent)
	}
	return "Chưa đạt mục tiêu " + percentWords(t.Percent)
}

// Caveat says how sure the verdict is.
func (t *Target) Caveat() string {
	switch {
	case !t.Known:
		return "Không có khoảng tin cậy để xét mức chắc chắn."
	case t.Sure:
		return "Mục tiêu nằm ngoài khoảng tin cậy 95% (theo câu hỏi chung)."
	}
	return "Mục tiêu nằm trong khoảng tin cậy 95% (theo câu hỏi chung): chênh lệch có thể nằm trong phạm vi sai số."
}
