package web

import (
	_ "embed"

	"github.com/gin-gonic/gin"
)

// description describes the API for programs. A test holds it against the routes.
//
//go:embed openapi.json
var description []byte

func (s *Server) apiDescription(c *gin.Context) error {
	s.publish(c, "application/json", description)
	return nil
}
