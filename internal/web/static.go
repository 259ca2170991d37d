package web

import (
	"strings"

	"github.com/gin-gonic/gin"
)

// staticFile serves one of the program's own files. They change only with the
// program, whose version stands in the query of every link to them.
func (s *Server) staticFile(c *gin.Context) error {
	name := strings.TrimPrefix(c.Param("path"), "/")
	file, ok := s.files[name]
	if !ok {
		return errNoPage
	}
	if name == "js/sw.js" {
		c.Header("Service-Worker-Allowed", "/s/") // it serves the forms, not this folder
	}
	c.Header("Cache-Control", "public, max-age=3600")
	file.send(c)
	return nil
}
