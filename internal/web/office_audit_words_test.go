package web_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hailong/internal/web"
)

// written finds actions where they are written down: in an entry, or handed to a
// function of the office that makes one. The first word is that of a thing.
var written = regexp.MustCompile(`"((?:account|audit|campaign|comment|contact|counter|paper|place|poster|report|responses|slips|store|task|token|unit|void|volume)\.[a-z-]+)"`)

func TestEveryActionThatIsWrittenDownHasAName(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	commands, err := filepath.Glob("../../cmd/hailong/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{"login": true, "logout": true, "poster.voided": true, "poster.restored": true}
	for _, file := range append(files, commands...) {
		if strings.HasSuffix(file, "_test.go") || strings.HasSuffix(file, "_words.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range written.FindAllSubmatch(text, -1) {
			found[string(m[1])] = true
		}
	}
	if len(found) < 25 {
		t.Errorf("only %d actions found: they are written in another way now", len(found))
	}
	for action := range found {
		if web.ActionName(action) == "" {
			t.Errorf("action %q has no name in office_audit_words.go", action)
		}
	}
}
