package browser

import (
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(quitting{m}) }

// quitting are the tests, and after them no browser.
type quitting struct{ *testing.M }

func (q quitting) Run() int {
	defer Quit()
	return q.M.Run()
}
