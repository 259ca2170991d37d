package page

import (
	"hailong/internal/report"
	"hailong/internal/survey"
)

// flaggedView says on the office's page how many responses look odd.
type flaggedView struct {
	Text            string
	Kinds, Channels []string
	Link            bool
}

// Flagged is nil where nothing is to be said: where nobody looked, or nobody answered.
func (p OfficeResults) Flagged() *flaggedView {
	if p.Report == nil || p.Report.Flagged == nil || p.Report.Index.Responses == 0 || p.Report.Flagged.None() {
		return nil
	}
	parts := func(list []report.FlaggedPart) (words []string) {
		for _, part := range list {
			words = append(words, part.Name.In(survey.Vietnamese)+" ("+part.Number()+")")
		}
		return words
	}
	f := p.Report.Flagged
	return &flaggedView{p.Report.FlaggedSentence(), parts(f.Kinds), parts(f.Channels), p.MayWatch}
}

// Flagged is the sentence on the public page: with and without what looks odd, or ""
// where that would tell of a few, or there is nothing to tell.
func (v resultView) Flagged() string {
	f := v.Open.Flagged
	if f == nil || !f.Percent.Exists() {
		return ""
	}
	if v.W.Lang == survey.English {
		return v.Number(f.Responses) + " responses look unusual (for example many from one network). They are counted all the same; without them the index would be " + v.Share(f.Percent) + "."
	}
	return v.Number(f.Responses) + " phiếu có dấu hiệu bất thường (thí dụ nhiều phiếu từ một mạng). Các phiếu này vẫn được tính; nếu không tính, chỉ số là " + v.Share(f.Percent) + "."
}
