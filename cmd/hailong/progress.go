package main

import (
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"
)

// newBar shows how far a long command is, on the error stream, so that standard
// output stays clean, and only where a person looks at it. A total of -1 is unknown.
func newBar(w io.Writer, total int, what string) *progressbar.ProgressBar {
	if !terminal(w) {
		w = io.Discard // a log or a script wants lines, not a picture
	}
	return progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionSetWidth(30),
		// A bar without a total would turn by itself, in a goroutine that outlives a
		// failure and races with Add.
		progressbar.OptionSetSpinnerChangeInterval(0),
		progressbar.OptionOnCompletion(func() { io.WriteString(w, "\n") }),
	)
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	s, err := f.Stat()
	return err == nil && s.Mode()&os.ModeCharDevice != 0
}

func dirOf(name string) string { return filepath.Dir(name) }
