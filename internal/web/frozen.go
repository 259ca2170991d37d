package web

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/gin-gonic/gin"

	"hailong/internal/intake"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// A frozenForm is a form's page, rendered and compressed once. Only the
// one-time key differs between two citizens. It stands at the very end of the
// page, so that everything before it is sent as it is: in plain bytes, or as a
// compressed stream to which the end is added as one stored block.
type frozenForm struct {
	policy []string
	head   []byte // up to the key
	tail   []byte // after it
	packed []byte // gzip header and head, deflated, ending on a byte
	crc    uint32 // of head
	brotli []byte // head, ending on a byte
}

// frozenForms keeps one page for each form and language. A form that changed is
// another pointer, so that a stale page is never shown.
type frozenForms struct {
	mu    sync.Mutex
	pages map[frozenKey]*freezing
}

type frozenKey struct {
	code string
	lang survey.Lang
}

// A freezing makes the page of a form once, however many ask for it at the same
// time: packing it as well as can be takes a tenth of a second.
type freezing struct {
	form *intake.Form
	page func() (*frozenForm, error)
}

// keyMark stands for the key while a page is rendered.
const keyMark = "ONE-TIME-KEY"

// gzipHeader is RFC 1952's: deflate, no name, no time, unknown system.
var gzipHeader = []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255}

func (f *frozenForms) get(form *intake.Form, l survey.Lang, render func(key string) (page.Rendered, error)) (*frozenForm, error) {
	key := frozenKey{form.Poster.Code, l}
	f.mu.Lock()
	kept := f.pages[key]
	if kept == nil || kept.form != form {
		kept = &freezing{form, sync.OnceValues(func() (*frozenForm, error) {
			r, err := render(keyMark)
			if err != nil {
				return nil, err
			}
			return freeze(r)
		})}
		f.pages[key] = kept
	}
	f.mu.Unlock()
	return kept.page()
}

func freeze(r page.Rendered) (*frozenForm, error) {
	at := bytes.LastIndex(r.HTML, []byte(keyMark))
	if at < 0 {
		return nil, fmt.Errorf("freeze form: the page has no place for the key")
	}
	f := &frozenForm{policy: []string{policy(r)}, head: r.HTML[:at], tail: r.HTML[at+len(keyMark):]}
	f.crc = crc32.ChecksumIEEE(f.head)
	packed := bytes.NewBuffer(bytes.Clone(gzipHeader))
	w, err := flate.NewWriter(packed, flate.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("freeze form: %w", err)
	}
	if _, err := w.Write(f.head); err != nil {
		return nil, fmt.Errorf("freeze form: %w", err)
	}
	if err := w.Flush(); err != nil { // ends on a byte, so that a block can follow
		return nil, fmt.Errorf("freeze form: %w", err)
	}
	f.packed = packed.Bytes()
	var small bytes.Buffer
	b := brotli.NewWriterLevel(&small, brotli.BestCompression)
	if _, err := b.Write(f.head); err != nil {
		return nil, fmt.Errorf("freeze form: %w", err)
	}
	if err := b.Flush(); err != nil { // ends on a byte, too
		return nil, fmt.Errorf("freeze form: %w", err)
	}
	f.brotli = small.Bytes()
	return f, nil
}

// Header values of every form.
var (
	htmlType = []string{"text/html; charset=utf-8"}
	formVary = []string{"Accept-Encoding, Accept-Language"}

	brotliCoding = []string{"br"}
	gzipCoding   = []string{"gzip"}
)

// bodies are the buffers in which pages are put together: one write of a whole page
// costs two thirds of what its parts cost one by one.
var bodies = sync.Pool{New: func() any { return new([]byte) }}

// send writes the page with a key of its own.
func (f *frozenForm) send(c *gin.Context, key string) {
	h := c.Writer.Header()
	h["Content-Type"], h["Content-Security-Policy"], h["Vary"] = htmlType, f.policy, formVary
	buffer := bodies.Get().(*[]byte)
	defer bodies.Put(buffer)
	body := (*buffer)[:0]
	switch {
	case accepts(c.Request, "br"):
		h["Content-Encoding"] = brotliCoding
		body = f.appendBrotliEnd(append(body, f.brotli...), key)
	case accepts(c.Request, "gzip"):
		h["Content-Encoding"] = gzipCoding
		body = f.appendGzipEnd(append(body, f.packed...), key)
	default:
		body = f.appendEnd(append(body, f.head...), key)
	}
	*buffer = body
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	c.Status(http.StatusOK)
	c.Writer.Write(body) // a client that went away is not our fault
}

// appendEnd appends what differs between two people, and what follows.
func (f *frozenForm) appendEnd(b []byte, key string) []byte {
	return append(append(b, key...), f.tail...)
}

// appendGzipEnd appends the last stored block of the stream (RFC 1951, 3.2.4) and the
// checksum and length over everything (RFC 1952).
func (f *frozenForm) appendGzipEnd(b []byte, key string) []byte {
	n := uint16(len(key) + len(f.tail))
	b = append(b, 1) // final, stored
	b = binary.LittleEndian.AppendUint16(b, n)
	b = binary.LittleEndian.AppendUint16(b, ^n)
	b = f.appendEnd(b, key)
	sum := crc32.Update(f.crc, crc32.IEEETable, b[len(b)-int(n):])
	b = binary.LittleEndian.AppendUint32(b, sum)
	return binary.LittleEndian.AppendUint32(b, uint32(len(f.head)+int(n)))
}

// appendBrotliEnd appends the last of a stream (RFC 7932, 9.2): an uncompressed
// meta-block and an empty one that says that it is the last.
func (f *frozenForm) appendBrotliEnd(b []byte, key string) []byte {
	head := uint32(len(key)+len(f.tail)-1)<<3 | 1<<19 // not last, 16 bits of length, uncompressed
	b = append(b, byte(head), byte(head>>8), byte(head>>16))
	return append(f.appendEnd(b, key), 3)
}

// accepts reports whether a browser takes a content coding.
func accepts(r *http.Request, coding string) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(part, ";")
		name = strings.TrimSpace(name)
		if (name == coding || name == "*" && coding == "gzip") && strings.ReplaceAll(q, " ", "") != "q=0" {
			return true
		}
	}
	return false
}

// sendPacked is send for the pages of a form, whose readers may have a weak signal.
func (s *Server) sendPacked(c *gin.Context, status int, r page.Rendered) {
	c.Header("Vary", "Accept-Encoding, Accept-Language")
	if accepts(c.Request, "gzip") {
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		w.Write(r.HTML) // a buffer takes everything
		w.Close()
		r.HTML = packed.Bytes()
		c.Header("Content-Encoding", "gzip")
	}
	s.send(c, status, r)
}
