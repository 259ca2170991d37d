package index

// A Warning is a fact about a figure that must be shown beside it. It is data,
// not an error: the figure stands, and the reader is told how little it says.
type Warning struct {
	Code WarningCode `json:"code"`
	// At is the code of the factor, question or stratum, "" for the whole.
	At string `json:"at"`
	// N is the count that gave rise to the warning, Limit what it falls short of.
	N     int64 `json:"n"`
	Limit int64 `json:"limit"`
}

// A WarningCode says what the reader has to know. The codes are part of the
// API; the pages and documents have a sentence for each.
type WarningCode string

// The warnings.
const (
	// WarnFewResponses: fewer than FewLimit responses in all (N of them).
	WarnFewResponses WarningCode = "few_responses"
	// WarnNoValid: nobody gave a valid answer, so there is no figure.
	WarnNoValid WarningCode = "no_valid"
	// WarnFewValid ("ít phiếu"): a factor or question has fewer than FewLimit
	// valid answers (N), while others have more for each question they ask.
	WarnFewValid WarningCode = "few_valid"
	// WarnTemplate: what was counted is not this template (At), so there are no figures.
	WarnTemplate WarningCode = "other_template"
)

// FewLimit is the number of answers below which a figure is marked and places
// are not ranked. At 30 the 95 % interval is still some 20 points wide.
const FewLimit = 30

// At returns the warnings about the whole (""), a factor or a question.
func (x *Index) At(code string) []Warning {
	var here []Warning
	for _, w := range x.Warnings {
		if w.At == code {
			here = append(here, w)
		}
	}
	return here
}

// warnings looks at the whole, the overall question, the factors and the
// criteria. A factor and its only criterion may have one code and are one thing
// to the reader, so a warning is given once for each code.
func (x *Index) warnings() []Warning {
	var list []Warning
	if x.Responses < FewLimit {
		list = append(list, Warning{WarnFewResponses, "", x.Responses, FewLimit})
	}
	if x.Overall.Valid == 0 {
		list = append(list, Warning{Code: WarnNoValid})
	}
	most := x.mostAnswered()
	seen := make(map[string]bool)
	look := func(at string, valid, questions int64) {
		w, ok := few(at, valid, questions*most)
		if ok && !seen[at] {
			seen[at] = true
			list = append(list, w)
		}
	}
	if q := x.OverallQuestion; q != nil {
		look(q.Code, q.Valid, 1)
	}
	for _, f := range x.Factors {
		look(f.Code, f.Valid, x.asked(f.Code))
	}
	for _, c := range x.Criteria {
		look(c.Code, c.Valid, 1)
	}
	return list
}

// few warns of a figure made of none or of few valid answers. Where everybody
// answered everything but few came, that is said once, by WarnFewResponses.
func few(at string, valid, possible int64) (Warning, bool) {
	switch {
	case valid == 0:
		return Warning{Code: WarnNoValid, At: at}, true
	case valid < FewLimit && valid < possible:
		return Warning{WarnFewValid, at, valid, FewLimit}, true
	default:
		return Warning{}, false
	}
}

// mostAnswered returns the valid answers of the criterion that has most.
func (x *Index) mostAnswered() int64 {
	var most int64
	for _, c := range x.Criteria {
		most = max(most, c.Valid)
	}
	return most
}

// asked returns how many criteria the factor has.
func (x *Index) asked(factor string) int64 {
	var n int64
	for _, c := range x.Criteria {
		if c.Factor == factor {
			n++
		}
	}
	return n
}
