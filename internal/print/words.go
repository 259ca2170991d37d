package print

import "hailong/internal/survey"

// Words are the sentences of the prints in one language.
type words struct {
	// Tag names the language in a document.
	Tag string
	// Title asks; Why says in one sentence what for.
	Title, Why string
	// Invite is the title of a sticker, which has room for few words, and
	// Reader says below it what to do with the code.
	Invite, Reader string
	// Code stands before the code in letters, Address above the address.
	Code, Address string
	// Steps are the three things a person does.
	Steps [3]string
	// NoAsk and NoName say what people need not fear.
	NoAsk, NoName string
	// NoPhone says what to do without a phone.
	NoPhone string
	// Pasted asks to report a code that was stuck over ours.
	Pasted string
	// Printed is the date of printing, as a layout of package time.
	Printed string
	// Fold marks where a table tent is folded.
	Fold string
	// Trial is the mark over a print that must not hang; Insecure says why and
	// TrialOnly says so where the address is no reason.
	Trial, Insecure, TrialOnly string
	// InsecureSlip and TrialOnlySlip say so of what is handed out.
	InsecureSlip, TrialOnlySlip string
	// Poster and Stickers are the titles of the documents.
	Poster, Stickers string
	// Slip and Form are the words of the slips and of the paper questionnaire.
	Slip slipWords
	Form formWords
}

// in returns the words in a language, Vietnamese where there are none.
func in(l survey.Lang) *words {
	if l == survey.English {
		return &english
	}
	return &vietnamese
}
