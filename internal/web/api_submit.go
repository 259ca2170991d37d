package web

import (
	"mime"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/survey"
)

// apiSubmit takes a sheet as JSON: 201 where it was stored, 200 with the same
// receipt where its key had been used before.
func (s *Server) apiSubmit(c *gin.Context) error {
	form, err := s.Desk.Form(c.Request.Context(), c.Param("code"))
	if err != nil {
		return err
	}
	if !isJSON(c.GetHeader("Content-Type")) {
		return errMediaType
	}
	entry, err := readJSON(c.Request, form.Template)
	if err != nil {
		return err
	}
	accepted, err := s.submit(c, form, entry)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if accepted.Fresh {
		status = http.StatusCreated
	}
	c.JSON(status, struct {
		Receipt survey.Receipt `json:"receipt"`
	}{accepted.Receipt})
	return nil
}

// isJSON accepts what says that it is JSON, and what says nothing.
func isJSON(contentType string) bool {
	if contentType == "" {
		return true
	}
	media, _, err := mime.ParseMediaType(contentType)
	return err == nil && media == "application/json"
}
