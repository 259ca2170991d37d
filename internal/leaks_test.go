package internal_test

import (
	"go/ast"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// verifies reports whether a file of tests ends by looking for goroutines that
// were left running.
func verifies(s source) bool {
	found := false
	ast.Inspect(s.tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := sel.X.(*ast.Ident)
		found = found || ok && x.Name == "goleak" && sel.Sel.Name == "VerifyTestMain"
		return true
	})
	return found
}

// leaking names the packages whose tests would not notice a goroutine that never ends.
func leaking(all []source) []string {
	looked := make(map[string]bool)
	for _, s := range all {
		if s.test() {
			looked[s.pkg()] = looked[s.pkg()] || verifies(s)
		}
	}
	var faults []string
	for pkg, has := range looked {
		if !has {
			faults = append(faults, pkg+": no TestMain with goleak.VerifyTestMain: a goroutine that never ends would go unnoticed")
		}
	}
	slices.Sort(faults)
	return faults
}

func TestEveryPackageLooksForGoroutinesThatItsTestsLeave(t *testing.T) {
	for _, fault := range leaking(sources(t)) {
		t.Error(fault)
	}
}

func TestAPackageThatDoesNotLookIsFound(t *testing.T) {
	looks := parse(t, "internal/a/main_test.go", `package a; func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }`)
	other := parse(t, "internal/a/a_test.go", `package a_test; func TestA(t *testing.T) {}`)
	plain := parse(t, "internal/b/b_test.go", `package b; func TestMain(m *testing.M) { m.Run() }`)
	code := parse(t, "internal/c/c.go", `package c; func f() { goleak.VerifyTestMain(nil) }`)
	if got := leaking([]source{looks, other, code}); got != nil {
		t.Errorf("got %q, want nothing", got)
	}
	if got := leaking([]source{looks, other, plain, code}); len(got) != 1 || !strings.HasPrefix(got[0], "internal/b: ") {
		t.Errorf("got %q, want one line about internal/b", got)
	}
}
