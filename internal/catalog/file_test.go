package catalog

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestAKeyWithoutALineTakesThatOfTheKeyAroundIt(t *testing.T) {
	f := newFile("a.yaml", nil)
	f.lines = map[string]int{"": 2, "title": 5, "sections": 9, "sections[1]": 20, "sections[1].questions[0].text": 23}
	for key, want := range map[string]int{
		"title":                               5,
		"title.en":                            5,
		"na":                                  2,
		"":                                    2,
		"sections[0]":                         9,
		"sections[1].questions":               20,
		"sections[1].questions[0].code":       20,
		"sections[1].questions[0].text.vi":    23,
		"sections[1].questions[0].skip.in[2]": 20,
	} {
		if got := f.line(key); got != want {
			t.Errorf("%s: got line %d, want %d", key, got, want)
		}
	}
	if got := newFile("a.yaml", nil).line("title"); got != 1 {
		t.Errorf("a file that was not read: got line %d, want 1", got)
	}
}

func TestEnclosingLeadsOutToTheFile(t *testing.T) {
	key := "sections[1].questions[10].skip.in[2]"
	var got []string
	for key != "" {
		key = enclosing(key)
		got = append(got, key)
	}
	want := "sections[1].questions[10].skip.in|sections[1].questions[10].skip|sections[1].questions[10]|" +
		"sections[1].questions|sections[1]|sections|"
	if strings.Join(got, "|") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestAroundFindsAnEnclosingKey(t *testing.T) {
	set := map[string]bool{"langs": true, "sections[0].questions": true}
	for key, want := range map[string]bool{
		"langs": true, "langs[1]": true, "lang": false, "sections[0]": false, "": false,
		"sections[0].questions[3].code": true, "sections[1].questions[3].code": false,
	} {
		if got := around(set, key); got != want {
			t.Errorf("%s: got %v, want %v", key, got, want)
		}
	}
	if !around(map[string]bool{"": true}, "title") {
		t.Error("a file that was misread as a whole encloses everything")
	}
}

func TestTheFirstBrokenByteIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		good := rapid.String().Draw(t, "good")
		rest := rapid.SliceOf(rapid.Byte()).Draw(t, "rest")
		source := append([]byte(good+"\xff"), rest...)
		if got := validPrefix(source); got != len(good) {
			t.Fatalf("got %d, want %d", got, len(good))
		}
		if got := validPrefix([]byte(good)); got != len(good) {
			t.Fatalf("all good: got %d, want %d", got, len(good))
		}
	})
}

func TestPlainTextStaysAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := plain([]byte(rapid.String().Draw(t, "source")))
		if !utf8.Valid(once) || strings.Contains(string(once), "\r\n") {
			t.Fatalf("got %q", once)
		}
	})
	if got := string(plain([]byte("\ufeffa\r\nb\rc\u0301\n"))); got != "a\nb\rć\n" {
		t.Errorf("got %q", got)
	}
}

func TestOpenReadsNoMoreThanItMay(t *testing.T) {
	big := fstest.MapFS{"a.yaml": {Data: make([]byte, 4*maxSize)}}
	b, err := readSome(big, "a.yaml")
	if err != nil || len(b) != maxSize+1 {
		t.Errorf("got %d bytes %v, want one more than allowed", len(b), err)
	}
	f := open(big, "a.yaml")
	if f.source != nil || len(f.complaints) != 1 {
		t.Errorf("got %d bytes and %v, want nothing but a complaint", len(f.source), f.complaints)
	}
}
