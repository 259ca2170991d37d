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
	if media, _, err := mime.ParseMediaType(c.GetHeader("Content-Type")); err != nil || media != "application/json" {
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
