package publish

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"hailong/internal/index"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// issues are those that the golden files show.
func issues(t failing) map[string]*Issue {
	corrected := usual(t)
	corrected.Edition, corrected.Report.Excluded = 3, 12
	all := index.Of(corrected.Report.Template, counted(t, corrected.Report.Template, rowsOf(corrected.Report.Template, 40, case1)))
	corrected.Report.All = &all
	corrected.Report.Channels[1].Hidden = true
	return map[string]*Issue{"usual": usual(t), "plain": answered(t, 40), "few": answered(t, 12), "none": answered(t, 0), "corrected": corrected}
}

var textFormats = []string{"ban-tin", "bai-viet", "bai-dang", "anh-vuong-mo-ta"}

func TestTheTextsReadAsTheyDid(t *testing.T) {
	for name, i := range issues(t) {
		for _, code := range textFormats {
			golden(t, code+"_"+name+".txt", made(t, code, i))
		}
	}
	var guide bytes.Buffer
	if err := lined((*facts).guide)(&guide, facted(t, usual(t))); err != nil {
		t.Fatal(err)
	}
	golden(t, "doc-truoc.txt", guide.Bytes())
}

// allowed are the figures that may stand in an output: those of the report as
// far as they are not withheld, and the overall one of the period before.
func allowed(i *Issue) []index.Decimal {
	x := &i.Report.Index
	list := []index.Decimal{x.Overall.Percent()}
	if x.OverallQuestion != nil {
		list = append(list, x.OverallQuestion.Percent())
	}
	for _, f := range x.Factors {
		if f.Valid >= report.Few {
			list = append(list, f.Percent())
		}
	}
	if i.Report.All != nil && i.Report.Excluded >= report.Few {
		list = append(list, i.Report.All.Overall.Percent())
	}
	if i.Previous != nil {
		list = append(list, i.Previous.Index.Overall.Percent())
	}
	return list
}

var printed = regexp.MustCompile(`\d+(?:[,.]\d+)?%`)

// figuresHold holds every percent in a text against the report.
func figuresHold(t failing, s string, i *Issue) int {
	t.Helper()
	var known []string
	for _, d := range allowed(i) {
		known = append(known, d.Comma()+"%")
	}
	found := printed.FindAllString(s, -1)
	for _, p := range found {
		if !slices.Contains(known, p) {
			t.Fatalf("%s is none of the report's %v, in\n%s", p, known, s)
		}
	}
	if len(found) > 0 && facted(t, i).state != enough {
		t.Fatalf("a figure of too few is given:\n%s", s)
	}
	return len(found)
}

// readingsHold does the same for what is read out.
func readingsHold(t failing, s string, i *Issue) int {
	t.Helper()
	var known []string
	for _, d := range allowed(i) {
		known = append(known, " "+Percent(d))
	}
	rest, n := strings.ReplaceAll(s, "điểm phần trăm", ""), 0
	for {
		at := strings.Index(rest, "phần trăm")
		if at < 0 {
			return n
		}
		n++
		head := rest[:at] + "phần trăm"
		if !slices.ContainsFunc(known, func(k string) bool { return strings.HasSuffix(head, k) && !numeral(strings.TrimSuffix(head, k)) }) {
			t.Fatalf("a figure is none of the report's %q, in\n%s", known, s)
		}
		rest = rest[at+len("phần trăm"):]
	}
}

// numeral reports whether a text ends within a number.
func numeral(s string) bool {
	words := strings.Fields(s)
	return len(words) > 0 && slices.Contains(append(digits[:], "mươi", "trăm", "nghìn", "phẩy", "linh", "mười"), words[len(words)-1])
}

var tag = regexp.MustCompile(`<[^>]*>`)

// visible is the text of a fragment of HTML.
func visible(fragment string) string { return html.UnescapeString(tag.ReplaceAllString(fragment, " ")) }

func TestEveryOutputCarriesWhatItMustAndNoFigureOfItsOwn(t *testing.T) {
	for name, i := range issues(t) {
		f := facted(t, i)
		for _, code := range append(slices.Clone(textFormats), "bai-viet-docx", "ban-tin-docx") {
			s := string(made(t, code, i))
			switch code {
			case "bai-viet":
				s = visible(s)
			case "bai-viet-docx", "ban-tin-docx":
				s = strings.Join(wordTexts(t, []byte(s)), "\n")
			}
			want := []string{voluntary, f.period, day(i.Locked), "hailong-1", "không so sánh với", lowered(f.edition())}
			n := figuresHold
			if strings.HasPrefix(code, "ban-tin") {
				want = []string{voluntary, spoken(f.period), readDay(i.Locked), "không so sánh với"}
				n = readingsHold
			}
			for _, w := range want {
				if !strings.Contains(strings.ToLower(s), strings.ToLower(w)) {
					t.Errorf("%s of %s lacks %q:\n%s", code, name, w, s)
				}
			}
			if got := n(t, s, i); (got > 0) != (f.state == enough) {
				t.Errorf("%s of %s has %d figures", code, name, got)
			}
			if strings.Contains(strings.ToLower(s), "xuất sắc") {
				t.Errorf("%s of %s praises", code, name)
			}
		}
	}
}

func TestTheBulletinTakesOneToTwoMinutesAndIsOnlyWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i := random(t)
		s := text(t, "ban-tin", i)
		if n := count(s); n < BulletinLeast || n > BulletinMost {
			t.Fatalf("%d words:\n%s", n, s)
		}
		audible(t, s)
		i.Words, i.Report.Unit = Words{}, usual(t).Report.Unit // people may write figures of their own
		readingsHold(t, text(t, "ban-tin", i), i)
	})
}

func TestTheOtherTextsKeepTheirLengthAndTheReportsFigures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i := random(t)
		post := text(t, "bai-dang", i)
		if n := count(post); n < PostLeast || n > PostMost {
			t.Fatalf("the post has %d words:\n%s", n, post)
		}
		page := string(made(t, "bai-viet", i))
		if n := count(visible(page)); n < ArticleLeast || n > ArticleMost {
			t.Fatalf("the article has %d words:\n%s", n, visible(page))
		}
		fine := string(made(t, "bai-viet-docx", i))
		if n := count(strings.Join(wordTexts(t, []byte(fine)), " ")); n < ArticleLeast || n > ArticleMost {
			t.Fatalf("the article has %d words as DOCX", n)
		}
		if !utf8.ValidString(page) || !utf8.ValidString(post) {
			t.Fatal("a text is no UTF-8")
		}
		i.Words, i.Report.Unit = Words{}, usual(t).Report.Unit
		for n := range i.Report.Channels {
			i.Report.Channels[n].Name = vi("Phiếu giấy")
		}
		for _, code := range []string{"bai-dang", "anh-ngang-mo-ta"} {
			figuresHold(t, text(t, code, i), i)
		}
		figuresHold(t, visible(string(made(t, "bai-viet", i))), i)
	})
}

func TestTheBulletinSaysTheSameInLargeLetters(t *testing.T) {
	for name, i := range issues(t) {
		want := strings.Split(strings.TrimSpace(text(t, "ban-tin", i)), "\n\n")
		file := made(t, "ban-tin-docx", i)
		if got := wordTexts(t, file); !slices.Equal(got, want) {
			t.Errorf("%s: got\n%q, want\n%q", name, got, want)
		}
		if styles := unzipped(t, file)["word/styles.xml"]; !strings.Contains(styles, `<w:sz w:val="36"/>`) || !strings.Contains(styles, `w:line="360"`) {
			t.Errorf("%s: the letters are not large: %s", name, styles)
		}
	}
}

func TestTheArticleIsTheSameForPortalAndEditor(t *testing.T) {
	for name, i := range issues(t) {
		page := visible(string(made(t, "bai-viet", i)))
		page = strings.Join(strings.Fields(page), " ")
		for _, line := range wordTexts(t, made(t, "bai-viet-docx", i)) {
			if line = strings.TrimPrefix(line, "– "); !strings.HasPrefix(line, "Ảnh kèm theo") && !strings.Contains(page, line) {
				t.Errorf("%s: the page lacks %q:\n%s", name, line, page)
			}
		}
	}
}

func TestNothingThatWasTypedBecomesMarkup(t *testing.T) {
	for _, s := range hostile {
		i := usual(t)
		i.Report.Unit.Name, i.Report.Unit.Authority, i.Words = vi(s), vi(s), Words{s, s, s}
		page := string(made(t, "bai-viet", i))
		if strings.Contains(page, "<script") || strings.ContainsAny(page, "\x00\u202e\u2067\r") {
			t.Errorf("%q stands in the page:\n%s", s, page)
		}
		d := xml.NewDecoder(strings.NewReader(strings.ReplaceAll(page, `height="675">`, `height="675"/>`)))
		d.Entity = xml.HTMLEntity
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("with %q the page is torn: %v", s, err)
				break
			}
		}
	}
}

func TestHiddenPartsAreNotNamedAndSmallFactorsHaveNoFigure(t *testing.T) {
	i := usual(t)
	i.Report.Channels[1].Hidden = true
	i.Report.Channels[1].Name = vi("KÊNH-ẨN")
	form := i.Report.Template
	rows := case2
	rows[5] = [6]int{0, 1, 0, 0, 6, 33} // 6 of 7: 85,71
	i.Report.Index = index.Of(form, counted(t, form, rowsOf(form, 40, rows)))
	var b bytes.Buffer
	for _, code := range append(slices.Clone(textFormats), "bai-viet-docx") {
		b.Write(made(t, code, i))
	}
	b.WriteString(strings.Join(wordTexts(t, made(t, "bai-viet-docx", i)), "\n"))
	for _, secret := range []string{"KÊNH-ẨN", "kênh-ẩn", "Kênh-ẩn", "85,71"} {
		if strings.Contains(b.String(), secret) {
			t.Errorf("%q is told", secret)
		}
	}
	if one := facted(t, i).factors[4]; one.figure() != "ít phiếu" {
		t.Errorf("PA is %q", one.figure())
	}
	if one := facted(t, usual(t)).factors[4]; one.figure() != "58,33% (ít phiếu)" {
		t.Errorf("PA of case 2 is %q", one.figure())
	}
}

func TestTheIndexWithTheExcludedIsToldOnlyWhereItGivesNobodyAway(t *testing.T) {
	i := usual(t)
	all := index.Of(i.Report.Template, counted(t, i.Report.Template, rowsOf(i.Report.Template, 40, case1)))
	for _, c := range []struct {
		excluded int64
		hidden   bool
		all      *index.Index
		want     string
	}{
		{0, false, &all, ""},
		{3, false, &all, "Không tính dưới 5 phiếu bị loại theo quyết định của hai người."},
		{9, false, &all, "Không tính 9 phiếu bị loại theo quyết định của hai người."},
		{1185, false, &all, "Không tính 1.185 phiếu bị loại theo quyết định của hai người; nếu tính cả, chỉ số hài lòng chung là 84,00%."},
		{12, true, nil, "Không tính dưới 5 phiếu bị loại theo quyết định của hai người."},
		{12, false, nil, "Không tính 12 phiếu bị loại theo quyết định của hai người."},
	} {
		i.Report.Excluded, i.Report.ExcludedHidden, i.Report.All = c.excluded, c.hidden, c.all
		if got := facted(t, i).excluded(); got != c.want {
			t.Errorf("%d excluded: got %q, want %q", c.excluded, got, c.want)
		}
	}
}

func TestWhatCannotBePublishedIsRefusedBeforeTheFirstByte(t *testing.T) {
	for what, spoil := range map[string]func(*Issue){
		BadReport:  func(i *Issue) { i.Report = nil },
		BadPart:    func(i *Issue) { i.Report.Scope.Places = []string{"trung-tam"} },
		BadCounted: func(i *Issue) { i.Report.Everything, i.Report.Exclusions = true, []report.Exclusion{{}} },
		BadLocked:  func(i *Issue) { i.Locked = survey.Day(2026, 9, 30) },
		BadEdition: func(i *Issue) { i.Edition = 0 },
		BadPublic:  func(i *Issue) { i.Public = public(t, "javascript:alert(1)") },
	} {
		i := usual(t)
		spoil(i)
		write := []func(io.Writer) error{func(w io.Writer) error { return WritePack(w, i) }}
		for _, o := range Formats {
			write = append(write, func(w io.Writer) error { return o.Write(w, i) })
		}
		for n, one := range write {
			var b bytes.Buffer
			var bad *BadIssue
			if err := one(&b); !errors.As(err, &bad) || bad.What != what || b.Len() > 0 {
				t.Errorf("%s: writer %d gives %v and %d bytes", what, n, err, b.Len())
			}
		}
	}
}

func TestThePackHoldsEveryOutputUnderAPlainName(t *testing.T) {
	i := usual(t)
	var b, again bytes.Buffer
	for _, w := range []io.Writer{&b, &again} {
		if err := WritePack(w, i); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("two packs of one issue differ")
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files := unzipped(t, b.Bytes())
	for _, f := range z.File {
		if !regexp.MustCompile(`^[A-Za-z0-9-]+\.[a-z]+$`).MatchString(f.Name) || f.Modified.UTC().Format("2006-01-02") != "2027-01-05" {
			t.Errorf("%s of %s", f.Name, f.Modified)
		}
	}
	if z.File[0].Name != ReadFirst || len(z.File) != len(Formats)+1 {
		t.Errorf("the pack has %d files and begins with %s", len(z.File), z.File[0].Name)
	}
	for _, o := range Formats {
		if files[o.File] != string(made(t, o.Code, i)) {
			t.Errorf("%s is not what its format writes", o.File)
		}
		if !strings.Contains(files[ReadFirst], o.File) {
			t.Errorf("%s does not tell of %s", ReadFirst, o.File)
		}
	}
}

// A full writer takes so many bytes and then fails.
type full struct{ room int }

var errFull = errors.New("disk full")

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestAFullDiskIsReportedByEveryWriter(t *testing.T) {
	i := usual(t)
	for _, o := range Formats {
		size := len(made(t, o.Code, i))
		for room := 0; room < size; room += size/2 + 1 {
			if err := o.Write(&full{room}, i); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d of %d bytes: %v", o.Code, room, size, err)
			}
		}
	}
	if err := WritePack(&full{1000}, i); !errors.Is(err, errFull) {
		t.Errorf("the pack: %v", err)
	}
}

func unzipped(t failing, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]string)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(b)
	}
	return all
}

// wordTexts returns the texts of a DOCX, one for each run.
func wordTexts(t failing, file []byte) []string {
	t.Helper()
	var list []string
	d := xml.NewDecoder(strings.NewReader(unzipped(t, file)["word/document.xml"]))
	in := false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if in = e.Name.Local == "t"; in {
				list = append(list, "")
			}
		case xml.EndElement:
			in = false
		case xml.CharData:
			if in {
				list[len(list)-1] += string(e)
			}
		}
	}
}

func TestTheBulletinDoesNotReadTheNameOfTheMethod(t *testing.T) {
	for name, i := range issues(t) {
		for _, s := range []string{text(t, "ban-tin", i), strings.Join(wordTexts(t, made(t, "ban-tin-docx", i)), "\n")} {
			if strings.Contains(strings.ToLower(s), "hailong") || !strings.Contains(s, "phương pháp đã công bố") {
				t.Errorf("%s: the bulletin reads\n%s", name, s)
			}
		}
	}
}

func TestAPostCutsNoNameForWhichThereIsRoom(t *testing.T) {
	i := usual(t)
	if s := text(t, "bai-dang", i); !strings.Contains(s, "công chức trực tiếp giải quyết công việc (") || strings.Contains(s, "…") {
		t.Errorf("a name is cut:\n%s", s)
	}
	// Names as long as may be, and much else: what is wanted comes before them.
	i.Report.Unit.Name = vi(strings.Repeat("Ninh ", 20))
	i.Words.Next = strings.Repeat("a ", 60)
	f := facted(t, i)
	long := strings.Repeat("ba ", 20)[:59]
	f.best, f.worst = []factor{{label: long}}, []factor{{label: long}}
	if whole, cut := said(f.posted(longestFactor)), said(f.post()); cut <= whole {
		t.Errorf("%d sentences with whole names, %d after all", whole, cut)
	}
}

func TestTheArticleNamesTheDaysThatAreInTheFigures(t *testing.T) {
	i := usual(t)
	opens, closes := i.Report.Scope.From+9, i.Report.Scope.To-41
	i.Report.Campaign.Opens, i.Report.Campaign.Closes = opens, &closes
	for _, c := range []struct {
		locked, until survey.Date
		provisional   bool
	}{{closes + 3, closes, true}, {closes, closes, true}, {closes - 5, closes - 5, true}, {i.Report.Scope.To + 4, closes, false}} {
		i.Locked = c.locked
		s := visible(string(made(t, "bai-viet", i)))
		if want := "Khảo sát từ ngày " + day(opens) + " đến ngày " + day(c.until) + "."; !strings.Contains(s, want) ||
			strings.Contains(s, "tạm tính") != c.provisional || strings.Contains(s, "đến ngày "+day(i.Report.Scope.To)) {
			t.Errorf("locked on %s: the article lacks %q, or tells more:\n%s", day(c.locked), want, s)
		}
	}
}
