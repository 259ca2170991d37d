package page

import (
	"fmt"
	"html/template"

	"hailong/internal/survey"
)

// Receipts is the public page of the seals.
type Receipts struct {
	Citizen
	// Lines are the newest seals, the newest first; Older tells that there are more.
	Lines []SealLine
	Older bool
	// Typed is what stands in the field.
	Typed string
}

// SealLine is one seal.
type SealLine struct {
	Number   int64
	Day      survey.Date
	Hash     string
	Reopened int
}

// Receipts renders the page of the seals.
func (s *Set) Receipts(p Receipts) (Rendered, error) {
	w := receiptWordsIn(p.W.Lang)
	p.Title, p.Style = w.Title, template.CSS(s.citizen+s.results)
	return s.render("receipts", struct {
		Receipts
		R *receiptWords
	}{p, w}, p.Style)
}

// Standing says where one receipt stands.
type Standing struct {
	Citizen
	Receipt survey.Receipt
	// Unknown tells that nobody was given it; Typed is then what was asked for.
	Unknown bool
	Typed   string
	// Proof is nil while the receipt waits.
	Proof *ReceiptProof
}

// ReceiptProof is what shows that a receipt is sealed.
type ReceiptProof struct {
	Number, Day      string
	Text, Leaf, Root string
	Index, Size      int
	Path             []string
	EntryText, Hash  string
}

// Standing renders the page of one receipt.
func (s *Set) Standing(p Standing) (Rendered, error) {
	w := receiptWordsIn(p.W.Lang)
	state := w.Waiting
	switch p.Title = w.WaitingTitle; {
	case p.Unknown:
		p.Title = w.UnknownTitle
	case p.Proof != nil:
		p.Title, state = w.SealedTitle, fmt.Sprintf(w.Sealed, p.Proof.Day, p.Proof.Number)
	}
	p.Style = template.CSS(s.citizen + s.results)
	return s.render("receipt", struct {
		Standing
		R     *receiptWords
		State string
	}{p, w, state}, p.Style)
}
