package internal_test

import (
	"go/ast"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "hailong"

// everything stands in the table for all packages of ours.
const everything = "*"

// arrows is the whole import table: a package may import what is listed and
// nothing else of ours. Tests may import what they like.
var arrows = map[string][]string{
	"cmd/hailong":                {everything},
	"static":                     {},
	"survey-templates":           {},
	"internal/survey":            {},
	"internal/config":            {},
	"internal/browser":           {}, // for tests only
	"internal/bench":             {}, // for benchmarks only
	"internal/period":            {"internal/survey"},
	"internal/catalog":           {"internal/survey", "internal/store"},
	"internal/store":             {"internal/survey"},
	"internal/store/sqlitestore": {"internal/survey", "internal/store"},
	"internal/store/mongostore":  {"internal/survey", "internal/store"},
	"internal/store/storetest":   {"internal/survey", "internal/store"},

	"internal/store/mongostore/mongotest": {}, // for tests only
	"internal/audit":                      {"internal/survey", "internal/store"},
	"internal/duty":                       {"internal/survey", "internal/store"},
	"internal/watch":                      {"internal/survey", "internal/store"},
	"internal/daybook":                    {"internal/survey", "internal/store", "internal/tally", "internal/period", "internal/watch", "internal/courtesy"},
	"internal/transfer":                   {"internal/survey", "internal/store"},
	"internal/backup":                     {"internal/survey", "internal/store"},
	"internal/register":                   {"internal/survey", "internal/store", "internal/period"},
	"internal/premises":                   {"internal/survey", "internal/store"},
	"internal/campaign":                   {"internal/survey", "internal/store", "internal/period", "internal/tally", "internal/index"},
	"internal/limit":                      {"internal/survey"},
	"internal/slip":                       {"internal/survey", "internal/store", "internal/period"},
	"internal/paper":                      {"internal/survey", "internal/store", "internal/period"},
	"internal/opinion":                    {"internal/survey", "internal/store", "internal/period"},
	"internal/press":                      {"internal/survey", "internal/store", "internal/print", "internal/report", "internal/period", "internal/register", "internal/slip", "internal/paper", "internal/void", "internal/publish", "internal/campaign", "internal/contact", "internal/opinion"},
	"internal/closing":                    {"internal/survey", "internal/store", "internal/period", "internal/report"},
	"internal/void":                       {"internal/survey", "internal/store", "internal/period", "internal/tally"},
	"internal/seal":                       {"internal/survey", "internal/store", "internal/audit", "internal/period"},
	"internal/contact":                    {"internal/survey", "internal/store", "internal/period"},
	"internal/intake":                     {"internal/slip", "internal/survey", "internal/store", "internal/catalog", "internal/period"},
	"internal/tally":                      {"internal/survey"},
	"internal/index":                      {"internal/survey", "internal/tally"},
	"internal/docx":                       {},
	"internal/report":                     {"internal/survey", "internal/store", "internal/tally", "internal/index", "internal/period", "internal/docx"},
	"internal/print":                      {"static", "internal/survey", "internal/report", "internal/catalog"},
	"internal/publish":                    {"static", "internal/survey", "internal/index", "internal/report", "internal/docx", "internal/print"},
	"internal/staff":                      {"internal/survey", "internal/store"},
	"internal/demo":                       {"internal/survey", "internal/store", "internal/catalog", "internal/period", "internal/intake"},
	"internal/web/page":                   {"internal/watch", "internal/closing", "internal/void", "internal/contact", "internal/campaign", "internal/premises", "internal/opinion", "internal/slip", "internal/paper", "internal/survey", "internal/index", "internal/report", "internal/period", "internal/tally", "internal/catalog", "internal/staff"},
	"internal/courtesy":                   {},
	"internal/web": {
		"static", "internal/survey", "internal/catalog", "internal/period", "internal/store", "internal/intake", "internal/limit", "internal/tally",
		"internal/audit", "internal/closing", "internal/index", "internal/report", "internal/register", "internal/print", "internal/slip", "internal/paper", "internal/press", "internal/staff", "internal/void", "internal/contact", "internal/publish",
		"internal/premises", "internal/campaign", "internal/opinion", "internal/seal", "internal/watch", "internal/courtesy", "internal/web/page",
	},
}

// homes says which package alone may import a foreign module.
var homes = map[string]string{
	"github.com/gin-gonic/gin": "internal/web",
	"go.mongodb.org":           "internal/store/mongostore",
	"modernc.org/sqlite":       "internal/store/sqlitestore",
	"github.com/chromedp":      "internal/browser",
	"github.com/xuri/excelize": "internal/report",
	"golang.org/x/image":       "internal/publish",
	"golang.org/x/mod":         "internal/seal",
}

// testingWith names the package of helpers for tests that lives in a home.
var testingWith = map[string]string{"internal/store/mongostore": "internal/store/mongostore/mongotest"}

// vague are names that say nothing about what a package is for.
var vague = []string{
	"util", "utils", "common", "helper", "helpers", "type", "types", "model", "models", "manager", "managers", "misc", "shared", "lib",
}

func imported(s source, i *ast.ImportSpec) string {
	name, err := strconv.Unquote(i.Path.Value)
	if err != nil {
		return i.Path.Value
	}
	return name
}

// pointsRight holds a file to the import table.
func pointsRight(s source) []string {
	if s.test() {
		return nil
	}
	allowed, listed := arrows[s.pkg()]
	if !listed {
		return []string{s.at(s.tree.Package, "package %s is not in the import table of internal/imports_test.go", s.pkg())}
	}
	var faults []string
	for _, i := range s.tree.Imports {
		ours, is := strings.CutPrefix(imported(s, i), module+"/")
		if is && !slices.Contains(allowed, ours) && !slices.Contains(allowed, everything) {
			faults = append(faults, s.at(i.Pos(), "%s must not import %s", s.pkg(), ours))
		}
	}
	return faults
}

// staysHome lets foreign modules in only where they belong.
func staysHome(s source) []string {
	if s.test() {
		return nil
	}
	var faults []string
	for _, i := range s.tree.Imports {
		name := imported(s, i)
		for foreign, home := range homes {
			if (name == foreign || strings.HasPrefix(name, foreign+"/")) && s.pkg() != home && s.pkg() != testingWith[home] {
				faults = append(faults, s.at(i.Pos(), "only %s may import %s", home, foreign))
			}
		}
	}
	return faults
}

// asksNoTime finds the clock outside cmd. The time is handed in, so that a test
// can stand on the last second of a quarter.
func asksNoTime(s source) []string {
	if s.test() || strings.HasPrefix(s.file, "cmd/") {
		return nil
	}
	clock := ""
	for _, i := range s.tree.Imports {
		switch {
		case imported(s, i) != "time":
		case i.Name == nil:
			clock = "time"
		case i.Name.Name == ".":
			return []string{s.at(i.Pos(), "time must not be imported with a dot: its clock could not be seen")}
		default:
			clock = i.Name.Name
		}
	}
	if clock == "" {
		return nil
	}
	var faults []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || !slices.Contains([]string{"Now", "Since", "Until"}, sel.Sel.Name) {
			return true
		}
		// A name that the file itself declares is not the package.
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == clock && x.Obj == nil {
			faults = append(faults, s.at(sel.Pos(), "time.%s is asked only in cmd; take the time as a parameter", sel.Sel.Name))
		}
		return true
	})
	return faults
}

// startsNothing forbids init: what a program does at its start is written in main.
func startsNothing(s source) []string {
	var faults []string
	for _, d := range s.tree.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			faults = append(faults, s.at(f.Pos(), "func init is forbidden"))
		}
	}
	return faults
}

// saysItsJob forbids package names that say nothing.
func saysItsJob(s source) []string {
	name := strings.TrimSuffix(s.tree.Name.Name, "_test")
	if slices.Contains(vague, name) || slices.Contains(vague, path.Base(s.pkg())) {
		return []string{s.at(s.tree.Name.Pos(), "package name %s says nothing about its job", name)}
	}
	return nil
}

func TestEveryFileKeepsTheRulesOfTheHouse(t *testing.T) {
	keep(t, pointsRight, staysHome, asksNoTime, startsNothing, saysItsJob)
}

func TestTheImportTableNamesOnlyItself(t *testing.T) {
	for from, to := range arrows {
		for _, p := range to {
			if _, listed := arrows[p]; !listed && p != everything {
				t.Errorf("%s may import %s, which is not in the table", from, p)
			}
		}
	}
}

func TestAForbiddenImportIsFound(t *testing.T) {
	prove(t, pointsRight, []sample{
		{"a listed arrow", "internal/period/a.go", `package period; import "hailong/internal/survey"`, ""},
		{"the standard library", "internal/survey/a.go", `package survey; import "strings"`, ""},
		{"cmd joins everything", "cmd/hailong/a.go", `package main; import "hailong/internal/store/mongostore"`, ""},
		{"a test imports what it likes", "internal/survey/a_test.go", `package survey; import "hailong/internal/web"`, ""},
		{"survey imports nothing of ours", "internal/survey/a.go", "package survey\nimport \"hailong/internal/store\"",
			"internal/survey/a.go:2: internal/survey must not import internal/store"},
		{"the web knows no engine", "internal/web/a.go", `package web; import "hailong/internal/store/sqlitestore"`, "must not import internal/store/sqlitestore"},
		{"the web knows no configuration", "internal/web/a.go", `package web; import c "hailong/internal/config"`, "must not import internal/config"},
		{"pages know no store", "internal/web/page/a.go", `package page; import "hailong/internal/store"`, "must not import internal/store"},
		{"templates come through cmd", "internal/catalog/a.go", `package catalog; import "hailong/survey-templates"`, "must not import survey-templates"},
		{"the tally counts only", "internal/tally/a.go", `package tally; import _ "hailong/internal/index"`, "must not import internal/index"},
		{"a new package is put in the table", "internal/novel/a.go", `package novel`, "internal/novel is not in the import table"},
	})
}

func TestAForeignModuleAwayFromHomeIsFound(t *testing.T) {
	prove(t, staysHome, []sample{
		{"gin at home", "internal/web/a.go", `package web; import "github.com/gin-gonic/gin"`, ""},
		{"a longer name is another module", "internal/tally/a.go", `package tally; import "modernc.org/sqlitex"`, ""},
		{"gin in the pages", "internal/web/page/a.go", `package page; import "github.com/gin-gonic/gin/render"`, "only internal/web may import github.com/gin-gonic/gin"},
		{"gin in cmd", "cmd/hailong/a.go", `package main; import "github.com/gin-gonic/gin"`, "only internal/web"},
		{"bson outside the engine", "internal/store/a.go", `package store; import "go.mongodb.org/mongo-driver/v2/bson"`, "only internal/store/mongostore"},
		{"SQLite outside the engine", "cmd/hailong/a.go", `package main; import _ "modernc.org/sqlite"`, "only internal/store/sqlitestore"},
		{"a browser outside its package", "internal/web/a.go", `package web; import "github.com/chromedp/chromedp"`, "only internal/browser"},
	})
}

func TestAClockOutsideCmdIsFound(t *testing.T) {
	prove(t, asksNoTime, []sample{
		{"in cmd", "cmd/hailong/a.go", `package main; import "time"; var t = time.Now()`, ""},
		{"in a test", "internal/web/a_test.go", `package web; import "time"; var t = time.Now()`, ""},
		{"a duration", "internal/web/a.go", `package web; import "time"; const d = time.Second`, ""},
		{"a variable called time", "internal/web/a.go", `package web; import _ "time"; func f(time interface{ Now() }) { time.Now() }`, ""},
		{"a method called Now", "internal/web/a.go", `package web; import "time"; type c struct{ d time.Duration }; func (x c) f(y c) { y.Now() }`, ""},
		{"Now is called", "internal/web/a.go", "package web\nimport \"time\"\nvar t = time.Now()", "internal/web/a.go:3: time.Now is asked only in cmd"},
		{"Now is passed on", "internal/web/a.go", `package web; import "time"; var clock = time.Now`, "time.Now"},
		{"Since", "internal/web/a.go", `package web; import "time"; func f(t time.Time) { _ = time.Since(t) }`, "time.Since"},
		{"Until under another name", "internal/web/a.go", `package web; import clock "time"; func f(t clock.Time) { _ = clock.Until(t) }`, "time.Until"},
		{"a dot", "internal/web/a.go", `package web; import . "time"; var t = Now()`, "imported with a dot"},
	})
}

func TestAnInitFunctionIsFound(t *testing.T) {
	prove(t, startsNothing, []sample{
		{"a method called init", "internal/web/a.go", `package web; type s struct{}; func (s) init() {}`, ""},
		{"init", "internal/web/a.go", "package web\n\nfunc init() {}", "internal/web/a.go:3: func init is forbidden"},
		{"init in a test", "internal/web/a_test.go", `package web; func init() {}`, "func init is forbidden"},
	})
}

func TestAVaguePackageNameIsFound(t *testing.T) {
	prove(t, saysItsJob, []sample{
		{"a noun", "internal/tally/a.go", `package tally`, ""},
		{"util", "internal/util/a.go", `package util`, "package name util says nothing"},
		{"models under another name", "internal/models/a.go", `package survey`, "says nothing"},
		{"the tests of helpers", "internal/x/a_test.go", `package helpers_test`, "package name helpers says nothing"},
	})
}
