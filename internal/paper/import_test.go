package paper

import (
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// head is a line with every column of the full questionnaire.
func head(t interface{ Fatal(...any) }) []string {
	columns := []string{SerialColumn}
	full(t).template.Questions(func(q *survey.Question) { columns = append(columns, q.Code) })
	return columns
}

// sheetOf writes forms as a file: their cells by number.
func sheetOf(t interface{ Fatal(...any) }, comma rune, forms map[string]map[string]string) []byte {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = comma
	columns := head(t)
	w.Write(columns)
	for _, serial := range slices.Sorted(maps.Keys(forms)) {
		cells := []string{serial}
		for _, c := range columns[1:] {
			cells = append(cells, forms[serial][c])
		}
		w.Write(cells)
	}
	w.Flush()
	return []byte(b.String())
}

// fileOf is a file with the forms of some numbers.
func fileOf(t interface{ Fatal(...any) }, serials ...int) []byte {
	forms := map[string]map[string]string{}
	for _, n := range serials {
		forms[fmt.Sprintf("%04d", n)] = answers(n)
	}
	return sheetOf(t, ',', forms)
}

func TestAFileIsEnteredAsItWasPreviewed(t *testing.T) {
	forms := map[string]map[string]string{"1": answers(1), "0002": answers(2), "3": keys(nine), "4": {}}
	forms["1"]["comment"] = "=HYPERLINK(\"x\")\nhai dòng; \"ngoặc\""
	plain := string(sheetOf(t, ';', forms))
	for name, text := range map[string]string{
		"semicolons":              plain,
		"commas":                  string(sheetOf(t, ',', forms)),
		"a byte order mark":       "\ufeff" + plain,
		"carriage returns":        strings.ReplaceAll(plain, "\n", "\r\n"),
		"no line end at the end":  strings.TrimSuffix(plain, "\n"),
		"lines without anything":  plain + strings.Repeat(";", len(head(t))-1) + "\n\n",
		"another order and cases": strings.Replace(plain, "so;field;A2", " SO ;FIELD;a2", 1),
	} {
		t.Run(name, func(t *testing.T) {
			everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
				d := newDesk(t, i, s, 10)
				d.open(4, 0)
				p, err := d.Preview(t.Context(), d.batch, []byte(text))
				if err != nil || len(p.Mistakes) > 0 || p.Rows != 4 || p.Valid != 2 || p.Rejected[ReasonFew] != 1 || p.Rejected[ReasonBlank] != 1 {
					t.Fatalf("preview %+v %v", p, err)
				}
				if n := len(d.look().Entries()); n > 0 {
					t.Fatalf("a preview entered %d forms", n)
				}
				for range 2 { // the second is sent again
					f := d.must(d.Import(t.Context(), d.batch, []byte(text), "lan"))
					if b := f.Balance(); b.Valid != p.Valid || b.Entered() != p.Rows || len(f.Acts) != 2 || len(f.Acts[1].Serials) != 4 {
						t.Errorf("balance %+v, acts %+v", b, f.Acts)
					}
				}
				e := d.look().Entry(1)
				if got := e.Last().Comment; got != "=HYPERLINK(\"x\")\nhai dòng; \"ngoặc\"" {
					t.Errorf("the comment is %q", got)
				}
				if e.Last().By != "lan" || e.Last().Field != "CHUNGTHUC" || e.Last().Keys["HL0"] != "5" {
					t.Errorf("entered %+v", e.Last())
				}
				if _, err := d.Import(t.Context(), d.batch, []byte(text), "minh"); !errors.As(err, new(*BadFile)) {
					t.Errorf("another's file: %v", err)
				}
			})
		})
	}
}

func TestColumnsMayStandInAnyOrder(t *testing.T) {
	q := full(t)
	columns := head(t)
	slices.Reverse(columns)
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = answers(5)[c]
	}
	cells[len(cells)-1] = "5"
	table := readTable([]byte(strings.Join(columns, ",")+"\n"+strings.Join(cells, ",")), q.template)
	if len(table.mistakes) > 0 || len(table.rows) != 1 || table.rows[0].serial != "5" || table.rows[0].keys["TC4"] != answers(5)["TC4"] {
		t.Errorf("got %+v", table)
	}
}

func TestEveryMistakeOfAFileIsNamedByLineAndColumn(t *testing.T) {
	first := strings.Join(head(t), ",")
	blank := strings.Repeat(",", len(head(t))-1)
	line := func(serial string, k map[string]string) string {
		cells := []string{serial}
		for _, c := range head(t)[1:] {
			cells = append(cells, k[c])
		}
		return strings.Join(cells, ",")
	}
	lines := func(l ...string) string { return strings.Join(l, "\n") }
	many := []string{first}
	for n := range MaxBatch + 1 {
		many = append(many, fmt.Sprint(n+1)+blank)
	}
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := newDesk(t, i, s, 500)
		d.open(20, 0)
		d.enter(3, 3)
		for _, c := range []struct {
			name, text string
			want       []Mistake
		}{
			{"nothing", "", []Mistake{{0, "", survey.FaultEmpty, 0}}},
			{"only the head", first + "\n", []Mistake{{0, "", survey.FaultEmpty, 0}}},
			{"too big", strings.Repeat("a", MaxFile+1), []Mistake{{0, "", FaultFileSize, MaxFile}}},
			{"not UTF-8", lines(first, line("1", nil), line("2", keys("comment=T\xe1t"))), []Mistake{{3, "", FaultEncoding, 0}}},
			{"UTF-16", "\xff\xfes\x00o\x00", []Mistake{{1, "", FaultEncoding, 0}}},
			{"a column missing", lines(strings.Replace(first, "TC2,", "", 1), "1"), []Mistake{{1, "TC2", survey.FaultRequired, 0}}},
			{"no numbers", lines(strings.Replace(first, "so,", "", 1)), []Mistake{{1, "so", survey.FaultRequired, 0}}},
			{"a column nobody knows", lines(strings.Replace(first, "TC2", "TC2,"+strings.Repeat("Ă", 60), 1)),
				[]Mistake{{1, strings.Repeat("Ă", 40) + "…", survey.FaultUnknown, 0}}},
			{"a column twice", lines(first + ",TC2"), []Mistake{{1, "TC2", FaultTwice, 0}}},
			{"a cell too few, one too many", lines(first, line("1", nil), "2,1", line("4", nil)+","),
				[]Mistake{{3, "", FaultCells, len(head(t))}, {4, "", FaultCells, len(head(t))}}},
			{"no number", lines(first, line("bảy", nil), line("", keys("TC1=1")), line("-1", nil), line("00007", nil)),
				[]Mistake{{2, "so", FaultSerial, 0}, {3, "so", FaultSerial, 0}, {4, "so", FaultSerial, 0}, {5, "so", FaultSerial, 0}}},
			{"another batch", lines(first, line("0", nil), line("501", nil)), []Mistake{{2, "so", FaultOutside, 0}, {3, "so", FaultOutside, 0}}},
			{"twice", lines(first, line("7", nil), line("0007", nil)), []Mistake{{3, "so", FaultTwice, 0}}},
			{"entered", lines(first, line("3", nil)), []Mistake{{2, "so", FaultEntered, 0}}},
			{"keys that mean nothing", lines(first, line("1", keys("TC1=8 A2=9 field=99")), line("2", keys("UT=99"))),
				[]Mistake{{2, "field", survey.FaultOption, 0}, {2, "A2", survey.FaultOption, 0}, {2, "TC1", survey.FaultRange, 0}, {3, "UT", survey.FaultOption, 0}}},
			{"a long comment", lines(first, line("1", map[string]string{"comment": strings.Repeat("ă", 501)})), []Mistake{{2, "comment", survey.FaultTooLong, 500}}},
			{"lines are counted through a comment", lines(first, line("1", map[string]string{"comment": "\"một\nhai\""}), line("x", nil)), []Mistake{{4, "so", FaultSerial, 0}}},
			{"quotes that do not close", lines(first, line("1", nil), "\"2"+blank), []Mistake{{3, "", survey.FaultUnreadable, 0}}},
			{"too many", lines(many...), []Mistake{{502, "", FaultRows, MaxBatch}}},
		} {
			p, err := d.Preview(t.Context(), d.batch, []byte(c.text))
			got := slices.DeleteFunc(p.Mistakes, func(m Mistake) bool {
				return c.name == "too many" && (m.Code == FaultOutside || m.Code == FaultEntered)
			})
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%s: got %v %v, want %v", c.name, got, err, c.want)
			}
			var bad *BadFile
			if _, err := d.Import(t.Context(), d.batch, []byte(c.text), "lan"); !errors.As(err, &bad) || len(bad.Mistakes) == 0 {
				t.Errorf("%s: imported (%v)", c.name, err)
			}
		}
		if n := len(d.look().Entries()); n != 1 {
			t.Errorf("%d forms were entered from files with mistakes", n-1)
		}
	})
}

func TestAnImportIsWholeOrNothing(t *testing.T) {
	killings(t, func(t *testing.T, die func(store.Store) *mortal) (lived bool) {
		everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
			d := newDesk(t, i, s, 60)
			d.open(50, 0)
			var serials []int
			for n := range 50 {
				serials = append(serials, n+1)
			}
			data := fileOf(t, serials...)
			m := die(s)
			_, err := d.over(m, m).Import(t.Context(), d.batch, data, "lan")
			lived = err == nil
			if n := len(d.look().Entries()); n != 0 && n != 50 {
				t.Errorf("%d forms entered", n)
			}
			if n := len(d.must(d.Import(t.Context(), d.batch, data, "lan")).Entries()); n != 50 {
				t.Errorf("%d forms entered in the end", n)
			}
		})
		return lived
	})
}

func TestAFileNeedsAnOpenedBox(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := newDesk(t, i, s, 10)
		_, previewed := d.Preview(t.Context(), d.batch, fileOf(t, 1))
		_, imported := d.Import(t.Context(), d.batch, fileOf(t, 1), "lan")
		if !errors.Is(previewed, ErrUnopened) || !errors.Is(imported, ErrUnopened) {
			t.Errorf("got %v and %v", previewed, imported)
		}
	})
}

func FuzzReadTable(f *testing.F) {
	good := fileOf(f, 1, 2)
	for _, seed := range [][]byte{
		good, nil, []byte("\ufeff"), []byte("so\n1"), []byte("so;TC1\n1;2"), []byte("\"so\"\n\"1"), []byte("a\"b,c"), {0xff, 0xfe},
		append([]byte("\ufeff"), good...), append(slices.Clone(good), "\x00,\"\"\"\n"...), []byte(strings.ReplaceAll(string(good), "\n", "\r\n")),
		[]byte(strings.ReplaceAll(string(good), ",", ";")), append(slices.Clone(good), good...),
	} {
		f.Add(seed)
	}
	q := full(f)
	columns := len(head(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		table := readTable(data, q.template)
		if len(table.rows) == 0 && len(table.mistakes) == 0 {
			t.Fatal("nothing and no mistake")
		}
		if len(table.rows) > MaxBatch+1 {
			t.Fatalf("%d rows", len(table.rows))
		}
		lines := 1 + strings.Count(string(data), "\n")
		for _, r := range table.rows {
			if r.line < 2 || r.line > lines || len(r.keys) != columns-1 && (len(r.keys) > 0 || len(table.mistakes) == 0) {
				t.Fatalf("row %+v of %d lines", r, lines)
			}
			if n, ok := r.number(); ok && (n < 0 || n > MaxSerial) {
				t.Fatalf("number %d of %q", n, r.serial)
			}
		}
		for _, m := range table.mistakes {
			if m.Line < 0 || m.Line > lines || m.Code == "" {
				t.Fatalf("mistake %+v of %d lines", m, lines)
			}
		}
	})
}
