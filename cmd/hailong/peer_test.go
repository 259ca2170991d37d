package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/gin-gonic/gin"

	"hailong/internal/catalog"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

// The peer is what a service of this kind costs at the least: a bare Gin handler
// in a process of its own that parses and validates the same sheet, stores
// nothing and answers. It serves a page from a file as well, compressed as ours.
const (
	peerChild = "peer"
	peerPage  = "HAILONG_TEST_PEER_PAGE"
)

// A peerSheet is the body as Gin binds and validates it.
type peerSheet struct {
	Key     string         `json:"key" form:"key" binding:"required,min=16,max=64"`
	Answers map[string]any `json:"answers" binding:"required,min=1,max=64"`
	Comment string         `json:"comment" form:"comment" binding:"max=2000"`
	Field   string         `json:"field" form:"field" binding:"max=32"`
}

// servePeer is the peer's main.
func servePeer() {
	c, err := catalog.Load(templates.FS)
	if err != nil {
		panic(err)
	}
	t, err := c.Latest("full")
	if err != nil {
		panic(err)
	}
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	receipt := func(c *gin.Context, sheet survey.Sheet, key string, fields []survey.Field) {
		if _, err := t.Fill(sheet, fields); err != nil {
			c.JSON(http.StatusUnprocessableEntity, gin.H{"error": err.Error()})
			return
		}
		c.JSON(http.StatusCreated, gin.H{"receipt": survey.ReceiptOf("peer", key)})
	}
	engine.POST("/api/v1/s/:code", func(g *gin.Context) {
		var body peerSheet
		if err := g.ShouldBindJSON(&body); err != nil {
			g.JSON(http.StatusUnprocessableEntity, gin.H{"error": err.Error()})
			return
		}
		receipt(g, survey.Sheet{Marks: body.marks(), Field: body.Field, Comment: body.Comment}, body.Key, c.Fields())
	})
	engine.POST("/s/:code", func(g *gin.Context) {
		if err := g.Request.ParseForm(); err != nil {
			g.Status(http.StatusBadRequest)
			return
		}
		marks := make(map[string][]string, len(g.Request.PostForm))
		for name, values := range g.Request.PostForm {
			if name != "key" && name != "lang" && name != survey.FieldCode && name != survey.CommentCode {
				marks[name] = values
			}
		}
		form := g.Request.PostForm
		if _, err := t.Fill(survey.Sheet{Marks: marks, Field: form.Get(survey.FieldCode), Comment: form.Get(survey.CommentCode)}, c.Fields()); err != nil {
			g.Status(http.StatusUnprocessableEntity)
			return
		}
		g.Redirect(http.StatusSeeOther, "/s/peer/thanks?receipt="+string(survey.ReceiptOf("peer", form.Get("key"))))
	})
	page, err := os.ReadFile(os.Getenv(peerPage))
	if err == nil {
		engine.GET("/s/:code", func(g *gin.Context) {
			g.Header("Content-Encoding", "gzip")
			g.Data(http.StatusOK, "text/html; charset=utf-8", page)
		})
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println("http://" + listener.Addr().String())
	panic(http.Serve(listener, engine))
}

// marks are the answers as a sheet has them.
func (p *peerSheet) marks() map[string][]string {
	marks := make(map[string][]string, len(p.Answers))
	for code, answer := range p.Answers {
		switch v := answer.(type) {
		case string:
			marks[code] = []string{v}
		case float64:
			marks[code] = []string{strconv.FormatFloat(v, 'f', -1, 64)}
		case []any:
			for _, one := range v {
				marks[code] = append(marks[code], fmt.Sprint(one))
			}
		}
	}
	return marks
}

// startPeer starts the peer, with a page to serve or none.
func startPeer(b testing.TB, page string) (address string) {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+peerChild, peerPage+"="+page)
	cmd.Stderr = os.Stderr
	out := &firstLine{line: make(chan string, 1)}
	cmd.Stdout = out
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Kill() // it has nothing to lose
		_ = cmd.Wait()
	})
	return strings.TrimSpace(<-out.line)
}

// A firstLine passes on the first thing that is written.
type firstLine struct {
	once sync.Once
	line chan string
}

func (f *firstLine) Write(p []byte) (int, error) {
	f.once.Do(func() { f.line <- string(p) })
	return len(p), nil
}
