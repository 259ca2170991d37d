package web

import "github.com/gin-gonic/gin"

// Routes lists every route, for tests that walk along all of them.
func (s *Server) Routes() gin.RoutesInfo { return s.handler.(*gin.Engine).Routes() }

// ActionName is what the page of the log calls an action, "" where it has no name.
func ActionName(action string) string { return actionNames[action] }

// StatusOf is the status of the answer that an error becomes.
func StatusOf(err error) int { return failureOf(err).status }

// Download is where the page after the password leads, "" where it leads nowhere.
func Download(to string) string { return download(to) }
