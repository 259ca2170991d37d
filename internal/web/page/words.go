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
	Sending      string
	LangMenu     string
	Progress     string // in front of 3/6
	NoOTP        string
	Privacy      string
	KeepAnswers  string // above a form shown again because nothing was recorded
	NotRecorded  string // above a form that came too late
	KeyStale     string // above a form that was open too long
	ErrorSummary string
	ErrorMark    string // in front of an error, for those who do not see its colour

	// Why it can be trusted.
	TrustTitle string
	TrustWho   string // one %s: the authority
	TrustNot   string
	TrustFree  string
	TrustFake  string
	ReportFake string

	// What the script says.
	Unsent, UnsentKept, UnsentOpen, TryNow string
	Waiting, SentBefore, Refused           string
	Restored, StartOver                    string

	// On a tablet that many people use.
	Kiosk, KioskStill, KioskClear, KioskStay, KioskNext, KioskNew string

	// After it.
	ThanksTitle   string
	ThanksText    string
	ReceiptLabel  string
	ReceiptText   string
	ThanksNext    string
	ResultsOpen   string
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

	// Where an answer can be asked for.
	ContactTitle, ContactAfter, ContactOpen string
	ContactWords

	Faults map[survey.FaultCode]string // %d where the fault has a limit
}

// ContactWords are those of the request for an answer. They are in Vietnamese and
// English only: what somebody consents to was weighed word by word.
type ContactWords struct {
	ContactIntro                string
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
	ContactNext                                                         string            // one %d: days
	ContactWithdraw                                                     string            // two %d: working days and days
	ContactFaults                                                       map[string]string // by package contact's parts; name and message with %d
}

// Langs are the languages that have words, in the order of the switch. Bilingual
// are those of the pages that are written in two only: the public results and the
// request for an answer.
var (
	Langs     = []survey.Lang{survey.Vietnamese, survey.English, survey.Chinese, survey.Korean, survey.Japanese}
	Bilingual = Langs[:2]
)

// WordsIn returns the words of a language, Vietnamese where there are none.
func WordsIn(l survey.Lang) *Words {
	switch l {
	case survey.English:
		return &english
	case survey.Chinese:
		return &chinese
	case survey.Korean:
		return &korean
	case survey.Japanese:
		return &japanese
	}
	return &vietnamese
}

// Date writes a day as people of the language do: 05/10/2026 or 5 October 2026.
func (w *Words) Date(d survey.Date) string {
	layout := "02/01/2006"
	switch w.Lang {
	case survey.English:
		layout = "2 January 2006"
	case survey.Chinese, survey.Japanese:
		layout = "2006年1月2日"
	case survey.Korean:
		layout = "2006년 1월 2일"
	}
	return d.Time().Format(layout)
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
