package publish

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"time"
)

// ReadFirst is the file of the pack that says which of the others is for whom.
const ReadFirst = "DOC-TRUOC.txt"

// WritePack writes a ZIP archive with every format and ReadFirst. Its files bear
// the day of the lock. An issue that cannot be published is a *BadIssue, before
// the first byte.
func WritePack(w io.Writer, i *Issue) error {
	f, err := i.drawn()
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	files := append([]Format{{Code: "doc-truoc", File: ReadFirst, Extension: "txt", write: lined((*facts).guide)}}, Formats...)
	for _, o := range files {
		if err := o.pack(z, f); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("publish pack: %w", err)
	}
	return nil
}

// pack puts one output into the archive. What is packed already is only stored.
func (o *Format) pack(z *zip.Writer, f *facts) error {
	var b bytes.Buffer
	if err := o.of(&b, f); err != nil {
		return err
	}
	h := &zip.FileHeader{Name: o.File, Method: zip.Deflate, Modified: packed(f.Locked.Time())}
	if o.Extension == "png" || o.Extension == "docx" {
		h.Method = zip.Store
	}
	out, err := z.CreateHeader(h)
	if err == nil {
		_, err = out.Write(b.Bytes())
	}
	if err != nil {
		return fmt.Errorf("publish pack: %s: %w", o.File, err)
	}
	return nil
}

// packed returns the time that stands in the archive, whose years begin in 1980.
func packed(t time.Time) time.Time {
	if first := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC); t.Before(first) {
		return first
	}
	return t
}

// guide is the text of ReadFirst.
func (f *facts) guide() []string {
	lines := []string{
		"BỘ TÀI LIỆU CÔNG BỐ: kết quả khảo sát sự hài lòng về phục vụ hành chính, " + clip(f.unit, longestUnit) + ", " + f.period + ".",
		f.headline(),
		"Mọi tài liệu trong bộ này lấy từ cùng một báo cáo. Khi sửa câu chữ, xin không sửa con số.",
	}
	for _, o := range Formats {
		lines = append(lines, o.File+"\r\n  "+o.Name+". Dành cho: "+o.For+".")
	}
	lines = append(lines, "Khi đăng ảnh, xin dán nội dung tệp mô tả (alt-…) vào ô mô tả ảnh để người không nhìn được cũng biết.")
	return append(lines, f.notes()...)
}
