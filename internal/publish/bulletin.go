package publish

import (
	"strings"

	"hailong/internal/docx"
	"hailong/internal/index"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// The length of the bulletin in words: one to two minutes at 150 words a minute.
const (
	BulletinLeast = 200
	BulletinMost  = 300
)

// How many words a name may have that is read out. A longer one is not: nobody
// would still know what the sentence is about.
const (
	spokenUnit   = 12
	spokenOffice = 16
	spokenFactor = 14
	spokenLine   = 40
)

// aloud makes a name fit to be read out, or returns what stands for it.
func aloud(s string, most int, instead string) string {
	s = spoken(s)
	if n := count(s); n == 0 || n > most || longWord(s) {
		return instead
	}
	return s
}

// longWord reports whether something is no word that anybody reads.
func longWord(s string) bool {
	for word := range strings.FieldsSeq(s) {
		if len([]rune(word)) > 24 {
			return true
		}
	}
	return false
}

// bulletin is the text that is read out: short sentences, and nothing in it that
// is not a word or a stop.
func (f *facts) bulletin() []paragraph {
	var open, result, about, end paragraph
	open.say(must, "Kính thưa bà con.", f.spokenSubject(), f.spokenCount())
	f.spokenResult(&result)
	f.spokenCaveats(&about)
	end.say(must, "Mỗi lần làm thủ tục, bà con có thể góp ý bằng phiếu giấy tại nơi tiếp nhận hồ sơ, hoặc dùng điện thoại quét mã niêm yết tại đó.")
	end.say(filler, "Phiếu không hỏi tên và không hỏi số điện thoại.",
		"Trả lời thế nào cũng không ảnh hưởng đến hồ sơ của bà con.",
		"Nội dung nào chưa gặp, bà con chọn không áp dụng.",
		"Bà con không có điện thoại có thể nhờ người thân giúp, hoặc tự điền phiếu giấy rồi bỏ vào hòm phiếu.",
		"Khi quét mã, bà con không phải cài ứng dụng, không phải nhập mật khẩu hay số tài khoản.",
		"Ý kiến khen hay chê đều được tính như nhau.",
		"Kết quả các kỳ được niêm yết tại nơi tiếp nhận hồ sơ để bà con theo dõi.")
	end.say(must, "Xin cảm ơn bà con đã lắng nghe.")
	return budgeted([]paragraph{open, result, about,
		spokenPlans("Sau đây là việc "+f.kind+" đã làm.", optional, f.done),
		spokenPlans("Trong thời gian tới, "+f.kind+" sẽ làm những việc sau.", welcome, f.next), end}, 0, BulletinLeast, BulletinMost)
}

func (f *facts) spokenPeriod() string { return spoken(f.period) }

func (f *facts) spokenSubject() string {
	unit := aloud(f.unit, spokenUnit, "địa phương")
	office := aloud(f.office, spokenOffice, "Ủy ban nhân dân "+unit)
	return raised(office) + " xin thông báo kết quả khảo sát sự hài lòng của người dân, tổ chức về sự phục vụ hành chính, " + f.spokenPeriod() + "."
}

func (f *facts) spokenCount() string {
	if f.state == none {
		return f.nobody() + ", nên chưa có kết quả để thông báo."
	}
	return "Trong kỳ, có " + Number(f.n) + " phiếu trả lời được tính, " + f.spokenChannels() + "."
}

func (f *facts) spokenChannels() string {
	var list []string
	hidden := false
	for _, p := range f.r.Channels {
		name := channels[survey.Channel(p.Code)].spoken
		switch {
		case p.Hidden || name == "":
			hidden = true
		case p.Index.Responses > 0:
			list = append(list, name)
		}
	}
	switch {
	case len(list) == 0:
		return "hình thức trả lời không nêu riêng, để không ai bị nhận ra"
	case hidden:
		list = append(list, "hình thức khác")
	}
	return "qua " + joined(list)
}

// spokenResult is the figures, or why there are none.
func (f *facts) spokenResult(p *paragraph) {
	limit := Number(index.FewLimit)
	switch f.state {
	case none:
		p.say(must, "Khi có đủ phiếu trả lời, kết quả sẽ được thông báo đầy đủ, dù cao hay thấp.")
		return
	case few:
		p.say(must, "Số phiếu này dưới "+limit+" phiếu, chưa đủ để công bố chỉ số, nên kỳ này không nêu tỷ lệ hài lòng.")
		return
	case blank:
		p.say(must, "Số câu trả lời hợp lệ dưới "+limit+", chưa đủ để công bố chỉ số, nên kỳ này không nêu tỷ lệ hài lòng.")
		return
	}
	p.say(must, "Chỉ số hài lòng chung là "+Percent(f.overall)+".")
	p.say(filler, "Đó là tỷ lệ lượt trả lời hợp lệ chọn mức hài lòng hoặc rất hài lòng.")
	among := "Nội dung"
	if f.partial() {
		among = "Trong các nội dung có đủ phiếu, nội dung"
	}
	p.say(wanted, spokenExtreme(among+" có tỷ lệ hài lòng cao nhất là ", f.best), spokenExtreme(among+" có tỷ lệ thấp nhất, cần cải thiện trước, là ", f.worst))
	if f.change.told {
		p.say(must, "So với "+spoken(f.change.period)+", khi chỉ số là "+Percent(f.change.before)+", "+f.change.verdict(decimal)+".")
	} else {
		p.say(wanted, "Không có số liệu kỳ trước để so sánh.")
	}
}

func spokenExtreme(head string, list []factor) string {
	if len(list) == 0 {
		return ""
	}
	var names []string
	for _, f := range list {
		name := aloud(lowered(f.label), spokenFactor, "")
		if name == "" {
			return ""
		}
		names = append(names, name)
	}
	return head + strings.Join(names, ", và ") + ", " + Percent(list[0].percent) + "."
}

// spokenCaveats are the spoken twins of lines.go.
func (f *facts) spokenCaveats(p *paragraph) {
	p.say(must, "Xin lưu ý, "+voluntary+".")
	p.say(must, "Kết quả này không so sánh với chỉ số của nơi khác hay của cả nước.")
	if f.r.Excluded > 0 {
		n := "dưới " + Number(report.SmallPart)
		if !f.fewExcluded() {
			n = Number(f.r.Excluded)
		}
		text := "Có " + n + " phiếu không được tính theo quyết định của hai người"
		if with := f.withExcluded(); with.Exists() {
			text += ", nếu tính cả thì chỉ số chung là " + Percent(with)
		}
		p.say(must, text+".")
	}
	locked := "Số liệu khóa " + readDay(f.Locked)
	if f.provisional() {
		locked = "Số liệu tạm tính, khóa " + readDay(f.Locked) + " khi kỳ khảo sát chưa kết thúc"
	}
	p.say(must, locked+", tính theo phương pháp đã công bố.")
	if f.Edition == 1 {
		p.say(must, "Đây là bản công bố lần đầu.")
		return
	}
	p.say(must, "Đây là bản thứ "+ordinal(f.Edition)+", đính chính lần "+ordinal(f.Edition-1)+".")
}

func ordinal(n int) string {
	switch n {
	case 1:
		return "nhất"
	case 4:
		return "tư"
	}
	return Number(int64(n))
}

// spokenPlans is what people wrote, as far as there is room.
func spokenPlans(head string, r rank, lines []string) paragraph {
	p := paragraph{head: head}
	for _, line := range shortened(lines, spokenLine) {
		text := spoken(line)
		if text == "" || longWord(text) {
			continue
		}
		if fields := strings.Fields(text); len(fields) > spokenLine {
			text = strings.TrimRight(strings.Join(fields[:spokenLine], " "), ",;:")
		}
		p.say(r, raised(text)+".")
	}
	return p
}

// bulletinLines are the paragraphs of the bulletin.
func (f *facts) bulletinLines() []string {
	var lines []string
	for _, p := range f.bulletin() {
		lines = append(lines, strings.TrimSpace(p.head+" "+p.text()))
	}
	return lines
}

// bulletinDocument is the bulletin in large letters, to be read standing.
func (f *facts) bulletinDocument() *docx.Document {
	d := f.document("Bản tin truyền thanh", []docx.Style{{ID: "Doc", Name: "Bản tin", Half: 36, Align: docx.Left, After: 200, Line: 360}})
	for _, line := range f.bulletinLines() {
		d.Body = append(d.Body, docx.Paragraph{Style: "Doc", Text: line})
	}
	return d
}
