package page

import (
	"hailong/internal/paper"
	"hailong/internal/slip"
	"hailong/internal/survey"
)

// A Pick is one entry of a list to choose from.
type Pick struct {
	Value, Text string
	Chosen      bool
}

// OfficeOrder is the form with which a batch of slips or paper forms is made.
type OfficeOrder struct {
	Campaigns, Places []Pick
	Count, Days       string
	// Error is one sentence about what was typed, "" for none.
	Error string
	// Trial tells that what is printed must not be hung up or handed out yet.
	Trial bool
	May   bool
}

// OfficeSlips lists the batches of single-use codes.
type OfficeSlips struct {
	Office
	OfficeOrder
	Batches []OfficeSlipBatch
}

// OfficeSlipBatch is one line of the list.
type OfficeSlipBatch struct {
	slip.Batch
	CampaignName, PlaceName string
	// Brought is how many responses came, in words that show nobody.
	Brought string
	Over    bool
}

// Size is the number of slips.
func (b OfficeSlipBatch) Size() int64 { return int64(b.Issued) }

// Day writes a date as the office does.
func (OfficeSlips) Day(d survey.Date) string { return vietnamese.Date(d) }

// OfficeSlips renders the batches of slips.
func (s *Set) OfficeSlips(p OfficeSlips) (Rendered, error) {
	p.Title, p.Here = "Phiếu mời dùng một lần", "/office/slips"
	return s.office("office_slips", &p.Office, &p)
}

// OfficeSlipsVoid asks whether a batch shall really be voided.
type OfficeSlipsVoid struct {
	Office
	Batch OfficeSlipBatch
}

// OfficeSlipsVoid renders the question.
func (s *Set) OfficeSlipsVoid(p OfficeSlipsVoid) (Rendered, error) {
	p.Title, p.Here = "Hủy đợt phiếu mời", "/office/slips"
	return s.office("office_slips_void", &p.Office, &p)
}

// OfficePaper lists the batches of paper forms.
type OfficePaper struct {
	Office
	OfficeOrder
	Batches []OfficePaperBatch
}

// OfficePaperBatch is one line of the list.
type OfficePaperBatch struct {
	paper.Batch
	CampaignName, PlaceName string
	// State says in words how far the batch is.
	State string
	// On marks one with which something is to be done.
	On bool
}

// Size is the number of forms.
func (b OfficePaperBatch) Size() int64 { return int64(b.To - b.From + 1) }

// Day writes a date as the office does.
func (OfficePaper) Day(d survey.Date) string { return vietnamese.Date(d) }

// OfficePaper renders the batches of paper forms.
func (s *Set) OfficePaper(p OfficePaper) (Rendered, error) {
	p.Title, p.Here = "Phiếu giấy", "/office/paper"
	return s.office("office_paper", &p.Office, &p)
}
