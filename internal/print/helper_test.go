package print

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"hailong/internal/survey"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// golden compares what was made with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (make it with -update)", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; got\n%s\nwant\n%s", file, got, want)
	}
}

// afternoon is when everything in the tests is printed.
var afternoon = time.Date(2026, time.November, 23, 15, 4, 5, 0, time.UTC)

func both(vi, en string) survey.Text {
	return survey.Text{survey.Vietnamese: vi, survey.English: en}
}

// commune returns a poster as the commune hangs it.
func commune() Poster {
	return Poster{
		Address: "https://ninhgiang.haiphong.gov.vn/s/AB3K7Q",
		Code:    "AB3K7Q",
		Unit:    survey.Unit{Name: both("xã Ninh Giang", "Ninh Giang commune"), Authority: both("Ủy ban nhân dân xã Ninh Giang", "People's Committee of Ninh Giang commune")},
		Place:   survey.Place{Name: both("Trung tâm Phục vụ hành chính công xã Ninh Giang", "Ninh Giang public service centre")},
		Counter: &survey.Counter{Name: both("Quầy 1 – Hộ tịch, chứng thực", "Counter 1 – Civil status")},
	}
}

// counters returns posters of several counters of one place.
func counters(n int) []Poster {
	list := make([]Poster, n)
	for i := range list {
		p := commune()
		p.Code = fmt.Sprintf("AB%04d", i)
		p.Address = "https://ninhgiang.haiphong.gov.vn/s/" + p.Code
		p.Counter = &survey.Counter{Name: both(fmt.Sprintf("Quầy %d", i+1), "")}
		list[i] = p
	}
	return list
}

// hostile are names that somebody may type.
var hostile = map[string]string{
	"empty":        "",
	"blank":        " \t\n ",
	"emoji":        "Quầy 😀 một 👨‍👩‍👧‍👦 hai 🏳️‍🌈 ba 1️⃣",
	"decomposed":   "Tru\u0323 so\u031b\u0309 tie\u0302\u0301p da\u0302n",
	"arabic":       "مركز الخدمة Quầy ١",
	"hebrew":       "שלום Quầy 2",
	"directions":   "\u202eyầuQ\u202c \u2067Quầy\u2069 3\u200f",
	"controls":     "Quầy\x00\x07 4\r\n\u2028Hộ tịch",
	"bad bytes":    "Quầy \xff\xfe\xc3 5",
	"unassigned":   "Quầy \U0010ffff\uffff\ufdd0\ue000 6",
	"han":          "Quầy 漢字かな 7",
	"stacked":      "Q" + strings.Repeat("\u0301\u0323\u0489", 60) + "uầy",
	"200 letters":  strings.Repeat("W", 200),
	"200 in words": string([]rune(strings.Repeat("Trung tâm Phục vụ hành chính công ", 7))[:200]),
	"200 capitals": string([]rune(strings.Repeat("ỦY BAN NHÂN DÂN XÃ NINH GIẲNG ", 7))[:200]),
	"2000 letters": strings.Repeat("ệ", 2000),
	"operators":    `(Quầy) \ ) Tj ET << >> % 8`,
}

// named returns the commune's poster with the same name in all places.
func named(name string) Poster {
	p := commune()
	p.Unit.Authority = both(name, name)
	p.Place.Name = both(name, name)
	p.Counter = &survey.Counter{Name: both(name, name)}
	return p
}

// made writes a document and returns its bytes.
func made(t testing.TB, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A kind is one of the documents there are.
type kind struct {
	name string
	// list, o and make are of posters and stickers.
	list []Poster
	o    Options
	make func([]Poster, Options) (*document, error)
	// draw is of all else, and codes is what its codes hold, in their order.
	draw  func() (*document, error)
	codes []string
	// free is the margin that no text stands in.
	free float64
}

// posterKinds returns every kind of document made from posters, with the options
// that change it most.
func posterKinds() []kind {
	var all []kind
	for _, l := range []survey.Lang{survey.Vietnamese, survey.English} {
		for _, size := range Sizes() {
			all = append(all, kind{name: fmt.Sprintf("%s_%s", size, l), list: []Poster{commune()}, o: Options{Size: size, Lang: l, Printed: afternoon}, make: posters})
		}
		all = append(all, kind{name: fmt.Sprintf("stickers_%s", l), list: []Poster{commune()}, o: Options{Lang: l, Printed: afternoon}, make: stickers})
	}
	insecure := commune()
	insecure.Address = "http://192.168.1.20:8080/s/AB3K7Q"
	for _, size := range Sizes() {
		all = append(all, kind{name: fmt.Sprintf("%s_trial", size), list: []Poster{insecure}, o: Options{Size: size, Printed: afternoon}, make: posters})
	}
	all = append(all,
		kind{name: "stickers_trial", list: []Poster{insecure}, o: Options{Printed: afternoon}, make: stickers},
		kind{name: "stickers_many", list: counters(30), o: Options{Printed: afternoon}, make: stickers},
		kind{name: "a4_many", list: counters(3), o: Options{Size: A4, Printed: afternoon}, make: posters},
	)
	for i := range all {
		all[i].free = edge
		if strings.HasPrefix(all[i].name, "stickers") {
			all[i].free = 4 // labels are sold for printers that reach that far
		}
	}
	return all
}

// kinds returns every kind of document.
func kinds(t testing.TB) []kind {
	return append(posterKinds(), paperKinds(t)...)
}

// drawn makes the kind's document.
func (k *kind) drawn() (*document, error) {
	if k.draw != nil {
		return k.draw()
	}
	return k.make(k.list, k.o)
}

// document does the same in a test.
func (k *kind) document(t testing.TB) *document {
	t.Helper()
	d, err := k.drawn()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// outline writes down what stands where, so that a golden file can be read.
func outline(d *document) string {
	var b strings.Builder
	for i, p := range d.pages {
		p = p.whole()
		fmt.Fprintf(&b, "page %d: %.0f x %.0f mm\n", i+1, p.sheet.w, p.sheet.h)
		for _, c := range p.codes {
			fmt.Fprintf(&b, "  code %.1f,%.1f %.1f x %.1f\n", c.x, c.y, c.w, c.h)
		}
		if len(p.ticks) > 0 {
			fmt.Fprintf(&b, "  %d boxes to tick, the first at %.1f,%.1f, the last at %.1f,%.1f\n", len(p.ticks),
				p.ticks[0].x, p.ticks[0].y, p.ticks[len(p.ticks)-1].x, p.ticks[len(p.ticks)-1].y)
		}
		for _, x := range p.texts {
			fmt.Fprintf(&b, "  text %.1f,%.1f %.1f x %.1f %s %.1f pt: %s\n", x.at.x, x.at.y, x.at.w, x.at.h, x.style.face.name, x.size, strings.Join(x.lines, " / "))
		}
	}
	return b.String()
}

var (
	streams = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	lengths = regexp.MustCompile(`/Length \d+`)
)

// digest hashes a document as it is before compression: the compressor of
// another Go release may choose other bytes for the same content.
func digest(t *testing.T, pdf []byte) string {
	t.Helper()
	body, _, found := bytes.Cut(pdf, []byte("\nxref\n"))
	if !found {
		t.Fatal("the document has no xref")
	}
	body = streams.ReplaceAllFunc(body, func(s []byte) []byte {
		packed := streams.FindSubmatch(s)[1]
		r, err := zlib.NewReader(bytes.NewReader(packed))
		if err != nil {
			return s // not compressed
		}
		plain, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("inflate a stream: %v", err)
		}
		return plain
	})
	return fmt.Sprintf("%x", sha256.Sum256(lengths.ReplaceAll(body, nil)))
}
