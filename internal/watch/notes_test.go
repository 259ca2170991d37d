package watch

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"hailong/internal/store/sqlitestore"
)

func TestNotesAreKeptEachAndADoubleTapOnce(t *testing.T) {
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n := Note{Alert: "dot/2026-01-05/diem//burst/0", Campaign: "dot", Text: " Lớp 9A cùng đến, đã hỏi cô chủ nhiệm ", By: "lan", Day: first}
	for range 2 {
		if err := Write(t.Context(), s, n); err != nil {
			t.Fatal(err)
		}
	}
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			one := n
			one.By = fmt.Sprint("người ", i)
			if err := Write(t.Context(), s, one); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	foreign := n
	foreign.Alert, foreign.Campaign = "khac/2026-01-05/diem//burst/0", "khac"
	if err := Write(t.Context(), s, foreign); err != nil {
		t.Fatal(err)
	}
	notes, err := Written(t.Context(), s, []string{"dot"})
	if err != nil || len(notes) != 1 || len(notes[n.Alert]) != 9 || notes[n.Alert][0].By != "lan" || notes[n.Alert][0].Text != strings.TrimSpace(n.Text) {
		t.Errorf("notes %+v, %v", notes, err)
	}
}

func TestANoteThatSaysNothingOrTooMuchIsRefused(t *testing.T) {
	for _, text := range []string{"", "    \n   ", "ok", strings.Repeat("ô", MaxNote+1)} {
		var bad *BadNote
		if err := Write(t.Context(), nil, Note{Alert: "a", Text: text}); !errors.As(err, &bad) || bad.What != "text" || strings.Contains(err.Error(), "\n") {
			t.Errorf("%.20q: %v, want BadNote", text, err)
		}
	}
}
