// Package report makes the one neutral Report from which every page, file and
// API answer is made, so that no two of them can disagree.
//
// Compile has the responses of a scope counted as integers and lets package
// index compute the figures; the writers here put a Report, or the responses
// themselves, into a format. The package computes no ratio of its
// own, decides nothing about who may see what, and never writes anything that
// leads back to one response: no id, no time finer than the day, no order but
// the store's, which says nothing about arrival.
package report

import (
	"hailong/internal/index"
	"hailong/internal/period"
	"hailong/internal/survey"
)

// A Report is the result of a campaign over a period, before any format.
type Report struct {
	Unit     survey.Unit
	Campaign survey.Campaign
	Template *survey.Template
	Period   period.Period
	// Scope is what was counted, with the first and last day of the period.
	Scope survey.Scope
	Index index.Index
	// All is the index with nothing excluded, to be shown beside Index. It holds
	// the overall figure only for who reads totals only, and is nil where even
	// that would tell the answers of a few.
	All *index.Index
	// Everything says that nothing is excluded from any figure, because that was
	// asked for; Exclusions tells what else would have been.
	Everything bool
	// Excluded is the number of responses left out. Show it with ExcludedNumber,
	// which knows when it is hidden.
	Excluded       int64
	ExcludedHidden bool
	// Exclusions are the sets that were left out, as far as they have a response
	// of this report, and ExcludedChannels how they spread.
	Exclusions       []Exclusion
	ExcludedChannels []ExcludedPart
	// Flagged is what looks odd, and the figures without it. It takes nothing away
	// from any other figure. Nil is a report of before flags were known.
	Flagged *Flagged
	// Channels, Places and Fields split the responses, each completely. A part
	// without a response is not listed. The known ones come in their usual
	// order, then those that are no longer known by code, then those without.
	Channels, Places, Fields []Part
	// Choices are the choice and multi questions in the order of the template.
	// Those asked for totals only are left out of a narrowed scope and while
	// there are less than Few responses; all are, below SmallPart.
	Choices []Choice
	// Withheld are the codes of the factors and criteria that a report for
	// everybody has emptied; see Public.
	Withheld map[string]bool
	// Books are what the other registers say, where that was asked for and is
	// known; Weighted is the second figure made of them, nil where there is none.
	Books    *Books
	Weighted *Weighted
	// Least is the number of responses below which a part is hidden.
	Least int64
}

// A Part is the index of those responses that share a channel, place or field.
type Part struct {
	// Code is the channel, or the code of the place or field; "" for the
	// responses that name no field.
	Code string
	// Name is for people; it is the code where nothing better is known.
	Name  survey.Text
	Index index.Index
	// Hidden parts are not shown, nor how small they are: they are smaller than
	// the report's Least, or a smaller one could be computed from them.
	Hidden bool
}

// A Choice is the table of a choice or multi question. It is never indexed.
type Choice struct {
	Code string
	Text survey.Text
	// Multi tells that a person could tick several options, so that the
	// percents may add up to more than 100.
	Multi bool
	// Answered is the number of persons who ticked anything, Blank of those
	// who did not. Together they are the number of responses.
	Answered, Blank int64
	Options         []Option
}

// An Option is one row of a Choice.
type Option struct {
	Code string
	Text survey.Text
	// Count is the number of persons who ticked the option, Percent their
	// share of those who answered the question.
	Count   int64
	Percent index.Decimal
}
