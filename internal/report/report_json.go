package report

import (
	"encoding/json"
	"io"

	"hailong/internal/index"
	"hailong/internal/survey"
)

// WriteJSON writes the whole report as one line of JSON: what WriteIndexJSON
// writes, and the parts and the choice questions. A hidden part has no figures.
func WriteJSON(w io.Writer, r *Report) error {
	return json.NewEncoder(w).Encode(reportJSON{
		indexJSON: indexOfReport(r),
		Channels:  each(r.Channels, partJSONOf), Places: each(r.Places, partJSONOf), Fields: each(r.Fields, partJSONOf),
		Choices: each(r.Choices, choiceJSONOf),
		Least:   r.Least,
		Target:  r.Target(), Weighted: weightedOf(r.Weighted), Books: booksJSON(r),
		Exclusions: each(r.Exclusions, exclusionJSONOf), ExcludedChannels: each(r.ExcludedChannels, excludedPartJSONOf),
	})
}

type reportJSON struct {
	indexJSON
	Channels []partJSON   `json:"channels"`
	Places   []partJSON   `json:"places"`
	Fields   []partJSON   `json:"fields"`
	Choices  []choiceJSON `json:"choices"`
	// Least is the number of responses below which a part is hidden.
	Least int64 `json:"least"`
	// Exclusions are the sets that were left out.
	Exclusions       []exclusionJSON    `json:"exclusions"`
	ExcludedChannels []excludedPartJSON `json:"excluded_channels"`
	// Target is null where none was set, Weighted where not every volume is known,
	// Books where nothing was asked for.
	Target   *Target       `json:"target"`
	Weighted *weightedJSON `json:"weighted"`
	Books    *Books        `json:"books"`
}

// In both a number that is hidden is null.
type exclusionJSON struct {
	From      survey.Date      `json:"from"`
	To        survey.Date      `json:"to"`
	Places    []string         `json:"places"`
	Counters  []string         `json:"counters"`
	Fields    []string         `json:"fields"`
	Channels  []survey.Channel `json:"channels"`
	Reason    string           `json:"reason"`
	Responses *int64           `json:"responses"`
}

type excludedPartJSON struct {
	Code      string   `json:"code"`
	Name      string   `json:"name"`
	Responses *int64   `json:"responses"`
	Reasons   []string `json:"reasons"`
}

type partJSON struct {
	Code string `json:"code"`
	Name string `json:"name"`
	// Hidden parts have no figures, and their number is not told.
	Hidden    bool        `json:"hidden"`
	Responses *int64      `json:"responses"`
	Overall   *figureJSON `json:"overall"`
}

type choiceJSON struct {
	Code     string       `json:"code"`
	Text     string       `json:"text"`
	Multi    bool         `json:"multi"`
	Answered int64        `json:"answered"`
	Blank    int64        `json:"blank"`
	Options  []optionJSON `json:"options"`
}

type optionJSON struct {
	Code    string        `json:"code"`
	Text    string        `json:"text"`
	Count   int64         `json:"count"`
	Percent index.Decimal `json:"percent"`
}

func partJSONOf(p Part) partJSON {
	v := partJSON{Code: p.Code, Name: vietnamese(p.Name), Hidden: p.Hidden}
	if !p.Hidden {
		n, f := p.Index.Responses, figureOf(p.Index.Overall)
		v.Responses, v.Overall = &n, &f
	}
	return v
}

func exclusionJSONOf(e Exclusion) exclusionJSON {
	s := &e.Scope
	return exclusionJSON{s.From, s.To, each(s.Places, plain), each(s.Counters, plain), each(s.Fields, plain),
		each(s.Channels, func(c survey.Channel) survey.Channel { return c }), vietnamese(e.Reason), shownNumber(e.Responses, e.Hidden)}
}

func excludedPartJSONOf(p ExcludedPart) excludedPartJSON {
	return excludedPartJSON{p.Code, vietnamese(p.Name), shownNumber(p.Responses, p.Hidden), each(p.Reasons, vietnamese)}
}

func choiceJSONOf(c Choice) choiceJSON {
	return choiceJSON{c.Code, vietnamese(c.Text), c.Multi, c.Answered, c.Blank,
		each(c.Options, func(o Option) optionJSON { return optionJSON{o.Code, vietnamese(o.Text), o.Count, o.Percent} })}
}

type weightedJSON struct {
	// Label and Warning are to stand beside the figure: it is not the official one.
	Label    string              `json:"label"`
	Warning  string              `json:"warning"`
	Percent  index.Decimal       `json:"percent"`
	Weight   int64               `json:"weight"`
	Covered  int64               `json:"covered"`
	Unstated bool                `json:"unstated_left_out"`
	Fields   []weightedFieldJSON `json:"fields"`
}

type weightedFieldJSON struct {
	Code         string        `json:"code"`
	Transactions int64         `json:"transactions"`
	Percent      index.Decimal `json:"percent"`
}

func weightedOf(w *Weighted) *weightedJSON {
	if w == nil {
		return nil
	}
	return &weightedJSON{WeightedLabel, WeightedWarning, w.Percent, w.Weight, w.Covered, w.Unstated,
		each(w.Fields, func(f WeightedField) weightedFieldJSON {
			return weightedFieldJSON{f.Code, f.Transactions, f.Index.Overall.Percent()}
		})}
}

// booksJSON are the books without what would tell of a few: the numbers of
// returned forms where they are hidden.
func booksJSON(r *Report) *Books {
	if r.Books == nil || !r.PaperHidden() {
		return r.Books
	}
	b := *r.Books
	b.Paper = Paper{Batches: b.Paper.Batches, Printed: b.Paper.Printed, Unused: b.Paper.Unused, Waiting: b.Paper.Waiting, Issued: b.Paper.Issued}
	b.PaperHidden = true
	return &b
}
