package page

import (
	"fmt"
	"time"

	"hailong/internal/survey"
)

// Words are the fixed sentences of the citizen's pages in one language. A test
// holds that no language lacks one.
type Words struct {
	Lang      survey.Lang
	LangName  string // in its own language, for the switch
	Product   string
	SkipToAsk string

	// The form.
	Required     string
	Optional     string
	AtMost       string // one %d
	CharsAtMost  string // one %d
	ChooseField  string
	SkipIf       string // one %s: the option that makes the question pointless
	Send         string
	NoOTP        string
	Privacy      string
	KeepAnswers  string // above a form shown again because nothing was recorded
	NotRecorded  string // above a form that came too late
	KeyStale     string // above a form that was open too long
	ErrorSummary string
	ErrorMark    string // in front of an error, for those who do not see its colour

	// After it.
	ThanksTitle   string
	ThanksText    string
	ReceiptLabel  string
	ReceiptText   string
	ThanksNext    string
	AlreadyStored string
	AnotherForm   string

	// Where there is no form.
	NotFoundTitle string
	NotFoundText  string
	PaperTitle    string
	// PaperText has a place for the number of the form.
	PaperText                         string
	SlipUsedTitle                     string
	SlipUsedText                      string
	SlipVoidedTitle, SlipVoidedText   string
	SlipUnknownTitle, SlipUnknownText string
	VoidedTitle                       string
	VoidedText                        string
	ClosedTitle                       string
	ClosedText                        string // two %s: first and last day
	EarlyTitle                        string
	EarlyText                         string // one %s: first day
	DraftText                         string
	TooManyTitle                      string
	TooManySheets                     string // one %s: how long to wait
	TooManyGuesses                    string // one %s
	TooManyContacts                   string // one %s
	WaitSeconds, WaitMinutes          string // one %d
	ErrorTitle                        string
	ErrorText                         string
	BusyTitle                         string
	BusyText                          string
	ForeignTitle                      string
	ForeignText                       string
	CrossTitle                        string
	CrossText                         string
	TooBigTitle                       string
	TooBigText                        string
	BadTitle                          string
	BadText                           string
	MethodTitle                       string
	MethodText                        string
	Reference                         string
	ToHome                            string

	// Home and privacy.
	HomeTitle    string
	HomeText     string
	CodeLabel    string
	OpenForm     string
	PrivacyTitle string
	Privacies    []string

	// The request for an answer.
	ContactTitle, ContactIntro  string
	ContactKnown, ContactApart  string
	ContactErrors               string
	ContactName, ContactPhone   string
	ContactEither, ContactEmail string
	ContactMessage              string
	ContactNoPapers             string
	ContactConsent              string
	// ConsentWho has a place for the authority, ConsentHowLong for the days after
	// an answer and at most, ConsentRights for working days and days.
	ConsentWho, ConsentWhat, ConsentHowLong, ConsentRights, ConsentFree string
	ContactAgree, ContactSend                                           string
	ContactFull, ContactKeep                                            string
	ContactGoneTitle, ContactGoneText                                   string
	ContactChoose, ContactNobody                                        string
	ContactThanksTitle                                                  string
	ContactNext                                                         string // one %d: days
	ContactWithdraw                                                     string // two %d: working days and days
	ContactAfter, ContactOpen                                           string
	ContactFaults                                                       map[string]string // by package contact's parts; name and message with %d

	Faults map[survey.FaultCode]string // %d where the fault has a limit
}

// WordsIn returns the words of a language, Vietnamese where there are none.
func WordsIn(l survey.Lang) *Words {
	if l == survey.English {
		return &english
	}
	return &vietnamese
}

// Langs are the languages that have words, in the order of the switch.
var Langs = []survey.Lang{survey.Vietnamese, survey.English}

// Date writes a day as people of the language do: 05/10/2026 or 5 October 2026.
func (w *Words) Date(d survey.Date) string {
	if w.Lang == survey.English {
		return d.Time().Format("2 January 2006")
	}
	return d.Time().Format("02/01/2006")
}

// Wait says how long a while is, never too short: 40 seconds, 7 minutes.
func (w *Words) Wait(d time.Duration) string {
	seconds := int((d + time.Second - 1) / time.Second)
	if seconds <= 90 {
		return fmt.Sprintf(w.WaitSeconds, seconds)
	}
	return fmt.Sprintf(w.WaitMinutes, (seconds+59)/60)
}

// Fault says what is wrong in a sentence of the language.
func (w *Words) Fault(f survey.Fault) string {
	s, ok := w.Faults[f.Code]
	if !ok {
		return w.Faults[survey.FaultType]
	}
	if f.Limit > 0 {
		return fmt.Sprintf(s, f.Limit)
	}
	return s
}
