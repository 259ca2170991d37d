package demo

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/catalog"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

var (
	first = survey.Day(2026, time.October, 1)
	last  = survey.Day(2026, time.December, 31)
)

func plan(t testing.TB, code string, n int, seed int64) Plan {
	t.Helper()
	c, err := catalog.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	template, err := c.Latest(code)
	if err != nil {
		t.Fatal(err)
	}
	return Plan{
		Campaign: survey.Campaign{Code: "demo-" + code, Unit: "ninh-giang", Template: template.Ref(), Opens: first},
		Template: template,
		Places: []survey.Place{
			{Code: "trung-tam", Counters: []survey.Counter{{Code: "1"}, {Code: "2"}, {Code: "3"}}},
			{Code: "vinh-hoa", Counters: []survey.Counter{{Code: "1"}}},
			{Code: "hong-du"},
		},
		Fields: c.Fields(),
		From:   first, To: last,
		Responses: n,
		Seed:      seed,
	}
}

func both(t *testing.T, f func(t *testing.T, code string)) {
	for _, code := range []string{"short", "full"} {
		t.Run(code, func(t *testing.T) { f(t, code) })
	}
}

func TestTheSamePlanGivesTheSameResponses(t *testing.T) {
	both(t, func(t *testing.T, code string) {
		a := slices.Collect(plan(t, code, 500, 7).All())
		b := slices.Collect(plan(t, code, 200, 7).All())
		if len(a) != 500 || len(b) != 200 {
			t.Fatalf("got %d and %d responses, want 500 and 200", len(a), len(b))
		}
		for i := range b {
			if got, want := fmt.Sprint(a[i]), fmt.Sprint(b[i]); got != want {
				t.Fatalf("response %d: got %s, want %s", i, got, want)
			}
		}
	})
}

func TestEveryResponseHasAnIdentityOfItsOwn(t *testing.T) {
	seen := make(map[survey.ID]bool)
	for _, seed := range []int64{1, 2, -1} {
		for r := range plan(t, "short", 1000, seed).All() {
			seen[r.ID] = true
		}
	}
	if len(seen) != 3000 {
		t.Errorf("got %d identities, want 3000", len(seen))
	}
}

func TestAnotherSeedIsAnotherQuarter(t *testing.T) {
	a := slices.Collect(plan(t, "full", 100, 1).All())
	b := slices.Collect(plan(t, "full", 100, 2).All())
	same := 0
	for i := range a {
		if string(a[i].Answers) == string(b[i].Answers) {
			same++
		}
	}
	if same > 1 {
		t.Errorf("got %d of 100 responses alike, want none or one", same)
	}
}

func TestEveryResponseObeysItsPlan(t *testing.T) {
	both(t, func(t *testing.T, code string) {
		p := plan(t, code, 3000, 1)
		for r := range p.All() {
			switch {
			case !p.Template.Fits(r.Answers):
				t.Fatalf("%v does not fit the template", r.Answers)
			case r.Date < first || r.Date > last:
				t.Fatalf("got %s, want a day of the quarter", r.Date)
			case r.Campaign != p.Campaign.Code || r.Unit != "ninh-giang" || r.Template != p.Template.Ref():
				t.Fatalf("got %+v, want what the campaign says", r)
			case !slices.ContainsFunc(p.Places, func(pl survey.Place) bool {
				return pl.Code == r.Place && (r.Counter == "" || pl.Counter(r.Counter) != nil)
			}):
				t.Fatalf("got place %s, counter %s", r.Place, r.Counter)
			case !slices.Contains(survey.Channels, r.Channel):
				t.Fatalf("got channel %s", r.Channel)
			case r.Comment != survey.Clean(r.Comment):
				t.Fatalf("got comment %q, want a clean one", r.Comment)
			}
		}
	})
}

func TestDaysOnWhichTheCampaignIsClosedAreLeftOut(t *testing.T) {
	p := plan(t, "short", 500, 1)
	p.Campaign.Opens = survey.Day(2026, time.October, 5)
	closes := survey.Day(2026, time.October, 6)
	p.Campaign.Closes = &closes
	days := make(map[survey.Date]int)
	for r := range p.All() {
		days[r.Date]++
	}
	if len(days) != 2 || days[p.Campaign.Opens] == 0 || days[closes] == 0 {
		t.Errorf("got %v, want 5 and 6 October", days)
	}
	p.To = p.Campaign.Opens - 1
	if n := len(slices.Collect(p.All())); n != 0 {
		t.Errorf("got %d responses for no day, want 0", n)
	}
}

func TestASundayAloneIsAWishThatIsGranted(t *testing.T) {
	p := plan(t, "short", 20, 1)
	p.From = survey.Day(2026, time.October, 4)
	p.To = p.From
	for r := range p.All() {
		if r.Date != p.From {
			t.Errorf("got %s, want the Sunday", r.Date)
		}
	}
}

func TestEverySequenceCanBeStopped(t *testing.T) {
	n := 0
	for range plan(t, "short", 100, 1).All() {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("got %d, want 3", n)
	}
}

func TestATemplateThatCannotBeFilledInIsNoSilence(t *testing.T) {
	defer func() {
		if got := fmt.Sprint(recover()); !strings.Contains(got, "field: required") {
			t.Errorf("got %q, want the missing fields named", got)
		}
	}()
	p := plan(t, "short", 1, 1)
	p.Fields = nil
	p.Template.Question(survey.FieldCode).Required = true
	for range p.All() {
		t.Error("got a response")
	}
}

// personal is what a comment must not hold: telephone numbers, numbers of papers
// or plots, addresses of mail, and names after a title.
var personal = regexp.MustCompile(`\d{3}|@|(?:^|\P{L})(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú) \p{Lu}|\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+`)

func TestCommentsHoldNothingPersonal(t *testing.T) {
	for _, s := range slices.Concat(glad, sour) {
		if m := personal.FindString(s); m != "" {
			t.Errorf("%q holds %q", s, m)
		}
		if s != survey.Clean(s) {
			t.Errorf("%q is not clean", s)
		}
	}
	for _, s := range []string{"gọi 0912345678", "chị Lan", "a@b.vn", "Nguyễn Văn Nam làm chậm"} {
		if personal.FindString(s) == "" {
			t.Errorf("%q passes as not personal", s)
		}
	}
	if n := len(glad) + len(sour); n < 40 {
		t.Errorf("got %d comments, want 40", n)
	}
}

// Any template at all can be filled in, whatever it asks.
func TestAnyTemplateIsFilledIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		template := anyTemplate(t)
		p := Plan{
			Campaign:  survey.Campaign{Code: "c", Unit: "u", Template: template.Ref(), Opens: first},
			Template:  template,
			Fields:    []survey.Field{{Code: "F1"}, {Code: "F2"}},
			From:      first,
			To:        first + survey.Date(rapid.IntRange(0, 100).Draw(t, "days")),
			Responses: 20,
			Seed:      rapid.Int64().Draw(t, "seed"),
		}
		n := 0
		for r := range p.All() {
			n++
			if !template.Fits(r.Answers) || r.Date < p.From || r.Date > p.To {
				t.Fatalf("got %+v", r)
			}
		}
		if n != p.Responses {
			t.Fatalf("got %d responses, want %d", n, p.Responses)
		}
	})
}

func anyTemplate(t *rapid.T) *survey.Template {
	var questions []survey.Question
	for i := range rapid.IntRange(1, 12).Draw(t, "questions") {
		q := survey.Question{
			Code:     fmt.Sprintf("Q%d", i),
			Kind:     rapid.SampledFrom([]survey.Kind{survey.KindLevel, survey.KindChoice, survey.KindMulti}).Draw(t, "kind"),
			Required: rapid.Bool().Draw(t, "required"),
			Factor:   rapid.SampledFrom([]string{"", "CC", "PA", "ZZ"}).Draw(t, "factor"),
		}
		if q.Kind != survey.KindLevel {
			for o := range rapid.IntRange(2, 20).Draw(t, "options") {
				q.Options = append(q.Options, survey.Option{Code: fmt.Sprintf("o%d", o)})
			}
		}
		if q.Kind == survey.KindMulti {
			q.Max = rapid.IntRange(0, 5).Draw(t, "max")
		}
		if i > 0 && questions[0].Kind == survey.KindChoice && rapid.Bool().Draw(t, "skip") {
			q.Skip = &survey.Condition{Question: "Q0", In: []string{"o1"}}
		}
		questions = append(questions, q)
	}
	if rapid.Bool().Draw(t, "field") {
		questions = append(questions, survey.Question{Code: survey.FieldCode, Kind: survey.KindField, Required: rapid.Bool().Draw(t, "field required")})
	}
	if rapid.Bool().Draw(t, "comment") {
		questions = append(questions, survey.Question{Code: survey.CommentCode, Kind: survey.KindComment, Max: rapid.IntRange(1, 300).Draw(t, "letters")})
	}
	template := &survey.Template{Code: "any", Version: 1, Sections: []survey.Section{{Questions: questions}}}
	template.Build()
	return template
}

func BenchmarkAll(b *testing.B) {
	for _, code := range []string{"short", "full"} {
		b.Run(code, func(b *testing.B) {
			b.ReportAllocs()
			for range plan(b, code, b.N, 1).All() {
			}
		})
	}
}

// What filling in a sheet costs alone.
func BenchmarkFill(b *testing.B) {
	for _, code := range []string{"short", "full"} {
		b.Run(code, func(b *testing.B) {
			p := plan(b, code, 1, 1)
			q := newQuarter(p)
			v := q.visit()
			sheet := q.fill(&v)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Template.Fill(sheet, p.Fields); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
