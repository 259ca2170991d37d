package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/gin-gonic/gin"
	"github.com/hashicorp/golang-lru/v2/simplelru"

	"hailong/static"
)

// A content is what many people read: compressed once, and known by a hash, so that
// who has it already is told so.
type content struct {
	media string
	tag   string // an ETag; weak, because it is the same of every coding
	plain []byte
	// gzip and brotli are nil where they would not be shorter.
	gzip, brotli []byte
}

// A sum is the hash of a content and of what it is.
type sum [sha256.Size]byte

func sumOf(media string, body []byte) (s sum) {
	h := sha256.New()
	fmt.Fprintln(h, media)
	h.Write(body)
	h.Sum(s[:0])
	return s
}

// pack compresses a content at a level of brotli's.
func pack(s sum, media string, body []byte, level int) *content {
	k := &content{media: media, tag: `W/"` + hex.EncodeToString(s[:12]) + `"`, plain: body}
	var zipped, small bytes.Buffer
	z, _ := gzip.NewWriterLevel(&zipped, gzip.BestCompression) // the level exists
	b := brotli.NewWriterLevel(&small, level)
	for _, w := range []io.WriteCloser{z, b} {
		w.Write(body) // a buffer takes everything
		w.Close()
	}
	if zipped.Len() < len(body) {
		k.gzip = zipped.Bytes()
	}
	if small.Len() < len(body) {
		k.brotli = small.Bytes()
	}
	return k
}

// send answers with the content, or that the reader has it. What the answer varies
// by besides its coding the caller has said.
func (k *content) send(c *gin.Context) {
	h := c.Writer.Header()
	h.Add("Vary", "Accept-Encoding")
	h.Set("ETag", k.tag)
	if match := c.GetHeader("If-None-Match"); match == "*" || strings.Contains(match, k.tag) {
		c.Status(http.StatusNotModified)
		return
	}
	body := k.plain
	switch {
	case k.brotli != nil && accepts(c.Request, "br"):
		h.Set("Content-Encoding", "br")
		body = k.brotli
	case k.gzip != nil && accepts(c.Request, "gzip"):
		h.Set("Content-Encoding", "gzip")
		body = k.gzip
	}
	c.Data(http.StatusOK, k.media, body)
}

// readLevel of brotli takes milliseconds for a page; the best takes fifty.
const readLevel = 5

// keptContents is how many pages are kept compressed: every published result in two
// languages, for some years. More of them are compressed again and again.
const keptContents = 256

// contents keeps what was sent to the public, by its hash: what has changed is
// another content, so that none is ever stale.
type contents struct {
	mu   sync.Mutex
	kept *simplelru.LRU[sum, *content]
}

func newContents() *contents {
	kept, _ := simplelru.NewLRU[sum, *content](keptContents, nil) // the size is good
	return &contents{kept: kept}
}

// of returns a body as content, compressed now or before.
func (k *contents) of(media string, body []byte) *content {
	s := sumOf(media, body)
	if known := k.get(s); known != nil {
		return known
	}
	fresh := pack(s, media, body, readLevel) // outside the lock: others need not wait
	k.mu.Lock()
	defer k.mu.Unlock()
	k.kept.Add(s, fresh)
	return fresh
}

func (k *contents) get(s sum) *content {
	k.mu.Lock()
	defer k.mu.Unlock()
	known, _ := k.kept.Get(s)
	return known
}

// staticFiles are the program's own files by name, compressed as well as can be: once
// in a process, since they change with the program only.
var staticFiles = sync.OnceValues(packStatic)

func packStatic() (map[string]*content, error) {
	files := make(map[string]*content)
	err := fs.WalkDir(static.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(static.FS, name)
		if err != nil {
			return err
		}
		media := mime.TypeByExtension(path.Ext(name))
		files[name] = pack(sumOf(media, body), media, body, brotli.BestCompression)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("static files: %w", err)
	}
	return files, nil
}
