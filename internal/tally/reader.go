package tally

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"hailong/internal/survey"
)

// A segment's bytes, version 2. Numbers are the varints of encoding/binary,
// zigzag where they may be negative, in their shortest form; a text is its
// length and its bytes.
//
//	magic     "hlseg" and the version, 2
//	campaign  text
//	date      zigzag number, days since 1970-01-01
//	table     number of texts, then each, ascending and none twice
//	sections  number of them, then each, ascending by code, version and width:
//	  code, version      of the template: number of the text; zigzag number
//	  width, blocks      numbers: cells of a row; how many blocks
//	  blocks             each, ascending by flags, place, channel, field, unit
//	                     and counter: the flags, a number; the five numbers of
//	                     texts; how many rows
//	  cells              a byte each, one column after the other, and in it the
//	                     rows of one block after the other, ascending
//	sum       the first 16 bytes of the SHA-256 of everything before
//
// Version 1 had no flags. Nothing reads it any more: segments are made again from
// the responses.
const (
	magic   = "hlseg\x02"
	sumSize = 16
)

// maxRows is the most rows of a segment. Only rows without cells, which take no
// bytes, could be as many.
const maxRows = 1 << 30

// ErrDamaged means that bytes are not a segment as it was written.
var ErrDamaged = errors.New("damaged segment")

func damaged(reason string) error { return fmt.Errorf("decode segment: %s: %w", reason, ErrDamaged) }

// checked returns the bytes before the sum, if it is theirs.
func checked(b []byte) ([]byte, error) {
	if len(b) < len(magic)+sumSize || string(b[:len(magic)]) != magic {
		return nil, damaged("it does not begin as one of version 2")
	}
	body := b[: len(b)-sumSize : len(b)-sumSize]
	if !bytes.Equal(sumOf(body), b[len(body):]) {
		return nil, damaged("its sum is wrong")
	}
	return body, nil
}

func sumOf(body []byte) []byte {
	sum := sha256.Sum256(body)
	return sum[:sumSize]
}

// A reader takes a segment apart. Once something is bad everything is zero, so
// that only the end need be looked at. Its lists grow with what was read, not
// with what a number promises.
type reader struct {
	rest  []byte
	texts []string
	bad   bool
}

func (r *reader) fail() {
	r.bad, r.rest = true, nil
}

// number reads a number of at most most.
func (r *reader) number(most int) int {
	n, size := binary.Uvarint(r.rest)
	// Zeros at the end would be another way of writing the same.
	if size <= 0 || size > 1 && r.rest[size-1] == 0 || n > uint64(most) {
		r.fail()
		return 0
	}
	r.rest = r.rest[size:]
	return int(n)
}

// signed reads a zigzag number.
func (r *reader) signed() int64 {
	n, size := binary.Varint(r.rest)
	if size <= 0 || size > 1 && r.rest[size-1] == 0 {
		r.fail()
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *reader) date() survey.Date {
	n := r.signed()
	if n < math.MinInt32 || n > math.MaxInt32 {
		r.fail()
		return 0
	}
	return survey.Date(n)
}

func (r *reader) bytes(n int) []byte {
	if n > len(r.rest) {
		r.fail()
		return nil
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) text() string { return string(r.bytes(r.number(len(r.rest)))) }

// table reads the texts that the rest names by number.
func (r *reader) table() {
	for i := range r.number(len(r.rest)) {
		s := r.text()
		if i > 0 && s <= r.texts[i-1] {
			r.fail()
		}
		if r.bad {
			return
		}
		r.texts = append(r.texts, s)
	}
}

// named reads the number of a text.
func (r *reader) named() string {
	n := r.number(math.MaxInt32)
	if n >= len(r.texts) {
		r.fail()
		return ""
	}
	return r.texts[n]
}
