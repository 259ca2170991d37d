package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
)

// act writes down what somebody of the office does, and does it: what cannot be
// written down is not done. Where it fails, that is written down as well.
func (s *Server) act(c *gin.Context, e audit.Entry, do func(context.Context) error) error {
	who := principal(c)
	e.Actor, e.Role = who.Name, string(who.Role)
	if e.Unit == "" {
		e.Unit = who.Unit
	}
	ctx := c.Request.Context()
	if err := s.Audit.Record(ctx, e); err != nil {
		return err
	}
	err := do(ctx)
	if err != nil {
		s.regret(ctx, e)
		return err
	}
	s.Log.Info("office", "action", e.Action, "object", e.Object, "by", e.Actor)
	return nil
}

// regret writes down that something was not done, even where the request is over.
func (s *Server) regret(ctx context.Context, e audit.Entry) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerLimit)
	defer cancel()
	e.Action += audit.Failed
	if err := s.Audit.Record(ctx, e); err != nil {
		s.Log.Error("office", "action", e.Action, "object", e.Object, "by", e.Actor, "error", err.Error())
	}
}

// changed makes a change visible to citizens at once and goes to a page that
// shows it.
func (s *Server) changed(c *gin.Context, to string) error {
	s.Desk.Forget()
	c.Redirect(http.StatusSeeOther, to)
	return nil
}
