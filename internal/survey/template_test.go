package survey

import (
	"slices"
	"testing"
)

// text makes a text in both languages.
func text(s string) Text { return Text{Vietnamese: s, English: s + " (en)"} }

// sample returns a small valid template with every kind of question and a chain
// of two gates.
func sample() *Template {
	t := &Template{
		Code: "sample", Version: 1, Langs: []Lang{Vietnamese, English},
		Title: text("Phiếu thử"), NA: text("Không áp dụng"),
		Levels: []Text{
			text("Rất không hài lòng"), text("Không hài lòng"), text("Bình thường"), text("Hài lòng"), text("Rất hài lòng"),
		},
		Factors: []Factor{{"TC", text("Tiếp cận")}, {"KQ", text("Kết quả")}},
		Sections: []Section{{
			Title: text("Lần này"),
			Questions: []Question{
				{Code: "field", Kind: KindField, Text: text("Lĩnh vực")},
				{Code: "A4", Kind: KindChoice, Text: text("Đã nhận kết quả?"), Options: options("roi", "tre", "chua")},
				{Code: "A5", Kind: KindChoice, Text: text("Có đủ giấy?"), Options: options("co", "khong"),
					Skip: &Condition{"A4", []string{"chua"}}},
			},
		}, {
			Title: text("Đánh giá"), Stem: text("Ông/bà hài lòng thế nào về…"),
			Questions: []Question{
				{Code: "HL0", Kind: KindLevel, Text: text("Nhìn chung"), Overall: true, Required: true},
				{Code: "TC1", Kind: KindLevel, Text: text("chỗ chờ"), Factor: "TC"},
				{Code: "KQ1", Kind: KindLevel, Text: text("kết quả"), Factor: "KQ", NA: text("Chưa nhận"),
					Skip: &Condition{"A4", []string{"chua"}}},
				{Code: "KQ2", Kind: KindLevel, Text: text("giấy tờ"), Factor: "KQ", Required: true,
					Skip: &Condition{"A5", []string{"khong"}}},
				{Code: "UT", Kind: KindMulti, Text: text("Ưu tiên"), Options: options("a", "b", "c"), Max: 2,
					Skip: &Condition{"A4", []string{"tre"}}},
				{Code: "comment", Kind: KindComment, Text: text("Góp ý"), Max: 10},
			},
		}},
	}
	t.Build()
	return t
}

func options(codes ...string) []Option {
	list := make([]Option, len(codes))
	for i, c := range codes {
		list[i] = Option{c, text(c)}
	}
	return list
}

func TestBuildNumbersOneColumnForAnAnswerAndOneForEachOptionOfAMulti(t *testing.T) {
	s := sample()
	want := []struct {
		question     string
		option, size int
	}{
		{"A4", -1, 4}, {"A5", -1, 3}, {"HL0", -1, 8}, {"TC1", -1, 8}, {"KQ1", -1, 8}, {"KQ2", -1, 8},
		{"UT", 0, 2}, {"UT", 1, 2}, {"UT", 2, 2},
	}
	got := s.Columns()
	if len(got) != len(want) {
		t.Fatalf("got %d columns, want %d", len(got), len(want))
	}
	for i, w := range want {
		if g := got[i]; g.Question.Code != w.question || g.Option != w.option || g.Size != w.size {
			t.Errorf("column %d: got %s %d %d, want %+v", i, g.Question.Code, g.Option, g.Size, w)
		}
	}
	if got := s.Column(s.Question("UT")); got != 6 {
		t.Errorf("first column of UT: got %d, want 6", got)
	}
}

func TestBuildTwiceIsAsBuildOnce(t *testing.T) {
	s := sample()
	before := len(s.Columns())
	s.Build()
	if got := len(s.Columns()); got != before {
		t.Errorf("got %d columns, want %d", got, before)
	}
}

func TestFitsRefusesCellsThatTheTemplateCannotHaveMade(t *testing.T) {
	s := sample()
	for _, c := range []struct {
		name string
		a    Answers
		want bool
	}{
		{"all blank", Answers{0, 0, 0, 0, 0, 0, 0, 0, 0}, true},
		{"the highest of each", Answers{3, 2, 7, 7, 7, 7, 1, 1, 1}, true},
		{"an option too many", Answers{4, 0, 0, 0, 0, 0, 0, 0, 0}, false},
		{"a level beyond invalid", Answers{0, 0, 8, 0, 0, 0, 0, 0, 0}, false},
		{"a tick of two", Answers{0, 0, 0, 0, 0, 0, 2, 0, 0}, false},
		{"one short", Answers{0, 0, 0, 0, 0, 0, 0, 0}, false},
		{"none", nil, false},
	} {
		if got := s.Fits(c.a); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestATemplateAnswersForItsQuestions(t *testing.T) {
	s := sample()
	if got := s.Ref().String(); got != "sample@1" {
		t.Errorf("ref: got %s", got)
	}
	if got := s.Overall(); got == nil || got.Code != "HL0" {
		t.Errorf("overall: got %v, want HL0", got)
	}
	if s.Question("XX") != nil {
		t.Error("a question that is not asked was found")
	}
	var criteria []string
	s.Questions(func(q *Question) {
		if q.Criterion() {
			criteria = append(criteria, q.Code)
		}
	})
	if want := []string{"TC1", "KQ1", "KQ2"}; !slices.Equal(criteria, want) {
		t.Errorf("criteria: got %v, want %v", criteria, want)
	}
	if got := s.NAText(s.Question("KQ1")).In(Vietnamese); got != "Chưa nhận" {
		t.Errorf("own words of NA: got %s", got)
	}
	if got := s.NAText(s.Question("TC1")).In(Vietnamese); got != "Không áp dụng" {
		t.Errorf("words of NA: got %s", got)
	}
	if s.Question("HL0").OffersNA() || !s.Question("TC1").OffersNA() || s.Question("A4").OffersNA() {
		t.Error("NA is offered at optional levels only")
	}
}

func TestATextFallsBackToVietnamese(t *testing.T) {
	x := Text{Vietnamese: "Quầy 1", English: ""}
	if got := x.In(English); got != "Quầy 1" {
		t.Errorf("got %q, want the Vietnamese", got)
	}
	if got := text("Quầy 1").In(English); got != "Quầy 1 (en)" {
		t.Errorf("got %q, want the English", got)
	}
}
