package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// sample is a document with everything, of which every string is s.
func sample(s string) *Document {
	p := Paragraph{Style: "Body", Text: s}
	return &Document{
		Title: s, Lang: "vi-VN", Made: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), PageNumbers: "Number",
		Top: Millimetres(20), Right: Millimetres(20), Bottom: Millimetres(20), Left: Millimetres(30),
		Styles: []Style{
			{ID: "Body", Name: "Body " + s, Half: 26, Align: Justified, First: 567, KeepNext: true, PageBefore: true, Level: 1, Bold: true, Italic: true},
			{ID: "Number", Name: "header", Half: 26, Align: Centre},
		},
		Body: []Block{p, Paragraph{Style: "Body", Text: s, Rule: 1000, Keep: true}, Table{
			Grid: []Twips{1000, 2000}, Ruled: true, Heads: 1, Caption: s, Description: s, Tight: true,
			Rows: []Row{
				{Cells: []Cell{{Texts: []Paragraph{p}}, {Texts: []Paragraph{p}, Middle: true}}},
				{Least: 500, Cells: []Cell{{Span: 2, Fill: "E7E7E7", Texts: []Paragraph{{Style: "Body", Text: s, Rule: 500}}}}},
				{Cells: []Cell{{}, {}}},
			},
		}, Table{Grid: []Twips{500}, Rows: []Row{{Cells: []Cell{{}}}}}},
	}
}

func written(t interface {
	Helper()
	Fatal(...any)
}, d *Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// parts unpacks a document.
func parts(t interface {
	Helper()
	Fatal(...any)
}, file []byte) map[string]string {
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

// texts parses XML to its end and returns the texts of its w:t elements.
func texts(part string) ([]string, error) {
	var list []string
	d := xml.NewDecoder(strings.NewReader(part))
	in := false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return list, nil
		}
		if err != nil {
			return nil, err
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

func TestADocumentHoldsItsPartsAndNothingOutside(t *testing.T) {
	all := parts(t, written(t, sample("Xã Ninh Giang")))
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "word/header1.xml", "docProps/core.xml"} {
		if all[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	for name, content := range all {
		if _, err := texts(content); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(content, `TargetMode="External"`) {
			t.Errorf("%s points outside", name)
		}
	}
	for _, want := range []string{
		`<w:tblHeader/>`, `<w:titlePg/>`, `<w:gridSpan w:val="2"/>`, `w:left="1701"`, `w:right="1134"`, `<w:tblDescription w:val="Xã Ninh Giang"/>`,
	} {
		if !strings.Contains(all["word/document.xml"], want) {
			t.Errorf("the document lacks %s", want)
		}
	}
	if !strings.Contains(all["word/header1.xml"], "PAGE") {
		t.Error("the header has no page number")
	}
}

func TestTheSameDocumentIsTheSameBytes(t *testing.T) {
	if !bytes.Equal(written(t, sample("a")), written(t, sample("a"))) {
		t.Error("two writings differ")
	}
}

func TestNoNumbersOfPagesWhereNoneAreWanted(t *testing.T) {
	d := sample("a")
	d.PageNumbers = ""
	if header := parts(t, written(t, d))["word/header1.xml"]; strings.Contains(header, "PAGE") {
		t.Errorf("header %s", header)
	}
}

var errFull = errors.New("disk full")

// A full writer takes so many bytes and then fails.
type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestAFullDiskIsReported(t *testing.T) {
	size := len(written(t, sample("a")))
	for room := 0; room < size; room += 61 {
		if err := Write(&full{room}, sample("a")); !errors.Is(err, errFull) {
			t.Fatalf("with room for %d of %d bytes: %v", room, size, err)
		}
	}
}

// checkText holds that whatever the string, the document is well formed and
// gives the string back as far as XML can hold it.
func checkText(t interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}, s string) {
	t.Helper()
	all := parts(t, written(t, sample(s)))
	for name, content := range all {
		if _, err := texts(content); err != nil {
			t.Fatalf("%s of %q: %v", name, s, err)
		}
	}
	got, _ := texts(all["word/document.xml"])
	want := slices.DeleteFunc(strings.Split(clean(s), "\n"), func(line string) bool { return line == "" })
	if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
		t.Fatalf("%q is read back as %q, want %q", s, got, want)
	}
}

// nasty are strings of what breaks files.
func nasty() *rapid.Generator[string] {
	return rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.SampledFrom([]rune("<>&\"'\x00\x01\t\n\r\x7f\u0085\u200f\u202e\ufeff\ufffe\uffff\u2028é😀]")), 0, 40, -1),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
}

func TestAnyTextMakesAWellFormedDocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkText(t, nasty().Draw(t, "text")) })
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "<w:t>&amp;]]>", "\x00\x0b\ufffe", "\xff\xfe", "a\r\nb\n\nc", "\ud7ff\ue000", "=1+1", " a ", "\u202e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkText(t, s) })
}

func TestWhatXMLCannotHoldIsReplaced(t *testing.T) {
	for s, want := range map[string]string{
		"tốt\tlắm\n": "tốt\tlắm\n", "a\x00b": "a\ufffdb", "\r": "\ufffd", "\uffff": "\ufffd", "\u0085": "\ufffd", "\xc3": "\ufffd", "😀": "😀",
	} {
		if got := clean(s); got != want {
			t.Errorf("clean(%q) = %q, want %q", s, got, want)
		}
	}
}
