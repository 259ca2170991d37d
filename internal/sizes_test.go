package internal_test

import (
	"go/ast"
	"strings"
	"testing"
)

// The ceilings in lines. What reaches one has more than one subject.
const (
	fileCeiling    = 400
	funcCeiling    = 80
	handlerCeiling = 50
	// The arithmetic is read by people who check it against the law.
	sumCeiling = 40
)

// staysShort holds a file and its functions to the ceilings. Tests may be long.
func staysShort(s source) []string {
	if s.test() {
		return nil
	}
	var faults []string
	if n := strings.Count(s.text, "\n"); n > fileCeiling {
		faults = append(faults, s.at(s.tree.Pos(), "the file has %d lines, at most %d are allowed", n, fileCeiling))
	}
	for _, d := range s.tree.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		n := s.set.Position(f.End()).Line - s.set.Position(f.Pos()).Line + 1
		if most := ceiling(s.pkg(), f); n > most {
			faults = append(faults, s.at(f.Pos(), "%s has %d lines, at most %d are allowed", f.Name.Name, n, most))
		}
	}
	return faults
}

func ceiling(pkg string, f *ast.FuncDecl) int {
	switch {
	case pkg == "internal/tally" || pkg == "internal/index":
		return sumCeiling
	case handles(f):
		return handlerCeiling
	}
	return funcCeiling
}

// handles reports whether a function answers a request: it takes Gin's context
// or the standard library's writer.
func handles(f *ast.FuncDecl) bool {
	for _, p := range f.Type.Params.List {
		t := p.Type
		if star, ok := t.(*ast.StarExpr); ok {
			t = star.X
		}
		sel, ok := t.(*ast.SelectorExpr)
		if !ok {
			continue
		}
		if x, ok := sel.X.(*ast.Ident); ok && (x.Name == "gin" && sel.Sel.Name == "Context" || x.Name == "http" && sel.Sel.Name == "ResponseWriter") {
			return true
		}
	}
	return false
}

func TestEveryFileAndFunctionStaysBelowItsCeiling(t *testing.T) {
	keep(t, staysShort)
}

func TestWhatIsTooLongIsFound(t *testing.T) {
	lines := func(n int) string { return strings.Repeat("\n", n) }
	function := func(head string, n int) string { return "package p\n" + head + " {" + lines(n-1) + "}\n" }
	prove(t, staysShort, []sample{
		{"a full file", "internal/web/a.go", "package web" + lines(400), ""},
		{"one line more", "internal/web/a.go", "package web" + lines(401), "internal/web/a.go:1: the file has 401 lines, at most 400"},
		{"a long test", "internal/web/a_test.go", "package web" + lines(900), ""},
		{"a full function", "internal/web/a.go", function("func f()", 80), ""},
		{"a function too long", "internal/web/a.go", function("func f()", 81), "internal/web/a.go:2: f has 81 lines, at most 80"},
		{"a full handler", "internal/web/a.go", function("func (s *server) f(c *gin.Context) error", 50), ""},
		{"a handler too long", "internal/web/a.go", function("func (s *server) f(c *gin.Context) error", 51), "f has 51 lines, at most 50"},
		{"a plain handler too long", "internal/web/a.go", function("func f(w http.ResponseWriter, r *http.Request)", 51), "at most 50"},
		{"a sum too long", "internal/index/a.go", function("func f()", 41), "at most 40"},
	})
}
