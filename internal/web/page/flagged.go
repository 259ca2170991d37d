package page

import (
	"net/url"

	"hailong/internal/report"
	"hailong/internal/survey"
)

// flaggedView says on the office's page how many responses look odd.
type flaggedView struct {
	Text            string
	Kinds, Channels []string
	// Link leads to the days and places with many; "" for who may not see them.
	Link string
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
	view := &flaggedView{Text: p.Report.FlaggedSentence(), Kinds: parts(f.Kinds), Channels: parts(f.Channels)}
	if p.MayWatch {
		view.Link = "/office/watch?" + url.Values{"campaign": {p.Report.Campaign.Code}, "period": {p.Report.Period.String()}}.Encode()
	}
	return view
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
