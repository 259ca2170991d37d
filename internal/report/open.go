package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"

	"hailong/internal/index"
	"hailong/internal/survey"
)

// Open is what the public is told of an edition: the headline, the factors, the
// criteria as shares and, where they may be shown, the parts. There are no counts
// of single levels in it and no choices.
type Open struct {
	Unit     string `json:"unit"`
	UnitName string `json:"unit_name"`
	Campaign string `json:"campaign"`
	// CampaignName is what the campaign is called.
	CampaignName string `json:"campaign_name"`
	Template     string `json:"template"`
	Period       string `json:"period"`
	// From and To are the days of the period.
	From survey.Date `json:"from"`
	To   survey.Date `json:"to"`
	// Since and Until are the days of it whose responses may be in the figures.
	Since survey.Date `json:"since"`
	Until survey.Date `json:"until"`
	// Provisional tells that the figures were locked before the period was over.
	Provisional bool `json:"provisional"`
	// Edition counts from 1; later ones correct the earlier.
	Edition   int         `json:"edition"`
	Locked    survey.Date `json:"locked"`
	Published survey.Date `json:"published"`
	// Method names the formula; figures of different methods are not compared.
	Method    string `json:"method"`
	Responses int64  `json:"responses"`
	// Excluded is how many responses two people decided not to count; "" where
	// they are so few that it would tell of them.
	Excluded string `json:"excluded"`
	// Flagged is what looks odd and is counted all the same; null where there is
	// none, or telling of it would tell of a few.
	Flagged *OpenFlagged `json:"flagged"`
	Figures []OpenLine   `json:"figures"`
	// Target is null where none was set.
	Target *Target `json:"target"`
}

// OpenFlagged is how many responses look odd, and the overall figure without them.
type OpenFlagged struct {
	Responses int64         `json:"responses"`
	Percent   index.Decimal `json:"percent_without"`
}

// An OpenLine is one figure. A part that is hidden has no numbers.
type OpenLine struct {
	// Kind is overall, question, factor, criterion, channel, place or field.
	Kind string `json:"kind"`
	Code string `json:"code"`
	Name string `json:"name"`
	// Text is the name in every language that there is.
	Text      survey.Text   `json:"-"`
	Hidden    bool          `json:"hidden"`
	Responses *int64        `json:"responses,omitempty"`
	Valid     *int64        `json:"valid,omitempty"`
	Percent   index.Decimal `json:"percent"`
	// Low and High are the interval of the overall question (HL0), be the
	// percentage that of another figure; see withoutInterval.
	Low  index.Decimal `json:"hl0_low"`
	High index.Decimal `json:"hl0_high"`
}

// OpenOf makes the open data of a report for everybody (Public). Tables that were
// left out of it are missing here too.
func OpenOf(r *Report) *Open {
	o := &Open{
		Unit: r.Unit.Code, UnitName: vietnamese(r.Unit.Name), Campaign: r.Campaign.Code, CampaignName: vietnamese(r.Campaign.Name), Template: r.Template.Ref().String(),
		Period: r.Period.String(), From: r.Scope.From, To: r.Scope.To, Method: r.Index.Method, Responses: r.Index.Responses,
	}
	o.Since, o.Until = r.Asked()
	if r.Excluded == 0 || r.Excluded >= Few {
		o.Excluded = r.ExcludedNumber()
	}
	o.Target = r.Target()
	if f := r.Flagged; f != nil && f.Responses >= Few && f.Index.Responses >= Few {
		o.Flagged = &OpenFlagged{f.Responses, f.Index.Overall.Percent()}
	}
	names, texts := named(r.Template), textsOf(r.Template)
	add := func(kind, code, name string, f index.Figure) *OpenLine {
		valid := f.Valid
		o.Figures = append(o.Figures, OpenLine{Kind: kind, Code: code, Name: name, Text: texts[code], Valid: &valid, Percent: f.Percent()})
		return &o.Figures[len(o.Figures)-1]
	}
	add("overall", "", "Chỉ số hài lòng chung", r.Index.Overall)
	if q := r.Index.OverallQuestion; q != nil {
		line := add("question", q.Code, names[q.Code], q.Figure)
		line.Low, line.High = r.Index.Interval.Low, r.Index.Interval.High
	}
	for _, f := range r.Index.Factors {
		add("factor", f.Code, names[f.Code], f.Figure).hide(r.Withheld[f.Code])
	}
	for _, q := range r.Index.Criteria {
		add("criterion", q.Code, names[q.Code], q.Figure).hide(r.Withheld[q.Code])
	}
	o.parts("channel", r.Channels)
	o.parts("place", r.Places)
	o.parts("field", r.Fields)
	return o
}

// Issue says which edition the open data are of, and when it was locked and
// published.
func (o *Open) Issue(edition int, locked, published survey.Date) {
	o.Edition, o.Locked, o.Published = edition, locked, published
	o.Until, o.Provisional = min(o.Until, locked), locked <= o.To
}

func (l *OpenLine) hide(yes bool) {
	if yes {
		*l = OpenLine{Kind: l.Kind, Code: l.Code, Name: l.Name, Text: l.Text, Hidden: true}
	}
}

// textsOf maps codes to what they mean, as named does, in every language.
func textsOf(t *survey.Template) map[string]survey.Text {
	texts := make(map[string]survey.Text)
	t.Questions(func(q *survey.Question) { texts[q.Code] = q.Text })
	for _, f := range t.Factors {
		texts[f.Code] = f.Text
	}
	return texts
}

// hiddenFactors are those that few could judge, and one more where their figure
// could be had by subtracting the others from the whole.
func hiddenFactors(x *index.Index) map[string]bool {
	judged := slices.DeleteFunc(slices.Clone(x.Factors), func(f index.Factor) bool { return f.Valid == 0 })
	hidden := make(map[string]bool)
	for i, yes := range smallest(judged, func(f index.Factor) int64 { return f.Valid }, Few) {
		hidden[judged[i].Code] = yes
	}
	return hidden
}

// hiddenCriteria are those of hidden factors, and by the same rule those within a
// factor that is shown.
func hiddenCriteria(x *index.Index, factors map[string]bool) map[string]bool {
	hidden := make(map[string]bool)
	for _, f := range x.Factors {
		own := slices.DeleteFunc(slices.Clone(x.Criteria), func(q index.Question) bool { return q.Factor != f.Code || q.Valid == 0 })
		for i, yes := range smallest(own, func(q index.Question) int64 { return q.Valid }, Few) {
			hidden[own[i].Code] = yes || factors[f.Code]
		}
	}
	return hidden
}

func (o *Open) parts(kind string, parts []Part) {
	for _, p := range parts {
		line := OpenLine{Kind: kind, Code: p.Code, Name: vietnamese(p.Name), Text: p.Name, Hidden: p.Hidden}
		if !p.Hidden {
			n, valid := p.Index.Responses, p.Index.Overall.Valid
			line.Responses, line.Valid, line.Percent = &n, &valid, p.Index.Overall.Percent()
			line.Low, line.High = p.Index.Interval.Low, p.Index.Interval.High
		}
		o.Figures = append(o.Figures, line)
	}
}

// WriteOpenJSON writes open data as JSON.
func WriteOpenJSON(w io.Writer, o *Open) error {
	return json.NewEncoder(w).Encode(o)
}

// openColumns head the table of WriteOpenCSV.
var openColumns = []string{"don_vi", "dot", "ky", "ban", "khoa_so_lieu", "cach_tinh", "loai", "ma", "ten", "an", "so_phieu", "luot_hop_le", "phan_tram", "hl0_tu", "hl0_den", "tu_ngay", "den_ngay", "tam_tinh"}

// WriteOpenCSV writes open data as a table, with the mark by which spreadsheets
// know UTF-8.
func WriteOpenCSV(w io.Writer, o *Open) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write open data: %w", err)
	}
	out := csv.NewWriter(w)
	rows := [][]string{openColumns}
	for _, l := range o.lines() {
		rows = append(rows, []string{
			Defuse(o.UnitName), o.Campaign, o.Period, strconv.Itoa(o.Edition), o.Locked.String(), o.Method,
			l.Kind, Defuse(l.Code), Defuse(l.Name), strconv.FormatBool(l.Hidden), optional(l.Responses), optional(l.Valid),
			existing(l.Percent), existing(l.Low), existing(l.High),
			o.Since.String(), o.Until.String(), strconv.FormatBool(o.Provisional),
		})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write open data: %w", err)
	}
	return nil
}

// lines are the figures, and that without what looks odd.
func (o *Open) lines() []OpenLine {
	if o.Flagged == nil {
		return o.Figures
	}
	n := o.Responses - o.Flagged.Responses
	return append(slices.Clip(o.Figures), OpenLine{
		Kind: "unflagged", Name: "Chỉ số hài lòng chung nếu không tính phiếu có dấu hiệu bất thường", Responses: &n, Percent: o.Flagged.Percent,
	})
}

func optional(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

func existing(d index.Decimal) string {
	if !d.Exists() {
		return ""
	}
	return d.String()
}
