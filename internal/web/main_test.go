package web_test

import (
	"testing"

	"go.uber.org/goleak"

	"hailong/internal/browser"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(quitting{m}) }

// quitting are the tests, and after them no browser.
type quitting struct{ *testing.M }

func (q quitting) Run() int {
	defer browser.Quit()
	return q.M.Run()
}
