package catalog

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	templates "hailong/survey-templates"

	"hailong/internal/survey"
)

var update = flag.Bool("update", false, "write the golden files anew")

// decoded reads a template without judging it.
func decoded(t *testing.T, source string) *survey.Template {
	t.Helper()
	f := newFile("a.yaml", []byte(source))
	x := decodeTemplate(f)
	if len(f.complaints) > 0 {
		t.Fatal(f.complaints)
	}
	return x
}

// small returns the shortest template that passes every rule.
func small(code string, version int) string {
	return fmt.Sprintf(`code: %s
version: %d
langs: [vi]
title: { vi: Phiếu thử }
levels:
  - { vi: Rất không hài lòng }
  - { vi: Không hài lòng }
  - { vi: Bình thường }
  - { vi: Hài lòng }
  - { vi: Rất hài lòng }
na: { vi: Không áp dụng }
sections:
  - questions:
      - { code: HL0, kind: level, text: { vi: Nhìn chung? } }
      - code: A4
        kind: choice
        text: { vi: Đã nhận kết quả? }
        options:
          - { code: roi, text: { vi: Rồi } }
          - { code: chua, text: { vi: Chưa } }
      - { code: KQ, kind: level, text: { vi: Kết quả? }, skip: { question: A4, in: [chua] } }
`, code, version)
}

func complaints(t *testing.T, err error) Complaints {
	t.Helper()
	var cs Complaints
	if !errors.As(err, &cs) {
		t.Fatalf("got %v, want Complaints", err)
	}
	return cs
}

// TestEveryBadFileIsComplainedAboutWithLineAndKey loads each file of
// testdata/bad by itself and compares all complaints with the golden file.
func TestEveryBadFileIsComplainedAboutWithLineAndKey(t *testing.T) {
	names, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("testdata/bad: %v %v", names, err)
	}
	var got strings.Builder
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(name)
		fsys := fstest.MapFS{base: {Data: b}}
		if !strings.HasPrefix(base, "fields") {
			fsys[fieldsFile] = &fstest.MapFile{Data: []byte("fields: [{code: KHAC, text: {vi: Khác, en: Other}, office: {vi: Xã, en: Commune}}]")}
		} else {
			delete(fsys, base)
			fsys[fieldsFile] = &fstest.MapFile{Data: b}
			fsys["small.yaml"] = &fstest.MapFile{Data: []byte(small("small", 1))}
		}
		_, err = Load(fsys)
		fmt.Fprintf(&got, "# %s\n%v\n\n", base, complaints(t, err))
	}
	golden(t, "testdata/complaints.golden", got.String())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	gots, wants := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gots), len(wants)) {
		g, w := "", ""
		if i < len(gots) {
			g = gots[i]
		}
		if i < len(wants) {
			w = wants[i]
		}
		if g != w {
			t.Fatalf("%s:%d: got %q, want %q (run with -update to accept)", name, i+1, g, w)
		}
	}
}

func TestTheFolderIsJudgedAsAWhole(t *testing.T) {
	ok := &fstest.MapFile{Data: []byte(small("short", 1))}
	asks := &fstest.MapFile{Data: []byte(strings.Replace(small("asks", 1), "      - { code: HL0,",
		"      - { code: field, kind: field, text: { vi: Lĩnh vực } }\n      - { code: HL0,", 1))}
	for _, c := range []struct {
		name string
		fsys fstest.MapFS
		want string
	}{
		{"nothing", fstest.MapFS{}, ".: the folder holds no template; put at least one *.yaml there"},
		{"other files only", fstest.MapFS{"README.md": ok, "old/short.yaml": ok}, ".: the folder holds no template; put at least one *.yaml there"},
		{"another ending", fstest.MapFS{"short.yaml": ok, "full.yml": ok}, "full.yml: only *.yaml is read; rename the file"},
		{"the same version twice", fstest.MapFS{"a.yaml": ok, "b.yaml": ok}, "b.yaml:2: version: a.yaml holds short@1 already; give this one a new version"},
		{"no fields", fstest.MapFS{"a.yaml": asks}, "fields.yaml: the file is missing, but a.yaml asks for the service field; write it"},
		{"a bad and a good file", fstest.MapFS{"a.yaml": ok, "b.yaml": {Data: []byte("code: [\n")}, "c.yaml": {}},
			"b.yaml:1: code: sequence end token ']' not found\nc.yaml: the file is empty; write a template or remove it"},
		{"too big", fstest.MapFS{"a.yaml": {Data: []byte(strings.Repeat("# x\n", maxSize/4+1))}},
			"a.yaml: the file is over 256 KiB; a questionnaire is far smaller, split it or remove what is not one"},
		{"not UTF-8", fstest.MapFS{"a.yaml": {Data: []byte("code: a\ntitle: Phi\xeau\n")}}, "a.yaml:2: the file is not UTF-8 here; save it as UTF-8"},
		{"UTF-16", fstest.MapFS{"a.yaml": {Data: []byte("\xff\xfec\x00o\x00")}}, "a.yaml:1: the file is not UTF-8 here; save it as UTF-8"},
	} {
		_, err := Load(c.fsys)
		if got := complaints(t, err).Error(); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestALargestFileIsStillRead(t *testing.T) {
	source := small("short", 1)
	source += strings.Repeat("#", maxSize-len(source))
	if _, err := Load(fstest.MapFS{"a.yaml": {Data: []byte(source)}}); err != nil {
		t.Errorf("got %v, want it loaded", err)
	}
}

func TestWhatEditorsDoToAFileDoesNotMatter(t *testing.T) {
	source := small("short", 1)
	want := template(t, load(t, source), "short", 1)
	for name, spoiled := range map[string]string{
		"byte order mark":    "\ufeff" + source,
		"Windows line ends":  strings.ReplaceAll(source, "\n", "\r\n"),
		"decomposed letters": strings.ReplaceAll(source, "ử", "u\u031b\u0309"),
		"a document start":   "---\n" + source,
		"no last line end":   strings.TrimSpace(source),
		"a block of text":    strings.Replace(source, "{ vi: Phiếu thử }", "\n  vi: |\n    Phiếu thử\n", 1),
		"quotes":             strings.Replace(source, "Phiếu thử", `"Phiếu \u0074hử"`, 1),
	} {
		if c, differs := compare(want, template(t, load(t, spoiled), "short", 1)); differs {
			t.Errorf("%s: differs at %s (was %s)", name, c.key, c.was)
		}
	}
}

func load(t *testing.T, source string) *Catalog {
	t.Helper()
	c, err := Load(fstest.MapFS{"a.yaml": {Data: []byte(source)}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLinesAreRightAfterTextOfSeveralLines(t *testing.T) {
	for name, title := range map[string]string{
		"literal":       "|\n    Phiếu\n    thử",
		"folded":        ">\n    Phiếu\n\n    thử\n",
		"plain":         "Phiếu\n    thử",
		"double quotes": "\"Phiếu\n\n    thử\"",
		"single quotes": "'Phiếu\n    thử'",
		"comment":       "Phiếu # thử\n  # again",
	} {
		source := strings.Replace(small("short", 1), "{ vi: Phiếu thử }", "\n  vi: "+title, 1)
		source = strings.Replace(source, "code: KQ", "code: kq", 1)
		want := 1 + strings.Count(source[:strings.Index(source, "code: kq")], "\n")
		_, err := Load(fstest.MapFS{"a.yaml": {Data: []byte(source)}})
		cs := complaints(t, err)
		if len(cs) != 1 || cs[0].Line != want || cs[0].Key != "sections[0].questions[2].code" {
			t.Errorf("%s: got %v, want line %d", name, cs, want)
		}
	}
}

func TestDeepNestingIsRefusedBeforeItExhaustsTheStack(t *testing.T) {
	units := []string{"[", "{a: ", "- ", "? ", "? - ", "[[{a: [", "-\n", "!a ", "&a ", "- ? ", ": ", "a: ", "- a: ", "!a &a ", "a:\n", "a: b\n"}
	for _, unit := range units {
		for _, size := range []int{maxSize, maxTokens} {
			source := strings.Repeat(unit, size/len(unit))
			_, err := Load(fstest.MapFS{"a.yaml": {Data: []byte(source)}})
			complaints(t, err)
		}
	}
}

func TestComplaintsAboutOneFileEndWhereNobodyReadsOn(t *testing.T) {
	source := small("short", 1) + strings.Repeat("a: 1\n", 3*maxComplaints)
	_, err := Load(fstest.MapFS{"a.yaml": {Data: []byte(source)}})
	if got := len(complaints(t, err)); got != maxComplaints+1 {
		t.Errorf("got %d complaints, want %d and a word that there are more", got, maxComplaints)
	}
}

type brokenFS struct{ fstest.MapFS }

func (b brokenFS) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, "bad.yaml") {
		return nil, fs.ErrPermission
	}
	return b.MapFS.Open(name)
}

func TestAFileThatCannotBeOpenedDoesNotHideTheOthers(t *testing.T) {
	fsys := fstest.MapFS{"a.yaml": {Data: []byte("x: 1")}, "bad.yaml": {}}
	_, err := Load(brokenFS{fsys})
	files := map[string]bool{}
	for _, c := range complaints(t, err) {
		files[c.File] = true
	}
	if !files["a.yaml"] || !files["bad.yaml"] {
		t.Errorf("got %v, want complaints about both files", err)
	}
}

func TestAFolderThatCannotBeReadIsNoComplaint(t *testing.T) {
	_, err := Load(os.DirFS(filepath.Join(t.TempDir(), "none")))
	var cs Complaints
	if !errors.Is(err, fs.ErrNotExist) || errors.As(err, &cs) {
		t.Errorf("got %v, want fs.ErrNotExist", err)
	}
}

func FuzzLoad(f *testing.F) {
	for _, glob := range []string{"testdata/bad/*.yaml"} {
		names, _ := filepath.Glob(glob)
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
	}
	for _, name := range []string{"short.yaml", "fields.yaml"} {
		b, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(small("short", 1)))
	f.Add([]byte("&a [*a, <<: *a]"))
	f.Fuzz(func(t *testing.T, source []byte) {
		for _, name := range []string{"a.yaml", fieldsFile} {
			c, err := Load(fstest.MapFS{name: {Data: source}})
			if err != nil {
				for _, x := range complaints(t, err) {
					if x.Message == "" || x.File == "" || x.Line < 0 {
						t.Errorf("%+v says too little", x)
					}
				}
				continue
			}
			for _, x := range c.Templates() {
				if problems := x.Check(); len(problems) > 0 {
					t.Errorf("loaded in spite of %v", problems)
				}
				if !x.Fits(make(survey.Answers, len(x.Columns()))) {
					t.Error("a loaded template was not built")
				}
			}
		}
	})
}

// TestALineLessOfARealTemplateIsNeverAPanic drops every line of our own files
// in turn: what is left either loads or is complained about inside the file.
func TestALineLessOfARealTemplateIsNeverAPanic(t *testing.T) {
	for _, name := range []string{"short.yaml", "fields.yaml"} {
		b, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(string(b), "\n")
		complained := 0
		for i := range lines {
			fsys := fstest.MapFS{"z.yaml": {Data: []byte(small("z", 1))}, fieldsFile: {Data: []byte(oneField)}}
			fsys[name] = &fstest.MapFile{Data: []byte(strings.Join(lines[:i], "") + strings.Join(lines[i+1:], ""))}
			if _, err := Load(fsys); err != nil {
				complained++
				for _, c := range complaints(t, err) {
					if c.File != name || c.Line < 1 || c.Line > len(lines) {
						t.Errorf("without line %d: got %v, want a line of %s", i+1, c, name)
					}
				}
			}
		}
		if complained < len(lines)/3 {
			t.Errorf("%s: only %d of %d missing lines were noticed", name, complained, len(lines))
		}
	}
}

func TestWhatWasMisreadIsNotCalledMissingAsWell(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"version: 1", "version: '1'", "a.yaml:2: version: want a whole number, not text"},
		{"{ vi: Phiếu thử }", "Phiếu thử", "a.yaml:4: title: want a text in each language, as {vi: …, en: …}, not text"},
		{"{ vi: Rất không hài lòng }", "Rất không hài lòng", "a.yaml:6: levels[0]: want a text in each language, as {vi: …, en: …}, not text"},
		{"{ code: HL0, kind: level, text: { vi: Nhìn chung? } }", "HL0", "a.yaml:14: sections[0].questions[0]: want a mapping of keys, not text"},
		{"kind: choice", "kind: 2", "a.yaml:16: sections[0].questions[1].kind: want text, not the number 2; put it in quotes if it is meant"},
	} {
		source := strings.Replace(small("short", 1), c.from, c.to, 1)
		_, err := Load(fstest.MapFS{"a.yaml": {Data: []byte(source)}})
		if got := complaints(t, err).Error(); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.to, got, c.want)
		}
	}
}
