package browser

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// fatal runs f as a test would and returns what it failed with.
func (w *witness) fatal(f func()) string {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	<-done
	return strings.Join(w.said, "\n")
}

func (w *witness) Fatal(args ...any) {
	w.Errorf("%v", args)
	runtime.Goexit()
}

func (w *witness) Fatalf(format string, args ...any) {
	w.Errorf(format, args...)
	runtime.Goexit()
}

func TestWhatNeverHappensIsNamed(t *testing.T) {
	t.Parallel()
	url := site(t)
	for _, c := range []struct {
		name string
		do   func(*Page)
		want []string
	}{
		{"an element that never comes", func(p *Page) { p.WaitFor("#never") }, []string{"#never is visible", "/bad, status 200"}},
		{"an element that is covered", func(p *Page) { p.Click("#covered") }, []string{"#covered can be clicked", "covered by", `id="cover"`}},
		{"text of nothing", func(p *Page) { p.Text("#never") }, []string{"there is #never"}},
		{"a selector that is none", func(p *Page) { p.Exists("##") }, []string{"##", "SyntaxError"}},
		{"a server that is not there", func(p *Page) { p.Go("http://127.0.0.1:1/") }, []string{"go to http://127.0.0.1:1/"}},
		{"typing where nothing can be typed", func(p *Page) { p.Type("#covered", "x") }, []string{"#covered can be typed into"}},
		{"a script that fails", func(p *Page) { p.Eval("nothing.here", nil) }, []string{"evaluate nothing.here", "ReferenceError"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := &witness{TB: t}
			p := Open(t, Options{Width: 1280, Height: 800})
			p.Go(url + "/bad")
			p.t, p.patience = w, time.Second
			got := w.fatal(func() { c.do(p) })
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("got %q, want it to say %q", got, want)
				}
			}
		})
	}
}

func TestTheBrowserLeavesNothingBehind(t *testing.T) {
	profile := t.TempDir()
	victim, err := os.StartProcess("/bin/sleep", []string{"sleep", "60"}, &os.ProcAttr{})
	if err != nil {
		t.Fatal(err)
	}
	leash, err := mourn(profile, victim.Pid)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(profile); err != nil {
		t.Fatal("the folder went before its time")
	}
	leash.Close()
	if state, err := victim.Wait(); err != nil || state.Success() {
		t.Errorf("got %v, %v; want the process killed", state, err)
	}
	for range 200 {
		if _, err := os.Stat(profile); os.IsNotExist(err) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("the folder is still there")
}

func TestAMissingBrowserIsNotFound(t *testing.T) {
	if got := find([]string{"no-such-browser", "sh"}); !strings.HasSuffix(got, "/sh") {
		t.Errorf("got %q, want the second name", got)
	}
	if got := find([]string{"no-such-browser"}); got != "" {
		t.Errorf("got %q, want nothing", got)
	}
}
