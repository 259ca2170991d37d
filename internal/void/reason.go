package void

import (
	"slices"

	"hailong/internal/survey"
)

// A Reason is why responses shall not be counted, from a short list, so that it
// can be printed: what somebody typed besides may name persons.
type Reason string

// The reasons.
const (
	Trial   Reason = "trial"   // the form was tried out
	Twice   Reason = "twice"   // paper forms were keyed in twice
	Stuffed Reason = "stuffed" // somebody answered for others
	Leaked  Reason = "leaked"  // codes came into wrong hands
	Other   Reason = "other"   // the text says it
)

// Reasons lists every reason in the order of the pages.
var Reasons = []Reason{Trial, Twice, Stuffed, Leaked, Other}

var reasonTexts = map[Reason]survey.Text{
	Trial:   {survey.Vietnamese: "Thử nghiệm trước khi mở", survey.English: "Trial before opening"},
	Twice:   {survey.Vietnamese: "Nhập trùng lô phiếu giấy", survey.English: "Paper forms keyed in twice"},
	Stuffed: {survey.Vietnamese: "Trả lời hộ, nhồi phiếu", survey.English: "Answered for others"},
	Leaked:  {survey.Vietnamese: "Mã bị lộ", survey.English: "Codes leaked"},
	Other:   {survey.Vietnamese: "Lý do khác", survey.English: "Another reason"},
}

// Text returns the reason in words, none for one that is not on the list.
func (r Reason) Text() survey.Text { return reasonTexts[r] }

func (r Reason) known() bool { return slices.Contains(Reasons, r) }
