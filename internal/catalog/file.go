package catalog

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxSize is far beyond any questionnaire that a person would finish.
const maxSize = 256 << 10

// maxComplaints is what a person can bear to read about one file.
const maxComplaints = 100

// A file is the source of one template, or of the fields.
type file struct {
	name string
	// source is UTF-8 with composed letters and \n line ends.
	source []byte
	// lines holds the line of every key that was read.
	lines      map[string]int
	complaints Complaints
}

// complain adds a complaint at a key, at the line of that key or of the nearest
// one around it: what is missing has no line of its own.
func (f *file) complain(key, format string, args ...any) {
	f.complainAt(f.line(key), key, format, args...)
}

func (f *file) complainAt(line int, key, format string, args ...any) {
	switch n := len(f.complaints); {
	case n < maxComplaints:
		f.complaints = append(f.complaints, Complaint{f.name, line, key, fmt.Sprintf(format, args...)})
	case n == maxComplaints:
		f.complaints = append(f.complaints, Complaint{File: f.name, Message: "there is more to complain about; mend these first"})
	}
}

func (f *file) line(key string) int {
	for {
		line, ok := f.lines[key]
		switch {
		case ok:
			return line
		case key == "":
			return 1
		}
		key = enclosing(key)
	}
}

// enclosing returns the key around a key: that of a[1].b is a[1], that of a[1]
// is a, and that of a is "", the file.
func enclosing(key string) string {
	return key[:max(strings.LastIndexAny(key, ".["), 0)]
}

// open reads a file of the folder. What cannot be read at all is a complaint
// like any other, so that one bad file does not hide the rest.
func open(fsys fs.FS, name string) *file {
	f := newFile(name, nil)
	b, err := readSome(fsys, name)
	switch {
	case err != nil:
		f.complainAt(0, "", "the file cannot be read: %v", err)
	case len(b) > maxSize:
		f.complainAt(0, "", "the file is over %d KiB; a questionnaire is far smaller, split it or remove what is not one", maxSize>>10)
	case !utf8.Valid(b):
		f.complainAt(1+bytes.Count(b[:validPrefix(b)], []byte("\n")), "", "the file is not UTF-8 here; save it as UTF-8")
	default:
		f.source = plain(b)
	}
	return f
}

func newFile(name string, source []byte) *file {
	return &file{name: name, source: source, lines: map[string]int{}}
}

func readSome(fsys fs.FS, name string) ([]byte, error) {
	r, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close() //nolint:errcheck // only read from
	return io.ReadAll(io.LimitReader(r, maxSize+1))
}

// validPrefix returns how many bytes are valid UTF-8 from the start.
func validPrefix(b []byte) int {
	n := 0
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	return n
}

// plain undoes what editors do to a file without its author seeing it: the byte
// order mark and line ends of Windows, the decomposed letters of macOS.
func plain(b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
	return norm.NFC.Bytes(b)
}
