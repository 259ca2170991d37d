package report

import (
	"strings"

	"hailong/internal/period"
	"hailong/internal/survey"
)

// A draft is a document in the making.
type draft struct {
	*Document
	r, previous *Report
	// unit is the short name of the commune and office that of its authority.
	unit, office string
	names        map[string]string
	today        survey.Date
	written      Written
}

// Draft writes the report down as an official document (Nghị định 30/2020). The
// previous report is that of the period before, to compare with; nil, one with
// nothing in it and one that was made of another template or with another
// method are not compared. Today is the day as of which was counted. What people
// wrote stands where it belongs; what they have not written yet is marked. The
// same reports and words give the same document.
func Draft(r, previous *Report, today survey.Date, written Written) *Document {
	d := &draft{Document: &Document{Made: today}, r: r, previous: comparable(r, previous), today: today, written: written}
	d.unit, d.office = vietnamese(r.Unit.Name), vietnamese(r.Unit.Authority)
	if d.unit == "" {
		d.unit = "đơn vị"
	}
	if d.office == "" {
		d.office = d.unit
	}
	d.names = named(r.Template)
	d.head()
	d.carriedOut()
	d.method()
	d.results()
	d.feedback()
	d.Counted = len(d.Blocks)
	d.byPeople()
	return d.Document
}

// comparable returns the previous report if there is something to compare.
func comparable(r, previous *Report) *Report {
	if previous == nil || previous.Index.Responses == 0 || r.Index.Responses == 0 ||
		previous.Index.Template != r.Index.Template || previous.Index.Method != r.Index.Method ||
		previous.Period.Kind() != r.Period.Kind() {
		return nil
	}
	return previous
}

// BesideOf returns the previous report if the two may be compared: of the same
// questionnaire, method and length of period.
func (r *Report) BesideOf(previous *Report) *Report { return comparable(r, previous) }

// named maps codes to what they mean. Where a factor and its only criterion
// share a code they also share the meaning.
func named(t *survey.Template) map[string]string {
	names := make(map[string]string)
	t.Questions(func(q *survey.Question) { names[q.Code] = vietnamese(q.Text) })
	for _, f := range t.Factors {
		names[f.Code] = vietnamese(f.Text)
	}
	return names
}

// name returns a code with what it means.
func (d *draft) name(code string) string {
	if n := d.names[code]; n != "" {
		return code + ". " + n
	}
	return code
}

func (d *draft) say(look Look, parts ...string) {
	d.Blocks = append(d.Blocks, Paragraph{look, strings.Join(parts, "")})
}

func (d *draft) add(b Block) { d.Blocks = append(d.Blocks, b) }

// people is a part that people write: a paragraph for each line of theirs, or a
// mark that it is still to be written, unless the program itself tells what
// belongs there.
func (d *draft) people(part WrittenPart, what string) {
	if lines := d.written.Lines(part); len(lines) > 0 {
		for _, line := range lines {
			d.say(Body, line)
		}
		return
	}
	if d.r.Tells(part) {
		return
	}
	text := "(Phần này do cơ quan viết)"
	if what != "" {
		text = "(Phần này do cơ quan viết: " + what + ")"
	}
	d.say(Placeholder, text)
}

const council = "ủy ban nhân dân"

// head is all that stands around the text.
func (d *draft) head() {
	committee := strings.HasPrefix(strings.ToLower(d.office), council)
	d.Kind, d.Symbol = "BÁO CÁO", "BC-UBND"
	d.Subject = "Kết quả khảo sát sự hài lòng của người dân, tổ chức về sự phục vụ hành chính của " + d.unit + ", " + d.r.Period.Name(survey.Vietnamese)
	d.Title = "Báo cáo " + lowered(d.Subject)
	upper, lower := strings.ToUpper(d.office), strings.ToUpper(d.unit)
	d.Authority = []string{upper}
	if before, found := strings.CutSuffix(upper, " "+lower); found && before != "" {
		d.Authority = []string{before, lower}
	}
	d.Seat = d.unit
	kind := "xã"
	for _, k := range []string{"xã", "phường", "thị trấn", "đặc khu"} {
		if rest, found := strings.CutPrefix(d.unit, k+" "); found {
			d.Seat, kind = rest, k
		}
	}
	d.Signer = []string{"TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"}
	if !committee {
		d.Symbol, d.Signer = "BC", []string{"THỦ TRƯỞNG CƠ QUAN"}
	}
	d.Recipients = []string{
		"- Sở Nội vụ;", "- Thường trực Đảng ủy " + kind + ";", "- Thường trực HĐND " + kind + ";", "- Lãnh đạo UBND " + kind + ";",
		"- Các phòng, đơn vị liên quan;", "- Lưu: VT, VHXH.",
	}
	d.Basis = []string{
		"Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022;",
		"Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021-2030;",
		"Tham khảo Quyết định số 1001/QĐ-BNV ngày 11 tháng 12 năm 2023 của Bộ Nội vụ về phương pháp đo lường sự hài lòng của người dân đối với sự phục vụ của cơ quan hành chính nhà nước giai đoạn 2023-2026;",
		"(Cơ quan bổ sung: kế hoạch cải cách hành chính của thành phố, kế hoạch khảo sát của " + d.unit + ");",
	}
	if lines := d.written.Lines(Basis); len(lines) > 0 {
		d.Basis = lines
	}
	d.say(Body, raised(d.office), " báo cáo kết quả khảo sát sự hài lòng của người dân, tổ chức về sự phục vụ hành chính, ",
		d.r.Period.Name(survey.Vietnamese), ", như sau:")
}

// lowered and raised change the first letter only.
func lowered(s string) string { return first(s, strings.ToLower) }
func raised(s string) string  { return first(s, strings.ToUpper) }

func first(s string, change func(string) string) string {
	for i := range s {
		if i > 0 {
			return change(s[:i]) + s[i:]
		}
	}
	return change(s)
}

// campaign is what the campaign is called.
func (d *draft) campaign() string {
	if name := vietnamese(d.r.Campaign.Name); name != "" {
		return name
	}
	return plain(d.r.Campaign.Code)
}

// over reports whether the period has ended, so that its figures may still grow.
func (d *draft) over() bool { return d.today > d.r.Scope.To }

// carriedOut is the chapter on who was asked, how and how many answered.
func (d *draft) carriedOut() {
	r := d.r
	d.say(Chapter, "I. TÌNH HÌNH TRIỂN KHAI")
	d.say(Section, "1. Mục đích, đối tượng, hình thức")
	d.say(Body, "Khảo sát để biết mức độ hài lòng của người dân, tổ chức về sự phục vụ hành chính của ", d.unit, ", từ đó tìm ra nội dung cần cải thiện.")
	d.say(Body, "Đối tượng là người dân, tổ chức đã làm thủ tục hành chính tại các điểm tiếp nhận của ", d.unit, "; tự nguyện trả lời, phiếu không hỏi tên.")
	d.say(Body, "Đợt khảo sát: ", quoted(d.campaign()), ". Mẫu phiếu: ", quoted(vietnamese(r.Template.Title)), " (", r.Template.Ref().String(), ").")
	d.say(Section, "2. Thời gian")
	scheme := "theo kỳ dương lịch"
	if period.Scheme(r.Campaign.Scheme) == period.Reporting {
		scheme = "theo kỳ báo cáo của Nghị định số 09/2019/NĐ-CP"
	}
	from, to := r.Asked()
	d.say(Body, "Từ ngày ", dateWords(from), " đến hết ngày ", dateWords(to), " (", scheme, ").")
	if !d.over() {
		d.say(Body, "Kỳ khảo sát chưa kết thúc: số liệu dưới đây là tạm tính đến ngày ", dateWords(d.today), ".")
	}
	d.narrowed()
	d.say(Section, "3. Số phiếu")
	d.sheets()
	d.counts()
	d.people(Sheets, "số giao dịch trong kỳ, số phiếu phát ra, số phiếu không hợp lệ và lý do")
	d.attributes()
}

// Asked returns the days of the period on which the campaign took answers.
func (r *Report) Asked() (from, to survey.Date) {
	from, to = max(r.Scope.From, r.Campaign.Opens), r.Scope.To
	if r.Campaign.Closes != nil {
		to = min(to, *r.Campaign.Closes)
	}
	if from > to { // it did not run in the period
		return r.Scope.From, r.Scope.To
	}
	return from, to
}

// narrowed says what was left out, so that a part is never taken for the whole.
func (d *draft) narrowed() {
	s := &d.r.Scope
	if len(s.Places)+len(s.Counters)+len(s.Fields)+len(s.Channels)+len(s.Groups) > 0 {
		d.say(Body, "Báo cáo này chỉ tính một phần số phiếu của kỳ (đã lọc), không thay cho kết quả chung.")
	}
}

// byPeople are the chapters that people write.
func (d *draft) byPeople() {
	d.say(Chapter, "IV. ĐÁNH GIÁ, NHẬN XÉT")
	for i, chapter := range []struct {
		part WrittenPart
		what string
	}{{Strengths, "Ưu điểm"}, {Weaknesses, "Tồn tại, hạn chế"}, {Causes, "Nguyên nhân"}, {Promises, "Kết quả thực hiện các giải pháp đã đề ra ở kỳ trước"}} {
		d.say(Section, countWords(int64(i+1)), ". ", chapter.what)
		d.people(chapter.part, "")
		if chapter.part == Promises {
			d.followUps()
		}
	}
	d.say(Chapter, "V. GIẢI PHÁP KHẮC PHỤC, NÂNG CAO SỰ HÀI LÒNG")
	d.people(Measures, "việc cần làm, đơn vị chủ trì, thời hạn")
	d.tasks()
	d.say(Chapter, "VI. ĐỀ XUẤT, KIẾN NGHỊ")
	d.people(Proposals, "")
	d.say(Body, "Trên đây là báo cáo kết quả khảo sát sự hài lòng của người dân, tổ chức về sự phục vụ hành chính của ", d.unit, ", ",
		d.r.Period.Name(survey.Vietnamese), "./.")
}

// tasks is the table of what will be done, where that is known: rows to be filled in
// would stand empty in what is signed.
func (d *draft) tasks() {
	if len(d.written.Tasks) == 0 {
		return
	}
	t := &Table{Columns: []Column{{Title: "TT", Width: 12}, {Title: "Việc cần làm", Width: 78}, {Title: "Đơn vị chủ trì", Width: 42}, {Title: "Thời hạn", Width: 28}}}
	for i, task := range d.written.Tasks {
		t.Rows = append(t.Rows, Row{Cells: []Cell{number(int64(i + 1)), words(plain(task.What)), words(plain(task.Owner)), words(dateWords(task.Deadline))}})
	}
	d.add(t)
}
