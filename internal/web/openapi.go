package web

import (
	_ "embed"
	"net/http"

	"github.com/gin-gonic/gin"
)

// description describes the API for programs. A test holds it against the routes.
//
//go:embed openapi.json
var description []byte

func (s *Server) apiDescription(c *gin.Context) error {
	c.Header("Cache-Control", publicLife)
	c.Data(http.StatusOK, "application/json", description)
	return nil
}
