package web

import (
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/static"
)

// staticFile serves one of the program's own files. They change only with the
// program, whose version stands in the query of every link to them.
func (s *Server) staticFile(c *gin.Context) error {
	name := strings.TrimPrefix(c.Param("path"), "/")
	body, err := fs.ReadFile(static.FS, name)
	if err != nil {
		return errNoPage
	}
	if name == "js/sw.js" {
		c.Header("Service-Worker-Allowed", "/s/") // it serves the forms, not this folder
	}
	c.Header("Cache-Control", "public, max-age=3600")
	c.Data(http.StatusOK, mime.TypeByExtension(path.Ext(name)), body)
	return nil
}
