package publish

import (
	"strings"

	"hailong/internal/survey"
)

// The length of the post in words.
const (
	PostLeast = 80
	PostMost  = 120
)

// How many characters a name may have where there is little room.
const (
	postUnit   = 32
	postFactor = 36
	postLine   = 24 // words
)

// post is the text of a post. No comment is quoted and there is no hashtag. Names
// are cut only where a sentence that is wanted would be left out otherwise.
func (f *facts) post() []paragraph {
	whole := f.posted(longestFactor)
	if short := f.posted(postFactor); said(short) > said(whole) {
		return short
	}
	return whole
}

// said is the number of sentences that had to be said or were wanted.
func said(text []paragraph) (n int) {
	for _, p := range text {
		for _, s := range p.sentences {
			if s.rank <= wanted {
				n++
			}
		}
	}
	return n
}

// posted is the post with names of factors of so many characters.
func (f *facts) posted(longest int) []paragraph {
	var result, plan, about, end paragraph
	head := "Kết quả khảo sát hài lòng về phục vụ hành chính, " + clip(f.unit, postUnit) + ", " + f.period + "."
	result.say(must, head, f.headline())
	if f.state == enough {
		result.say(wanted, f.extreme("Cao nhất", cut(f.best, longest)), f.extreme("Thấp nhất", cut(f.worst, longest)))
		if f.change.told {
			result.say(wanted, f.compared())
		}
	}
	for i, line := range shortened(f.next, postLine) {
		if i == 0 {
			plan.say(welcome, raised(f.kind)+" sẽ làm: "+line)
		}
	}
	about.say(must, "Lưu ý: "+voluntary+"; không so sánh với chỉ số của nơi khác.", f.shortReached(), f.shortExcluded(),
		"Phương pháp "+clip(plain(f.r.Index.Method), postUnit)+"; khóa số liệu "+day(f.Locked)+f.unfinished()+"; "+lowered(f.edition()))
	end.say(filler, "Ông/bà có thể góp ý bằng phiếu giấy hoặc quét mã QR tại nơi tiếp nhận hồ sơ mỗi lần làm thủ tục.",
		"Phiếu không hỏi tên; trả lời thế nào cũng không ảnh hưởng đến hồ sơ.",
		"Ý kiến khen hay chê đều được tính như nhau.")
	if address := f.address(); address != "" {
		end.say(must, "Chi tiết: "+address)
	} else {
		end.say(must, "Kết quả đầy đủ được niêm yết tại nơi tiếp nhận hồ sơ.")
	}
	return budgeted([]paragraph{result, plan, about, end}, 0, PostLeast, PostMost)
}

func (f *facts) unfinished() string {
	if f.provisional() {
		return " (tạm tính, kỳ chưa kết thúc)"
	}
	return ""
}

func cut(list []factor, longest int) []factor {
	var short []factor
	for _, f := range list {
		f.label = clip(f.label, longest)
		short = append(short, f)
	}
	return short
}

func (f *facts) shortReached() string {
	var list []string
	hidden := false
	for _, p := range f.r.Channels {
		name := channels[survey.Channel(p.Code)].written
		switch {
		case p.Hidden || name == "":
			hidden = true
		case p.Index.Responses > 0:
			list = append(list, name+" "+number(p.Index.Responses))
		}
	}
	switch {
	case len(list) == 0 && f.n > 0:
		return "Hình thức trả lời: không nêu riêng, để không ai bị nhận ra."
	case len(list) == 0:
		return "Khảo sát qua mã QR và phiếu giấy."
	case hidden:
		list = append(list, "hình thức khác")
	}
	return "Trả lời qua: " + strings.Join(list, ", ") + "."
}

func (f *facts) shortExcluded() string {
	if f.r.Excluded == 0 {
		return ""
	}
	text := "Không tính " + f.excludedNumber() + " phiếu bị loại"
	if with := f.withExcluded(); with.Exists() {
		text += " (nếu tính cả: " + percent(with) + ")"
	}
	return text + "."
}

// postLines are the lines of the post.
func (f *facts) postLines() []string {
	var lines []string
	for _, p := range f.post() {
		for _, s := range p.sentences {
			lines = append(lines, s.text)
		}
	}
	return lines
}
