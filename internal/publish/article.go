package publish

import (
	"strings"

	"hailong/internal/index"
)

// The length of the article in words, without and with its table.
const (
	ArticleLeast = 400
	ArticleMost  = 600
)

// articleLine is the number of words of a line of people in an article.
const articleLine = 60

// An article is the text for the portal: the same as HTML and as DOCX.
type article struct {
	Title      string
	paragraphs []paragraph
	table      []factor
	// caption stands above the table; alt describes the picture.
	caption, alt string
	address      string
}

// article writes the article. The names in the table count as words.
func (f *facts) article() *article {
	a := &article{
		Title:   "Kết quả khảo sát sự hài lòng về phục vụ hành chính của " + clip(f.unit, longestUnit) + ", " + f.period,
		caption: "Chỉ số hài lòng theo yếu tố, " + f.period + " (" + number(f.n) + " phiếu)",
		table:   f.factors, address: f.address(),
	}
	spent := count(a.Title)
	if len(a.table) > 0 {
		a.alt = f.alt()
		spent += count(a.caption) + count("Yếu tố Chỉ số hài lòng")
		for _, one := range a.table {
			spent += count(one.label) + count(one.figure())
		}
	}
	text := []paragraph{f.sapo(), f.mainPart(), f.factorPart(), f.changePart()}
	text = append(text, f.wordParts()...)
	text = append(text, f.gathered(), f.takePart(), f.reading())
	// What is spent on the table must not make the text itself too short.
	a.paragraphs = budgeted(text, spent, ArticleLeast+spent-count(a.Title), ArticleMost)
	return a
}

func (f *facts) sapo() paragraph {
	p := paragraph{kind: lead}
	p.say(must, clip(f.office, 2*longestUnit)+" công bố kết quả khảo sát sự hài lòng của người dân, tổ chức về sự phục vụ hành chính "+f.period+". "+f.headline())
	return p
}

func (f *facts) mainPart() paragraph {
	p := paragraph{head: "Kết quả chung"}
	switch f.state {
	case enough:
		p.say(must, "Trong kỳ có "+number(f.n)+" phiếu trả lời được tính. Chỉ số hài lòng chung là "+percent(f.overall)+".")
		p.say(must, "Đó là tỷ lệ lượt trả lời hợp lệ ở mức hài lòng hoặc rất hài lòng, gộp của các nội dung được hỏi.")
		if q := f.r.Index.OverallQuestion; q != nil && q.Valid >= index.FewLimit {
			p.say(wanted, "Riêng câu hỏi chung về lần phục vụ gần nhất, tỷ lệ hài lòng là "+percent(q.Percent())+".")
		}
	case none:
		p.say(must, "Kỳ này không có số liệu để công bố. Khi có đủ phiếu trả lời, kết quả sẽ được công bố đầy đủ, dù cao hay thấp.")
	default:
		p.say(must, "Với số phiếu như vậy, một vài người trả lời khác đi cũng làm tỷ lệ thay đổi nhiều, nên kỳ này không nêu tỷ lệ hài lòng.")
		p.say(must, "Khi có đủ phiếu trả lời, kết quả sẽ được công bố đầy đủ, dù cao hay thấp.")
	}
	return p
}

func (f *facts) factorPart() paragraph {
	p := paragraph{head: "Kết quả theo từng yếu tố", kind: figures}
	if f.state != enough {
		return paragraph{}
	}
	p.say(wanted, f.extreme("Yếu tố có tỷ lệ hài lòng cao nhất", f.best), f.extreme("Yếu tố có tỷ lệ hài lòng thấp nhất", f.worst))
	for _, one := range f.factors {
		if one.mark == scarce || one.mark == withheld {
			p.say(must, "Nội dung ghi “ít phiếu” có ít câu trả lời hợp lệ, không nên dùng để so sánh.")
			break
		}
	}
	p.say(must, "Số liệu chi tiết ở bảng dưới đây.")
	return p
}

func (f *facts) changePart() paragraph {
	if f.state != enough {
		return paragraph{}
	}
	p := paragraph{head: "So với kỳ trước"}
	p.say(must, f.compared())
	if f.change.told {
		p.say(filler, "Hai kỳ dùng cùng mẫu phiếu và cùng cách tính.")
	}
	return p
}

// wordParts is what people wrote, each under its heading.
func (f *facts) wordParts() []paragraph {
	list := func(head string, r rank, lines []string) paragraph {
		p := paragraph{head: head, list: true}
		p.say(r, shortened(lines, articleLine)...)
		return p
	}
	return []paragraph{
		list("Nhận định của "+f.kind, optional, f.view),
		list(raised(f.kind)+" đã làm gì", optional, f.done),
		list(raised(f.kind)+" sẽ làm gì", wanted, f.next),
	}
}

// gathered is how the figures came about and what they do not say.
func (f *facts) gathered() paragraph {
	p := paragraph{head: "Số liệu được thu thập thế nào"}
	p.say(must, f.asked(), f.reached())
	p.say(must, "Lưu ý: "+voluntary+", nên kết quả là ý kiến của những người đã trả lời.", incomparable)
	p.say(must, f.excluded(), f.flagged(), f.method(), f.lock(), f.edition())
	p.say(filler, "Câu trả lời “Không áp dụng” và câu bỏ trống không được tính vào mẫu số.",
		"Số liệu làm tròn đến hai chữ số thập phân; nội dung không có câu trả lời hợp lệ không ghi là 0.",
		"Số liệu của nhóm quá nhỏ không được nêu, để không ai bị nhận ra.")
	return p
}

func (f *facts) takePart() paragraph {
	p := paragraph{head: "Cách tham gia góp ý"}
	p.say(must, "Mỗi lần làm thủ tục, ông/bà có thể điền phiếu giấy tại nơi tiếp nhận hồ sơ hoặc dùng điện thoại quét mã QR niêm yết tại đó.")
	p.say(filler, "Phiếu không hỏi tên, số điện thoại hay số giấy tờ.",
		"Trả lời hay không, trả lời thế nào cũng không ảnh hưởng đến hồ sơ.",
		"Nội dung nào chưa gặp, xin chọn “Không áp dụng”.",
		"Người không có điện thoại có thể tự điền phiếu giấy và bỏ vào hòm phiếu, hoặc nhờ người thân giúp.",
		"Trang trả lời không yêu cầu cài ứng dụng, không hỏi mã OTP, số tài khoản; nếu thấy mã QR bị dán đè, xin báo ngay cho cán bộ.",
		"Cán bộ làm thủ tục không xem được từng phiếu.")
	if address := f.address(); address != "" {
		p.say(must, "Kết quả kỳ này được đăng tại: "+address)
	}
	return p
}

// reading helps to read such a result, where there is room.
func (f *facts) reading() paragraph {
	p := paragraph{head: "Cuộc khảo sát này hỏi gì"}
	var names []string
	for _, one := range f.r.Template.Factors {
		if name := clip(vietnamese(one.Text), longestFactor); name != "" && len(names) < 5 {
			names = append(names, lowered(name))
		}
	}
	if len(names) > 1 {
		p.say(filler, "Phiếu hỏi mức độ hài lòng về: "+strings.Join(names, "; ")+".")
	}
	p.say(filler, "Mỗi nội dung có năm mức, từ rất không hài lòng đến rất hài lòng.",
		"Người trả lời có thể viết thêm góp ý; góp ý được đọc và tổng hợp theo nhóm nội dung, không đăng nguyên văn.",
		"Ý kiến khen hay chê đều được tính như nhau, và không phiếu nào bị sửa hay xóa.",
		"Khảo sát thực hiện trách nhiệm lấy ý kiến đánh giá của người dân theo Luật Thực hiện dân chủ ở cơ sở.",
		"Số liệu đã công bố không thay đổi; nếu có sai sót, bản đính chính sẽ ghi rõ lần đính chính.",
		"Phiếu giấy và phiếu trả lời bằng điện thoại có cùng câu hỏi và được tính như nhau.",
		"Phiếu giấy thu được sau ngày khóa số liệu không làm thay đổi kết quả của kỳ đã công bố.",
		"Mỗi kỳ, kết quả được thông báo trên loa truyền thanh, trên trang thông tin điện tử, tại bảng niêm yết và trong các cuộc họp thôn.",
		"Kết quả được dùng để tìm ra việc cần cải thiện trước, không dùng để đánh giá riêng từng cán bộ.",
		"Chỉ số của một kỳ chỉ nên so sánh với kỳ có cùng mẫu phiếu và cùng cách tính.")
	return p
}

// alt says in words what the pictures show, to who cannot see them.
func (f *facts) alt() string {
	text := "Kết quả khảo sát sự hài lòng về phục vụ hành chính, " + clip(f.unit, longestUnit) + ", " + f.period + ". " + f.headline()
	if len(f.factors) > 0 {
		text += " Biểu đồ thanh ngang theo yếu tố:"
		for i, one := range f.factors {
			if i > 0 {
				text += ";"
			}
			text += " " + lowered(one.label) + " " + one.figure()
		}
		text += "."
	}
	return text
}
