package campaign

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

// listed are fields of a unit; a hidden one at the end has the name of another.
func listed() []survey.Field {
	return []survey.Field{
		{Code: "HOTICH", Text: vi("Hộ tịch")},
		{Code: "DATDAI", Text: vi("Đất đai, môi trường")},
		{Code: "CHO", Text: vi("Quản lý chợ")},
		{Code: "CHO_CU", Text: vi("Quản lý chợ")},
	}
}

func TestATableIsReadAsSpreadsheetsWriteIt(t *testing.T) {
	want := Volume{Total: 1235, Fields: []FieldVolume{{"HOTICH", 1234}, {"DATDAI", 1}}}
	for name, text := range map[string]string{
		"codes":                        "lĩnh vực,số giao dịch\nHOTICH,1234\nDATDAI,1\n",
		"names":                        "Lĩnh vực;Số giao dịch\r\nHộ tịch;1.234\r\nĐất đai, môi trường;1\r\n",
		"a name in quotes":             "lĩnh vực,số giao dịch\nHộ tịch,\"1.234\"\n\"Đất đai, môi trường\",1",
		"another order":                "DATDAI,1\nHOTICH,1234",
		"a mark and blank lines":       "\ufeff\nlĩnh vực;số giao dịch\n\n hotich ; 1234 \n;\nĐẤT ĐAI,  MÔI TRƯỜNG;1\n\n",
		"decomposed letters":           "Ho\u0323\u0302 ti\u0323ch;1.234\nDATDAI;1",
		"empty columns":                "lĩnh vực,số giao dịch,,\nHOTICH,1234,,\nDATDAI,1,,\n",
		"a total":                      "HOTICH,1234\nDATDAI,1\nTổng cộng,1.235",
		"a total in front":             "tổng số;+1235\nHOTICH;1234\nDATDAI;1",
		"a semicolon in a quoted name": "\"lĩnh vực\",\"số; giao dịch\"\nHOTICH,1234\nDATDAI,1",
	} {
		got, err := ReadVolume(strings.NewReader(text), listed())
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, %v; want %+v", name, got, err, want)
		}
	}
	for text, want := range map[string]Volume{
		"Tổng;1.000.000\n":       {Total: 1_000_000},
		"quản lý chợ,5":          {Total: 5, Fields: []FieldVolume{{"CHO", 5}}},
		"CHO_CU,5\nHOTICH,0":     {Total: 5, Fields: []FieldVolume{{"HOTICH", 0}, {"CHO_CU", 5}}},
		"HOTICH,10.000.000":      {Total: MaxVolume, Fields: []FieldVolume{{"HOTICH", MaxVolume}}},
		"Hộ tịch,-0\nDATDAI,007": {Total: 7, Fields: []FieldVolume{{"HOTICH", 0}, {"DATDAI", 7}}},
	} {
		got, err := ReadVolume(strings.NewReader(text), listed())
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %+v, %v; want %+v", text, got, err, want)
		}
	}
}

func TestEverythingWrongWithATableIsNamedByItsLine(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []BadLine
	}{
		{"nothing", "", []BadLine{{0, "total", ""}}},
		{"a heading alone", "lĩnh vực,số giao dịch\n", []BadLine{{0, "total", ""}}},
		{"an unknown field", "lĩnh vực,số giao dịch\nCHỢ,1", []BadLine{{2, "field", "CHỢ"}}},
		{"another heading", "Mã,Số\nHOTICH,1", []BadLine{{1, "field", "Mã"}}},
		{"a heading in the middle", "HOTICH,1\nLĩnh vực,2", []BadLine{{2, "field", "Lĩnh vực"}}},
		{"a field twice", "HOTICH,1\nDATDAI,1\nHộ tịch,1", []BadLine{{3, "twice", "Hộ tịch"}}},
		{"a total twice", "Tổng,1\nTổng cộng,1", []BadLine{{2, "twice", "Tổng cộng"}}},
		{"a number below zero", "HOTICH,-1", []BadLine{{1, "negative", "-1"}}},
		{"a number far below zero", "HOTICH,-99999999999999999999", []BadLine{{1, "negative", "-99999999999999999999"}}},
		{"a large number", "HOTICH,10.000.001", []BadLine{{1, "large", "10.000.001"}}},
		{"a number beyond all", "HOTICH,99999999999999999999", []BadLine{{1, "large", "99999999999999999999"}}},
		{"large together", "HOTICH,10000000\nDATDAI,1", []BadLine{{0, "large", ""}}},
		{"no number", "HOTICH,", []BadLine{{1, "number", ""}}},
		{"a word", "HOTICH,nhiều", []BadLine{{1, "number", "nhiều"}}},
		{"a fraction", "HOTICH;1,5", []BadLine{{1, "number", "1,5"}}},
		{"a fraction with a dot", "HOTICH,1.5", []BadLine{{1, "number", "1.5"}}},
		{"dots in other places", "HOTICH,12.34.567", []BadLine{{1, "number", "12.34.567"}}},
		{"a dot without its thousand", "HOTICH,1234.567", []BadLine{{1, "number", "1234.567"}}},
		{"one column", "HOTICH", []BadLine{{1, "columns", "HOTICH"}}},
		{"three columns", "HOTICH,1,2", []BadLine{{1, "columns", "HOTICH 1 2"}}},
		{"a name that needs quotes", "Đất đai, môi trường,1", []BadLine{{1, "columns", "Đất đai môi trường 1"}}},
		{"no name", ",5", []BadLine{{1, "field", ""}}},
		{"another sum", "HOTICH,1\nDATDAI,2\nTổng,4", []BadLine{{3, "total", ""}}},
		{"a total of nothing", "HOTICH,1\nTổng,0", []BadLine{{2, "total", "0"}}},
		{"fields of nothing", "HOTICH,0", []BadLine{{0, "total", ""}}},
		{"an open quotation", "HOTICH,1\n\"DATDAI,2\nCHO,3", []BadLine{{2, "quotes", ""}}},
		{"a quotation in the middle", "HOTICH,1\nDAT\"DAI\",2", []BadLine{{2, "quotes", ""}}},
		{"another encoding", "H\xf4 t\xedch,1", []BadLine{{0, "encoding", ""}}},
		{"a file too large", strings.Repeat("\n", MaxTable+1), []BadLine{{0, "large", ""}}},
		{"several things", "lĩnh vực;số giao dịch\nCHỢ;1\n\"HOTICH\";x\nDATDAI;-5\nCHO;2;3\nHỘ TỊCH;1", []BadLine{
			{2, "field", "CHỢ"}, {3, "number", "x"}, {4, "negative", "-5"}, {5, "columns", "CHO 2 3"}, {6, "twice", "HỘ TỊCH"}}},
	} {
		v, err := ReadVolume(strings.NewReader(c.text), listed())
		var bad *BadTable
		if !errors.As(err, &bad) || !reflect.DeepEqual(bad.Lines, c.want) || !reflect.DeepEqual(v, Volume{}) {
			t.Errorf("%s: got %+v, %v; want %v", c.name, v, err, c.want)
		}
	}
	var bad *BadTable
	if _, err := ReadVolume(strings.NewReader(strings.Repeat("a\n", 5000)), listed()); !errors.As(err, &bad) || len(bad.Lines) != maxFaults {
		t.Errorf("a file that is no table: %d lines are named", len(bad.Lines))
	}
	if _, err := ReadVolume(iotest.ErrReader(io.ErrUnexpectedEOF), listed()); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a reader that fails: %v", err)
	}
	if got := (&BadTable{[]BadLine{{2, "field", "CHỢ\n"}, {0, "total", ""}}}).Error(); got != `volume table: line 2: field "CHỢ\n", line 0: total` {
		t.Errorf("the error is %s", got)
	}
}

func TestNothingOfAWrongTableIsKept(t *testing.T) {
	everywhere(t, func(t *testing.T, h *hall) {
		ctx, c, q4 := t.Context(), h.opened(), in(t, "2026-Q4")
		before, err := h.ImportVolume(ctx, c.Code, q4, strings.NewReader("HOTICH;1.000\nChứng thực (bản sao, chữ ký, hợp đồng);2.000"))
		must(t, err)
		if before.Total != 3000 || len(before.Fields) != 2 {
			t.Errorf("read %+v", before)
		}
		var bad *BadTable
		if _, err := h.ImportVolume(ctx, c.Code, q4, strings.NewReader("HOTICH;5\nDATDAI;x")); !errors.As(err, &bad) {
			t.Errorf("a wrong table: %v", err)
		}
		if v, err := h.Volume(ctx, c.Code, q4); err != nil || !reflect.DeepEqual(v, before) {
			t.Errorf("kept is %+v, %v; want %+v", v, err, before)
		}
		if _, err := h.ImportVolume(ctx, "nix", q4, strings.NewReader("HOTICH;5")); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("no campaign: %v", err)
		}
	})
}

// What is written as spreadsheets write it is read as it was.
func TestATableIsReadAsItWasWritten(t *testing.T) {
	fields := listed()[:3]
	rapid.Check(t, func(t *rapid.T) {
		sep := rapid.SampledFrom([]string{",", ";"}).Draw(t, "separator")
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "line end")
		want := Volume{}
		lines := []string{"lĩnh vực" + sep + "số giao dịch"}
		for _, f := range fields {
			n := rapid.Int64Range(1, MaxVolume/3).Draw(t, "number")
			name := rapid.SampledFrom([]string{f.Code, `"` + f.Text.In("vi") + `"`}).Draw(t, "name")
			number := strconv.FormatInt(n, 10)
			if rapid.Bool().Draw(t, "dots") {
				number = dotted(n)
			}
			lines = append(lines, name+sep+number)
			want.Fields, want.Total = append(want.Fields, FieldVolume{f.Code, n}), want.Total+n
		}
		got, err := ReadVolume(strings.NewReader(strings.Join(lines, end)), fields)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, %v; want %+v", got, err, want)
		}
	})
}

func dotted(n int64) string {
	if n < 1000 {
		return strconv.FormatInt(n, 10)
	}
	return fmt.Sprintf("%s.%03d", dotted(n/1000), n%1000)
}

func FuzzReadVolume(f *testing.F) {
	for _, s := range []string{
		"", "lĩnh vực,số giao dịch\nHOTICH,1.234\n", "\ufeffHộ tịch;5\r\nTổng;5", "\"Đất đai, môi trường\",1", "HOTICH,-1",
		"\"", "HOTICH,1\n\"a\"b,2", ";;;\n,,,", "Tổng,99999999999999999999", "\xff\xfe", "HOTICH,0\nTổng,0",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := ReadVolume(strings.NewReader(s), listed())
		var bad *BadTable
		if err != nil {
			if !errors.As(err, &bad) || len(bad.Lines) == 0 || !reflect.DeepEqual(v, Volume{}) {
				t.Fatalf("%q: %+v, %v", s, v, err)
			}
			return
		}
		again := v
		if err := again.check(listed()); err != nil || v.Total < 1 || v.Total > MaxVolume || !reflect.DeepEqual(again, v) {
			t.Fatalf("%q was read as %+v: %v", s, v, err)
		}
	})
}
