package catalog

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

func parsed(source string) (*file, bool) {
	f := newFile("a.yaml", []byte(source))
	return f, parse(f) != nil
}

func TestParseTakesOneDocument(t *testing.T) {
	for _, source := range []string{
		"a: 1\n", "---\na: 1\n", "a: 1\n...\n", "# c\n---\n# d\na: 1\n", "- a\n", "x", "{}", "a:\n- b\n- c:\n    d: [e, {f: g}]\n",
	} {
		if f, ok := parsed(source); !ok || len(f.complaints) > 0 {
			t.Errorf("%q: got %v, want it read", source, f.complaints)
		}
	}
}

func TestParseComplainsOnceAboutWhatIsNoDocument(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"nothing", "", "a.yaml: the file is empty; write a template or remove it"},
		{"comments", "# a\n# b\n", "a.yaml: the file is empty; write a template or remove it"},
		{"a start alone", "---\n", "a.yaml: the file is empty; write a template or remove it"},
		{"two documents", "a: 1\n---\nb: 2\n", "a.yaml:2: a second document begins here; put it in a file of its own"},
		{"three documents", "---\na: 1\n---\nb: 2\n---\nc: 3\n", "a.yaml:3: a second document begins here; put it in a file of its own"},
		{"a second one after the end", "a: 1\n...\nb: 2\n", "a.yaml:3: a second document begins here; put it in a file of its own"},
		{"a directive", "%YAML 1.2\n---\na: 1\n", "a.yaml:1: directives (%) are not allowed; remove the line"},
		{"an open bracket", "a: 1\nlangs: [vi\n", "a.yaml:2: langs: sequence end token ']' not found"},
		{"an open quote", "title:\n  vi: \"Phiếu\n", "a.yaml:2: vi: could not find end character of double-quoted text"},
		{"two values", "a: b: c\n", "a.yaml:1: a: mapping value is not allowed in this context"},
	} {
		f, ok := parsed(c.source)
		if ok || len(f.complaints) != 1 || f.complaints.Error() != c.want {
			t.Errorf("%s: got %v %v, want %s", c.name, ok, f.complaints, c.want)
		}
	}
}

func TestParseLeavesAFileAloneThatCouldNotBeOpened(t *testing.T) {
	f := newFile("a.yaml", nil)
	f.complain("", "unreadable")
	if parse(f) != nil || len(f.complaints) != 1 {
		t.Errorf("got %v, want the first complaint only", f.complaints)
	}
}

func TestParseBoundsDepthAndLength(t *testing.T) {
	for _, c := range []struct {
		name, source string
		ok           bool
	}{
		{"as deep as allowed", "a: " + strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth), true},
		{"one level more", "a: " + strings.Repeat("[", maxDepth+1) + strings.Repeat("]", maxDepth+1), false},
		{"side by side", "a: [" + strings.Repeat("[b], ", 100) + "]", true},
		{"mixed brackets", "a: " + strings.Repeat("[{b: ", maxDepth/2+1) + "c" + strings.Repeat("}]", maxDepth/2+1), false},
		{"dashes as deep as allowed", strings.Repeat("- ", maxDepth) + "a", true},
		{"one dash more", strings.Repeat("- ", maxDepth+1) + "a", false},
		{"brackets in a text", "a: '" + strings.Repeat("[", 100) + "'", true},
		{"a long list", "a:\n" + strings.Repeat("- b\n", 1000), true},
		{"too long a list", "a:\n" + strings.Repeat("- b\n", maxTokens/2), false},
	} {
		f, ok := parsed(c.source)
		if ok != c.ok || ok == (len(f.complaints) > 0) {
			t.Errorf("%s: got %v %v, want %v", c.name, ok, f.complaints, c.ok)
		}
	}
}

func TestAFaultWithoutAPathIsNamedByTheKeyBeforeIt(t *testing.T) {
	tokens := lexer.Tokenize("code: a\ntitle:\n  vi: x\n\nlevels: [{vi: y}, {\"en\": z}]\n? [a]\n: b\n")
	for _, c := range []struct {
		line, column int
		want         string
	}{
		{1, 1, ""}, {1, 7, "code"}, {2, 1, "code"}, {2, 7, "title"}, {3, 7, "vi"}, {4, 1, "vi"}, {5, 1, "vi"},
		{5, 9, "levels"}, {5, 15, "vi"}, {6, 1, "vi"}, {99, 1, "vi"},
	} {
		if got := keyBefore(tokens, &token.Position{Line: c.line, Column: c.column}); got != c.want {
			t.Errorf("%d:%d: got %q, want %q", c.line, c.column, got, c.want)
		}
	}
	if got := keyBefore(nil, &token.Position{Line: 1}); got != "" {
		t.Errorf("no tokens: got %q", got)
	}
}
