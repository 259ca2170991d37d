package report

import (
	"context"
	"fmt"

	"hailong/internal/period"
	"hailong/internal/survey"
)

// Books are what the other registers of the office say of a campaign and a
// period: how much was done, what became of paper forms, whom was answered and
// what was promised. No figure of the survey is made from them but the weighted
// one, which is a second figure with a label of its own.
type Books struct {
	// Volume is nil where nobody has typed it.
	Volume *Volume `json:"volume,omitempty"`
	Paper  Paper   `json:"paper"`
	// PaperHidden tells in a file that the numbers of returned forms are not shown.
	PaperHidden bool `json:"paper_hidden,omitempty"`
	// Requests are those of people who wanted an answer, month by month.
	Requests []RequestMonth `json:"requests,omitempty"`
	// Tasks are what the commune had to do since people said something.
	Tasks []FollowUp `json:"tasks,omitempty"`
}

// A Volume is how many services (số hồ sơ) were performed.
type Volume struct {
	Total int64 `json:"total"`
	// Fields are empty where only the total is known.
	Fields []FieldVolume `json:"fields,omitempty"`
}

// A FieldVolume is the volume of one service field.
type FieldVolume struct {
	Field        string `json:"field"`
	Transactions int64  `json:"transactions"`
}

// Paper is what became of the paper forms of a period. Printed = Unused + Issued
// + Waiting, Issued = Returned + NotReturned.
type Paper struct {
	Batches int64 `json:"batches"`
	Printed int64 `json:"printed"`
	Unused  int64 `json:"unused"`
	// Waiting are the forms of batches whose box was not opened yet.
	Waiting     int64 `json:"waiting"`
	Issued      int64 `json:"issued"`
	Returned    int64 `json:"returned"`
	NotReturned int64 `json:"not_returned"`
	// Keyed are the returned forms that were entered: Valid and Rejected. Pending
	// of the valid ones are of batches not closed yet, and so in no figure.
	Keyed    int64       `json:"keyed"`
	Valid    int64       `json:"valid"`
	Pending  int64       `json:"pending"`
	Rejected []Rejection `json:"rejected,omitempty"`
}

// A Rejection is how many paper forms were spoiled in one way.
type Rejection struct {
	Reason survey.Text `json:"reason"`
	Forms  int64       `json:"forms"`
}

// A RequestMonth is the requests for an answer that came in a calendar month.
type RequestMonth struct {
	// Month is 2026-11.
	Month    string `json:"month"`
	Received int64  `json:"received"`
	// Answered are those with a reply, OnTime those of them with one by the day
	// when it was due; Open may still be answered.
	Answered int64 `json:"answered"`
	OnTime   int64 `json:"on_time"`
	Open     int64 `json:"open"`
	// Ended were deleted without a reply: taken back, or too old.
	Ended int64 `json:"ended"`
}

// A TaskState is how far a task is.
type TaskState string

// The states of a task.
const (
	TaskOpen    TaskState = "open"
	TaskDoing   TaskState = "doing"
	TaskDone    TaskState = "done"
	TaskDropped TaskState = "dropped"
)

// A FollowUp is a task with what became of it.
type FollowUp struct {
	Task
	State   TaskState `json:"state"`
	Outcome string    `json:"outcome,omitempty"`
}

// open adds what the books say, where that was asked for. They are of the whole
// campaign, so a narrowed report has none.
func (src *Source) open(ctx context.Context, q Request, r *Report) error {
	if !q.Books || q.narrowed() || src.Books == nil {
		return nil
	}
	var err error
	if r.Books, err = src.Books(ctx, r.Campaign, r.Period); err != nil {
		return fmt.Errorf("books: %w", err)
	}
	return nil
}

func booksKey(campaign string, p period.Period) string { return campaign + "/" + p.String() }

// PaperHidden reports whether the numbers of returned forms are not shown: they
// would tell how few people answered on paper, or how few of those forms two
// people left out.
func (r *Report) PaperHidden() bool {
	for _, p := range r.Channels {
		if p.Code == string(survey.ChannelPaper) && p.Hidden {
			return true
		}
	}
	for _, p := range r.ExcludedChannels {
		if p.Code == string(survey.ChannelPaper) && p.Hidden {
			return true
		}
	}
	return false
}

// Tells reports whether the program itself says what people would else have to
// write in a part.
func (r *Report) Tells(part WrittenPart) bool {
	switch part {
	case Sheets:
		return r.Books != nil
	case Promises:
		return r.Books != nil && len(r.Books.Tasks) > 0
	case Targets:
		return r.Target() != nil
	}
	return false
}
