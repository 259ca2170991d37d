package publish

import (
	"fmt"
	"io"
	"strings"

	"hailong/internal/docx"
)

// A Format is one of the outputs: how it is called, sent and written.
type Format struct {
	// Code names it in an address, File is its file in the pack, without accents.
	Code, File string
	Extension  string
	Media      string
	// Name is what people call it, For who uses it.
	Name, For string
	write     func(io.Writer, *facts) error
}

const (
	mediaText = "text/plain; charset=utf-8"
	mediaDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	mediaPDF  = "application/pdf"
	mediaPNG  = "image/png"
)

// The pictures, which other outputs name.
const (
	fileSquare = "anh-1x1.png"
	fileWide   = "anh-16x9.png"
)

const (
	forRadio  = "Trung tâm Văn hóa, Thể thao và Truyền thông (đài truyền thanh)"
	forPortal = "Văn phòng HĐND và UBND (Cổng thông tin điện tử)"
	forPost   = "Phòng Văn hóa - Xã hội (Zalo, Facebook)"
	forBoard  = "Trung tâm Phục vụ hành chính công, nhà văn hóa thôn (bảng niêm yết)"
	forHamlet = "Trưởng thôn (họp thôn)"
)

// Formats lists the outputs in the order of the pack.
var Formats = []Format{
	{"ban-tin", "ban-tin-truyen-thanh.txt", "txt", mediaText, "Bản tin truyền thanh", forRadio, lined((*facts).bulletinLines)},
	{"ban-tin-docx", "ban-tin-truyen-thanh.docx", "docx", mediaDOCX, "Bản tin truyền thanh, chữ lớn", forRadio, paged((*facts).bulletinDocument)},
	{"bai-viet", "bai-viet-cong-thong-tin.html", "html", "text/html; charset=utf-8", "Tin bài để dán vào Cổng thông tin điện tử", forPortal, writeArticleHTML},
	{"bai-viet-docx", "bai-viet-cong-thong-tin.docx", "docx", mediaDOCX, "Tin bài để sửa", forPortal, paged((*facts).articleDocument)},
	{"bai-dang", "bai-dang-mang-xa-hoi.txt", "txt", mediaText, "Bài đăng mạng xã hội", forPost, lined((*facts).postLines)},
	{"niem-yet-a4", "niem-yet-a4.pdf", "pdf", mediaPDF, "Tờ niêm yết khổ A4", forBoard, notice(false)},
	{"niem-yet-a3", "niem-yet-a3.pdf", "pdf", mediaPDF, "Tờ niêm yết khổ A3", forBoard, notice(true)},
	{"hop-thon", "hop-thon-a4.pdf", "pdf", mediaPDF, "Tờ phát họp thôn", forHamlet, writeHandout},
	{"anh-vuong", fileSquare, "png", mediaPNG, "Ảnh vuông", forPost, picturedAs(square)},
	{"anh-vuong-mo-ta", "alt-1x1.txt", "txt", mediaText, "Mô tả ảnh vuông cho người không nhìn được", forPost, lined((*facts).altLines)},
	{"anh-ngang", fileWide, "png", mediaPNG, "Ảnh ngang", forPortal, picturedAs(wide)},
	{"anh-ngang-mo-ta", "alt-16x9.txt", "txt", mediaText, "Mô tả ảnh ngang cho người không nhìn được", forPortal, lined((*facts).altLines)},
}

// FormatOf returns the format with a code.
func FormatOf(code string) (Format, bool) {
	for _, f := range Formats {
		if f.Code == code {
			return f, true
		}
	}
	return Format{}, false
}

// Write writes the output. An issue that cannot be published is a *BadIssue,
// before the first byte.
func (o Format) Write(w io.Writer, i *Issue) error {
	f, err := i.drawn()
	if err != nil {
		return err
	}
	return o.of(w, f)
}

func (o *Format) of(w io.Writer, f *facts) error {
	if err := o.write(w, f); err != nil {
		return fmt.Errorf("publish %s: %w", o.Code, err)
	}
	return nil
}

// lined writes lines as a text file. The Notepad of old Windows takes a file for
// UTF-8 only by its mark, and breaks lines only at both signs.
func lined(lines func(*facts) []string) func(io.Writer, *facts) error {
	return func(w io.Writer, f *facts) error {
		_, err := io.WriteString(w, "\ufeff"+strings.Join(lines(f), "\r\n\r\n")+"\r\n")
		return err
	}
}

func paged(document func(*facts) *docx.Document) func(io.Writer, *facts) error {
	return func(w io.Writer, f *facts) error { return docx.Write(w, document(f)) }
}

// altLines are the words of a picture, small print too.
func (f *facts) altLines() []string { return append([]string{f.alt()}, f.notes()...) }
