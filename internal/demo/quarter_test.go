package demo

import (
	"testing"
	"time"

	"hailong/internal/survey"
)

// A count of cells: how many are valid, how many are content, how many did not
// apply, and how many there are.
type count struct{ valid, content, na, all int }

func (c *count) add(cell byte) {
	c.all++
	switch {
	case cell == survey.CellNA:
		c.na++
	case cell >= 1 && cell <= survey.Levels:
		c.valid++
		if cell >= 4 {
			c.content++
		}
	}
}

func (c *count) share() float64 { return float64(c.content) / float64(c.valid) }

// counts counts the criteria of a plan by factor; "" is all of them.
func counts(p Plan) map[string]*count {
	by := map[string]*count{"": {}}
	for r := range p.All() {
		for i, c := range p.Template.Columns() {
			if !c.Question.Criterion() {
				continue
			}
			f := c.Question.Factor
			if by[f] == nil {
				by[f] = &count{}
			}
			by[f].add(r.Answers[i])
			by[""].add(r.Answers[i])
		}
	}
	return by
}

func TestMostPeopleAreContent(t *testing.T) {
	both(t, func(t *testing.T, code string) {
		for seed := range int64(5) {
			by := counts(plan(t, code, 5000, seed+1))
			if s := by[""].share(); s < 0.80 || s > 0.92 {
				t.Errorf("seed %d: got %.3f content, want 0.80 to 0.92", seed+1, s)
			}
			for f, c := range by {
				if f != "" && f != "CC" && c.share() > by["CC"].share() || f != "" && f != "PA" && c.share() < by["PA"].share() {
					t.Errorf("seed %d: %s has %.3f; staff %.3f should be best, feedback %.3f worst", seed+1, f, c.share(), by["CC"].share(), by["PA"].share())
				}
			}
			if na := float64(by["PA"].na) / float64(by["PA"].all); na < 0.5 || na > 0.85 {
				t.Errorf("seed %d: got %.2f of the feedback not applicable, want most", seed+1, na)
			}
		}
	})
}

func TestWhoHasNoResultDoesNotJudgeIt(t *testing.T) {
	p := plan(t, "full", 2000, 1)
	gate, judged := p.Template.Question("A4"), p.Template.Question("KQ1")
	waiting := byte(gate.Option("chua"))
	n := 0
	for r := range p.All() {
		if r.Answers[p.Template.Column(gate)] != waiting {
			continue
		}
		n++
		if got := r.Answers[p.Template.Column(judged)]; got != survey.CellNA {
			t.Fatalf("got %d, want not applicable", got)
		}
	}
	if n < 200 {
		t.Errorf("got %d people without a result, want about 400 of 2000", n)
	}
}

func TestOneAnswerForetellsAnother(t *testing.T) {
	p := plan(t, "full", 4000, 1)
	a, b := p.Template.Column(p.Template.Question("TC1")), p.Template.Column(p.Template.Question("CC2"))
	var annoyed, others count
	for r := range p.All() {
		if x := r.Answers[a]; x >= 1 && x <= 3 {
			annoyed.add(r.Answers[b])
		} else if x == 4 || x == 5 {
			others.add(r.Answers[b])
		}
	}
	if annoyed.share() > others.share()-0.1 {
		t.Errorf("got %.3f content of those annoyed before and %.3f of the others, want a gap", annoyed.share(), others.share())
	}
}

func TestAWeekLooksLikeAWeek(t *testing.T) {
	var days [7]int
	var comments, blankField int
	channels := make(map[survey.Channel]int)
	fields := make(map[string]int)
	const n = 10000
	for r := range plan(t, "short", n, 1).All() {
		days[r.Date.Time().Weekday()]++
		channels[r.Channel]++
		fields[r.Field]++
		if r.Comment != "" {
			comments++
		}
		if r.Field == "" {
			blankField++
		}
	}
	if days[time.Sunday] != 0 || days[time.Saturday] == 0 || days[time.Saturday] > days[time.Friday]/2 {
		t.Errorf("got %v from Sunday to Saturday, want none and few", days)
	}
	if c := float64(comments) / n; c < 0.09 || c > 0.15 {
		t.Errorf("got %.3f with a comment, want about 0.12", c)
	}
	if channels[survey.ChannelQR] < n/2 || len(channels) != len(survey.Channels) {
		t.Errorf("got %v, want mostly qr and some of each", channels)
	}
	if fields["CHUNGTHUC"] < fields["HOTICH"] || fields["HOTICH"] < fields["DATDAI"] || fields["DATDAI"] < fields["VANHOA"] {
		t.Errorf("got %v, want the heavy fields heavy", fields)
	}
	if blankField == 0 || blankField > n/10 {
		t.Errorf("got %d without a field, want a few", blankField)
	}
}
