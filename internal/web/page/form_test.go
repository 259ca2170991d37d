package page

import (
	"html"
	"strings"
	"testing"
	"testing/fstest"

	"hailong/internal/survey"
	"hailong/static"
)

// sample is a template with a question of every kind, a gate and a long list.
func sample() *survey.Template {
	text := func(s string) survey.Text { return survey.Text{"vi": s, "en": s + " (en)"} }
	options := func(codes ...string) (list []survey.Option) {
		for _, c := range codes {
			list = append(list, survey.Option{Code: c, Text: text("chọn " + c)})
		}
		return list
	}
	t := &survey.Template{
		Code: "mau", Version: 1, Langs: []survey.Lang{"vi", "en"}, Title: text("Mẫu"), NA: text("Không áp dụng"),
		Levels:  []survey.Text{text("một"), text("hai"), text("ba"), text("bốn"), text("năm")},
		Factors: []survey.Factor{{Code: "TC", Text: text("Tiếp cận")}},
		Sections: []survey.Section{{Title: text("Phần"), Stem: text("Thế nào về…"), Questions: []survey.Question{
			{Code: "G", Kind: survey.KindChoice, Text: text("cửa"), Options: options("co", "khong")},
			{Code: "TC1", Kind: survey.KindLevel, Factor: "TC", Text: text("biển <chỉ dẫn>"), Skip: &survey.Condition{Question: "G", In: []string{"khong"}}},
			{Code: "HL0", Kind: survey.KindLevel, Overall: true, Required: true, Text: text("chung")},
			{Code: "UT", Kind: survey.KindMulti, Max: 2, Text: text("ưu tiên"), Options: options("a", "b", "c")},
			{Code: "NG", Kind: survey.KindChoice, Text: text("nghề"), Options: options("1", "2", "3", "4", "5", "6", "7", "8", "9")},
			{Code: "field", Kind: survey.KindField, Text: text("lĩnh vực")},
			{Code: "comment", Kind: survey.KindComment, Max: 300, Text: text("góp ý"), Help: text("xin không ghi tên")},
		}}},
	}
	t.Build()
	return t
}

func set(t *testing.T) *Set {
	t.Helper()
	s, err := New(static.FS)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func rendered(t *testing.T, p Form) string {
	t.Helper()
	p.Template, p.Fields = sample(), []survey.Field{{Code: "HOTICH", Text: survey.Text{"vi": "Hộ tịch"}}}
	if p.W == nil {
		p.W = WordsIn(survey.Vietnamese)
	}
	r, err := set(t).Form(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(r.HTML)
}

func has(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			t.Errorf("the page lacks %q:\n%s", text, page[strings.Index(page, "<main>"):])
		}
	}
}

func TestAFormOffersEachKindOfQuestionInItsWay(t *testing.T) {
	page := rendered(t, Form{Action: "/s/X", Key: "k"})
	has(t, page,
		`<legend>2. biển &lt;chỉ dẫn&gt;</legend>`,
		`<input type="radio" name="TC1" value="na">`,
		`(bắt buộc)`, `<input type="checkbox" name="UT" value="a">`, "Chọn tối đa 2 ý.",
		`<select id="q-NG" name="NG"`, `<select id="q-field" name="field"`, `<option value="HOTICH">Hộ tịch</option>`,
		`<textarea id="q-comment" name="comment"`, "xin không ghi tên Tối đa 300 ký tự.",
		`id="G-khong"`, `data-skip="G-khong"`, "#ask:has(#G-khong:checked) [data-skip~=G-khong]{display:none}",
		`Bỏ qua câu này nếu ở trên đã chọn “chọn khong”.`,
		`<input type="hidden" name="key" value="k">`)
	if strings.Contains(page, `name="HL0" value="na"`) {
		t.Error("a required question offers “not applicable”")
	}
	if strings.Contains(page, `" checked`) || strings.Contains(page, `" selected`) {
		t.Error("something is chosen beforehand")
	}
}

func TestAFormShowsWhatWasSentAndEachFaultBesideItsQuestion(t *testing.T) {
	page := rendered(t, Form{
		Sheet: survey.Sheet{
			Marks: map[string][]string{"TC1": {"na"}, "HL0": {"2"}, "UT": {"a", "c"}, "NG": {"4"}},
			Field: "HOTICH", Comment: "</textarea><script>",
		},
		Invalid: &survey.Invalid{Faults: []survey.Fault{{At: "UT", Code: survey.FaultTooMany, Limit: 2}, {At: "key", Code: survey.FaultKey}}},
	})
	has(t, page,
		`name="TC1" value="na" checked`, `name="HL0" value="2" checked`, `name="UT" value="a" checked`, `name="UT" value="c" checked`,
		`<option value="4" selected>`, `<option value="HOTICH" selected>`, html.EscapeString("</textarea><script>"),
		`<a href="#q-UT">4. ưu tiên</a> Xin chọn tối đa 2 ý.`, `id="e-UT">Lỗi: Xin chọn tối đa 2 ý.`, `aria-describedby="h-UT e-UT"`,
		"Xin bấm “Gửi ý kiến” lần nữa.", "<title>Lỗi: Mẫu</title>")
	if strings.Count(page, "<script>") != 1 {
		t.Error("what was typed became a part of the page")
	}
}

func TestAFormIsInOneLanguageThroughout(t *testing.T) {
	page := rendered(t, Form{Citizen: Citizen{W: WordsIn(survey.English), Path: "/s/X"}})
	has(t, page, `<html lang="en">`, "chung (en)", "(required)", `<button form="ask" name="switch" value="vi" lang="vi">Tiếng Việt</button>`, "Send")
}

func TestAMissingPageOrStyleSheetStopsTheStart(t *testing.T) {
	for _, files := range []fstest.MapFS{{}, {"css/citizen.css": {Data: []byte("a{}")}}} {
		if _, err := New(files); err == nil {
			t.Errorf("New over %v succeeds", files)
		}
	}
}

func TestAScriptIsJoinedWithoutItsComments(t *testing.T) {
	files := fstest.MapFS{"a.js": {Data: []byte("// why\n\nvar a = 'x // y';\n")}, "b.js": {Data: []byte("  f(a);\r\n  // because\n")}}
	if got, err := script(files, "a.js", "b.js"); err != nil || got != "var a = 'x // y';\nf(a);\n" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := script(files, "c.js"); err == nil {
		t.Error("a script that is missing is no error")
	}
}

func TestThePolicyAllowsExactlyTheStyleThatThePageHas(t *testing.T) {
	r, err := set(t).Home(Citizen{W: WordsIn(survey.Vietnamese)})
	if err != nil {
		t.Fatal(err)
	}
	if r.Script != "" {
		t.Errorf("a page without a script allows %s", r.Script)
	}
	if !strings.HasPrefix(r.Style, "'sha256-") || strings.Contains(string(r.HTML), "style=") {
		t.Errorf("style %q; a style attribute would be blocked", r.Style)
	}
}
