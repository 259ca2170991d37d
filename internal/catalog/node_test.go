package catalog

import (
	"testing"

	"github.com/goccy/go-yaml/ast"
)

func TestANodeIsNamedInTheAuthorsWords(t *testing.T) {
	for source, want := range map[string]string{
		"a: b": "a mapping", "{}": "a mapping", "- a": "a list", "[]": "a list", "word": "text", "|\n  word": "text",
		"5": "the number 5", "0x1F": "the number 0x1F", "-1.5": "the number -1.5", ".inf": "the number .inf",
		"true": "true", "false": "false", "~": "nothing", "null": "nothing", "!!str 5": "this",
	} {
		f := newFile("a.yaml", []byte(source))
		if got := kindOf(parse(f)); got != want {
			t.Errorf("%q: got %q %v, want %q", source, got, f.complaints, want)
		}
	}
	if got := kindOf(nil); got != "nothing" {
		t.Errorf("no node: got %q", got)
	}
}

func TestANodeBeginsWhereItsFirstCharacterStands(t *testing.T) {
	for source, want := range map[string]int{
		"\n\na: b\nc: d": 3, "# x\n{\n a: b}": 2, "\n- a\n- b": 2, "\n\n\nword": 4, "[\n\n a]": 1,
	} {
		if got := lineOf(parse(newFile("a.yaml", []byte(source)))); got != want {
			t.Errorf("%q: got line %d, want %d", source, got, want)
		}
	}
	if got := lineOf(ast.Node(nil)); got != 1 {
		t.Errorf("no node: got line %d, want 1", got)
	}
}
