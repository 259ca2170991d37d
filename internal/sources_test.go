// Package internal_test holds the rules of the house that no compiler knows:
// which package may import which, who may ask for the time, how long a file may
// grow. Each rule is a function over one parsed file, so that it can be shown to
// fail.
package internal_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// A source is one parsed Go file of ours.
type source struct {
	file string // its path from the root of the module, with slashes
	set  *token.FileSet
	tree *ast.File
	text string
}

// pkg returns the path of the package from the root of the module.
func (s source) pkg() string { return path.Dir(s.file) }

// test reports whether only tests are made from the file.
func (s source) test() bool { return strings.HasSuffix(s.file, "_test.go") }

// at says where a node stands and which rule it breaks.
func (s source) at(p token.Pos, format string, args ...any) string {
	return fmt.Sprintf("%s:%d: %s", s.file, s.set.Position(p).Line, fmt.Sprintf(format, args...))
}

// A rule returns what one file does wrong.
type rule func(source) []string

func parse(t testing.TB, file, text string) source {
	t.Helper()
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return source{file, set, tree, text}
}

// sources reads every Go file of this module. A folder with a go.mod of its own
// is another module, and what starts with a dot is none of ours.
func sources(t testing.TB) []source {
	t.Helper()
	const root = ".."
	var all []source
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return enter(root, name, d.Name())
		case !strings.HasSuffix(name, ".go"):
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		short, err := filepath.Rel(root, name)
		all = append(all, parse(t, filepath.ToSlash(short), string(text)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("found no Go file: nothing was checked")
	}
	return all
}

func enter(root, folder, base string) error {
	if folder == root {
		return nil
	}
	if strings.HasPrefix(base, ".") || base == "testdata" || base == "node_modules" {
		return fs.SkipDir
	}
	if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
		return fs.SkipDir
	}
	return nil
}

// keep fails the test for everything that the files do wrong.
func keep(t *testing.T, rules ...rule) {
	t.Helper()
	for _, s := range sources(t) {
		for _, r := range rules {
			for _, fault := range r(s) {
				t.Error(fault)
			}
		}
	}
}

// A sample is a small source and what a rule must say of it; an empty want means
// that it must say nothing.
type sample struct {
	name string
	file string
	text string
	want string
}

// prove runs a rule over samples that keep it and samples that break it.
func prove(t *testing.T, r rule, samples []sample) {
	t.Helper()
	for _, c := range samples {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(r(parse(t, c.file, c.text)), "\n")
			if c.want == "" && got != "" {
				t.Errorf("got %q, want nothing", got)
			}
			if !strings.Contains(got, c.want) {
				t.Errorf("got %q, want something with %q", got, c.want)
			}
		})
	}
}
