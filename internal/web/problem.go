package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"hailong/internal/survey"
)

// A problem is an error as RFC 9457 writes it.
type problem struct {
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail,omitempty"`
	Instance string         `json:"instance"`
	Faults   []problemFault `json:"faults,omitempty"`
}

// A problemFault is one thing wrong with a sheet, with a sentence for whoever
// wrote the program that sent it.
type problemFault struct {
	survey.Fault
	Message string `json:"message"`
}

// mostFaults bounds an answer: a body of nonsense is not worth more.
const mostFaults = 100

// api runs a handler whose errors are problem details.
func (s *Server) api(h func(*gin.Context) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			s.showProblem(c, err)
		}
	}
}

func (s *Server) showProblem(c *gin.Context, err error) {
	if gone(c, err) {
		c.Status(statusClientGone)
		return
	}
	f := failureOf(err)
	s.note(c, err, f)
	p := problem{
		Type:     "urn:hailong:problem:" + f.code,
		Status:   f.status,
		Instance: "urn:hailong:request:" + reference(c),
	}
	p.Title, p.Detail = problemWords(f, err)
	var invalid *survey.Invalid
	if errors.As(err, &invalid) {
		p.Faults = problemFaults(invalid)
	}
	if c.Writer.Written() {
		return // a download that broke off: its end is missing, which is the sign
	}
	body, err := json.Marshal(p)
	if err != nil {
		s.Log.Error("encode problem", "error", err.Error())
		c.Status(http.StatusInternalServerError)
		return
	}
	c.Data(f.status, "application/problem+json", append(body, '\n'))
}

func problemFaults(invalid *survey.Invalid) []problemFault {
	var faults []problemFault
	for _, f := range invalid.Faults {
		if len(faults) == mostFaults {
			break
		}
		f.At = shorten(f.At)
		faults = append(faults, problemFault{f, faultWords(f)})
	}
	return faults
}

// shorten keeps a name that a stranger chose from filling an answer.
func shorten(name string) string {
	const most = 40
	if utf8.RuneCountInString(name) <= most {
		return name
	}
	return string([]rune(name)[:most]) + "…"
}
