package survey

import (
	"fmt"
	"strings"
)

// A FaultCode names what is wrong with one entry of a sheet. The codes are part
// of the API; the pages have a sentence for each in the citizen's language.
type FaultCode string

// The faults of a sheet.
const (
	FaultRequired   FaultCode = "required"         // the question must be answered
	FaultUnknown    FaultCode = "unknown_question" // the template asks no such question
	FaultMember     FaultCode = "unknown_member"   // the message has no such part
	FaultRepeated   FaultCode = "repeated"         // answered more than once
	FaultType       FaultCode = "wrong_type"       // not the kind of value this question takes
	FaultRange      FaultCode = "out_of_range"     // a level that does not exist
	FaultOption     FaultCode = "unknown_option"   // an option that is not offered
	FaultTooMany    FaultCode = "too_many"         // more options than allowed (Limit)
	FaultTooLong    FaultCode = "too_long"         // more characters than allowed (Limit)
	FaultText       FaultCode = "invalid_text"     // not valid UTF-8
	FaultEmpty      FaultCode = "empty"            // nothing at all was answered
	FaultKey        FaultCode = "invalid_key"      // the one-time key is missing or malformed
	FaultUnreadable FaultCode = "unreadable"       // the message is not of its format
)

// A Fault is one thing wrong with a sheet.
type Fault struct {
	// At is the code of the question, or the name of the part of the message.
	At    string    `json:"at"`
	Code  FaultCode `json:"code"`
	Limit int       `json:"limit,omitempty"`
}

// An Invalid error lists everything that is wrong with a sheet, so that a
// person mends it in one go.
type Invalid struct{ Faults []Fault }

// Error lists the faults for a log or a test; it never holds what was typed.
func (e *Invalid) Error() string {
	parts := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		parts[i] = fmt.Sprintf("%s: %s", f.At, f.Code)
	}
	return "invalid sheet: " + strings.Join(parts, ", ")
}

// Fault returns the first fault at a question, or nil.
func (e *Invalid) Fault(at string) *Fault {
	if e == nil {
		return nil
	}
	for i := range e.Faults {
		if e.Faults[i].At == at {
			return &e.Faults[i]
		}
	}
	return nil
}
