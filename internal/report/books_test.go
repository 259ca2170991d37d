package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// filled are books with something in every register.
func filled() *Books {
	return &Books{
		Volume: &Volume{Total: 1000, Fields: []FieldVolume{{"HOTICH", 700}, {"DATDAI", 300}}},
		Paper: Paper{Batches: 2, Printed: 100, Unused: 10, Waiting: 50, Issued: 40, Returned: 14, NotReturned: 26, Keyed: 13, Valid: 10, Pending: 1,
			Rejected: []Rejection{{vi("phiếu trắng"), 3}}},
		Requests: []RequestMonth{{Month: "2026-10", Received: 4, Answered: 3, OnTime: 2, Open: 1}, {Month: "2026-11"}, {Month: "2026-12", Received: 2, Ended: 2}},
		Tasks: []FollowUp{
			{Task{"Lắp thêm ghế", "Trung tâm", survey.Day(2026, 12, 1)}, TaskDone, "Đã lắp 10 ghế"},
			{Task{"Niêm yết lệ phí", "Văn phòng", survey.Day(2026, 12, 31)}, TaskDoing, strings.Repeat("ă", 400)},
		},
	}
}

// withBooks has a source say that of its campaign.
func withBooks(src Source, b *Books) Source {
	src.Books = func(_ context.Context, k survey.Campaign, p period.Period) (*Books, error) {
		if k.Code != "quy-4" || p.String() != "2026-Q4" {
			return nil, nil
		}
		return b, nil
	}
	return src
}

// twoFields are forty responses of which all name one of two fields.
func twoFields() []survey.Response {
	list := responses(forty())
	for i := range list {
		list[i].Field = []string{"HOTICH", "DATDAI"}[i%2]
	}
	return list
}

func TestWhatOtherRegistersSayStandsInTheDocument(t *testing.T) {
	src := withBooks(opened(t, twoFields()), filled())
	src.Templates = catalogue{spoken()}
	aim(t, src, 90_00)
	r := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t), Books: true})
	d := Draft(r, nil, today, Written{})
	golden(t, "document_books.txt", []byte(outlined(d)))
	if text := outlined(Draft(r, nil, today, Written{Parts: map[WrittenPart]string{Sheets: "Phát tại ba điểm."}})); !strings.Contains(text, "Phát tại ba điểm.") {
		t.Error("what people wrote is lost where the program tells something too")
	}
	narrow := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t), Books: true, Channels: []string{"qr"}})
	if narrow.Books != nil || narrow.Weighted != nil || narrow.Target() != nil {
		t.Error("a part of the responses has what is of the whole")
	}
}

// aim gives the campaign a target.
func aim(t *testing.T, src Source, target int64) {
	t.Helper()
	k, err := store.Campaigns.Get(t.Context(), src.Store, "quy-4")
	if err != nil {
		t.Fatal(err)
	}
	k.Target = target
	if err := store.Campaigns.Replace(t.Context(), src.Store, k.Code, k); err != nil {
		t.Fatal(err)
	}
}

// TestPaperWithoutBatchesIsNotContradicted: B1 counts paper forms that no batch is
// known of, so B1a has no zeros beside them.
func TestPaperWithoutBatchesIsNotContradicted(t *testing.T) {
	table := func(list []survey.Response, b *Books) *Table {
		t.Helper()
		src := withBooks(opened(t, list), b)
		src.Templates = catalogue{spoken()}
		d := Draft(compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t), Books: true}), nil, today, Written{})
		for _, one := range d.Tables() {
			if one.Code == "B1a" {
				return one
			}
		}
		t.Fatal("there is no B1a")
		return nil
	}
	onPaper, onPhones := responses(forty()), responses(forty())
	for i := range onPaper {
		onPaper[i].Channel, onPhones[i].Channel = survey.ChannelPaper, survey.ChannelQR
	}
	for name, c := range map[string]struct {
		list  []survey.Response
		books *Books
		rows  bool
	}{
		"paper without batches":     {onPaper, &Books{}, false},
		"paper of a batch":          {onPaper, filled(), true},
		"neither paper nor batches": {onPhones, &Books{}, true},
	} {
		found := table(c.list, c.books)
		rows := len(found.Rows) > 1 && strings.Contains(found.Rows[len(found.Rows)-1].Cells[0].Text, "Phiếu giấy")
		told := strings.Contains(strings.Join(found.Notes, " "), "không có sổ lô phiếu giấy")
		if rows != c.rows || told == c.rows {
			t.Errorf("%s: rows of paper %v, the note %v", name, rows, told)
		}
	}
}

func TestAFewPaperFormsAreNotToldByTheirBooks(t *testing.T) {
	list := twoFields()
	for i := range list { // nine on paper, with the slips beside
		list[i].Channel = survey.ChannelQR
		if i < 9 {
			list[i].Channel = survey.ChannelPaper
		} else if i < 20 {
			list[i].Channel = survey.ChannelSlip
		}
	}
	src := withBooks(opened(t, list), filled())
	r := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t), Books: true, Totals: true})
	if !r.PaperHidden() {
		t.Fatal("the channel of nine is shown")
	}
	for _, table := range Draft(r, nil, today, Written{}).Tables() {
		for _, row := range table.Rows {
			if name := row.Cells[0].Text; table.Code == "B1a" && row.Cells[1].Plain != "" &&
				(strings.Contains(name, "thu về") || strings.Contains(name, "hợp lệ") || strings.Contains(name, "nhập") || strings.Contains(name, "loại")) {
				t.Errorf("%s is told: %s", name, row.Cells[1].Text)
			}
		}
	}
	var b bytes.Buffer
	if err := WriteJSON(&b, r); err != nil {
		t.Fatal(err)
	}
	var file struct{ Books Books }
	if err := json.Unmarshal(b.Bytes(), &file); err != nil || file.Books.Paper.Valid != 0 || !file.Books.PaperHidden || file.Books.Paper.Issued != 40 {
		t.Errorf("the file tells %+v, %v", file.Books.Paper, err)
	}
}

func TestTheWeightedFigureIsThatOfTheWorkedExample(t *testing.T) {
	// Case 5 of the domain notes §1.7: 19 of 20 and 28 of 40, weighed 70 to 30.
	list := make([]survey.Response, 60)
	for i := range list {
		list[i] = responses(forty()[:1])[0]
		list[i].ID, list[i].Answers = survey.IDOf("quy-4", string(rune('A'+i))), make(survey.Answers, 11)
		list[i].Channel, list[i].Field = survey.ChannelQR, "HOTICH"
		if list[i].Answers[1] = 5; i == 0 || i >= 48 {
			list[i].Answers[1] = 1
		}
		if i >= 20 {
			list[i].Field = "DATDAI"
		}
	}
	for _, c := range []struct {
		name   string
		change func(b *Books, list []survey.Response)
		want   string
	}{
		{"the example", func(*Books, []survey.Response) {}, "87.50"},
		{"a field without responses", func(b *Books, _ []survey.Response) {
			b.Volume.Fields = append(b.Volume.Fields, FieldVolume{"CHUNGTHUC", 500})
		}, "87.50"},
		{"a volume that is not known", func(b *Books, _ []survey.Response) { b.Volume.Fields = b.Volume.Fields[:1] }, ""},
		{"only the total", func(b *Books, _ []survey.Response) { b.Volume.Fields = nil }, ""},
		{"no volume", func(b *Books, _ []survey.Response) { b.Volume = nil }, ""},
		{"a hidden field", func(_ *Books, list []survey.Response) {
			for i := 20; i < 56; i++ {
				list[i].Field = "HOTICH"
			}
		}, ""},
		{"responses that name no field", func(_ *Books, list []survey.Response) {
			for i := 10; i < 20; i++ {
				list[i].Field = ""
			}
		}, "84.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, list := filled(), append([]survey.Response(nil), list...)
			c.change(b, list)
			r := compiled(t, withBooks(opened(t, list), b), Request{Campaign: "quy-4", Period: quarter(t), Books: true})
			got := ""
			if r.Weighted != nil {
				got = r.Weighted.Percent.String()
			}
			if got != c.want || r.Index.Overall.Percent().String() != "78.33" {
				t.Errorf("weighted %q, want %q; official %s, want 78.33", got, c.want, r.Index.Overall.Percent())
			}
		})
	}
}

func TestTheIndexIsHeldToItsTarget(t *testing.T) {
	src := opened(t, responses(forty())) // 84,00; the overall question is 9 of 10: 59,58–98,21
	for _, c := range []struct {
		target          int64
		set, ok, beyond bool
	}{{0, false, false, false}, {84_00, true, true, false}, {84_01, true, false, false}, {100_00, true, false, true}, {50_00, true, true, true}} {
		aim(t, src, c.target)
		got := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)}).Target()
		if (got != nil) != c.set || got != nil && (got.Reached != c.ok || got.Sure != c.beyond || !got.Known) {
			t.Errorf("target %d: %+v", c.target, got)
		}
	}
	aim(t, src, 90_00)
	if got := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t).Previous()}).Target(); got != nil {
		t.Errorf("a period without responses stands to its target: %+v", got)
	}
}

// The file was kept by the program that knew no books.
func TestASnapshotOfTheFirstKindIsStillRead(t *testing.T) {
	file, err := os.ReadFile("testdata/snapshot_1.json")
	if err != nil {
		t.Fatal(err)
	}
	s := &Snapshot{}
	if err := json.Unmarshal(file, s); err != nil {
		t.Fatal(err)
	}
	const then = "2f9fa668f2bfb96485a73f61f5a668a554cf65c079e09d5d752190e190b4164b"
	if digest, err := s.Digest(); err != nil || digest != then {
		t.Errorf("digest %s, %v, want %s", digest, err, then)
	}
	frozen, err := s.Source(catalogue{sample()})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Compile(t.Context(), frozen, Request{Campaign: "quy-4", Period: quarter(t), Books: true})
	if err != nil || r.Index.Responses != 40 || r.Index.Overall.Percent().String() != "84.00" || r.Books != nil || r.Weighted != nil {
		t.Fatalf("%+v, %v", r, err)
	}
	if text := outlined(Draft(r, nil, today, Written{})); !strings.Contains(text, "write: (Phần này do cơ quan viết: số giao dịch trong kỳ") {
		t.Error("what no register says is not left for people to write")
	}
	s.Version = SnapshotVersion + 1
	if _, err := s.Source(catalogue{sample()}); !errors.Is(err, ErrVersion) {
		t.Errorf("a later version: %v", err)
	}
}

func TestASnapshotKeepsTheBooksAsTheyWere(t *testing.T) {
	b := filled()
	src := withBooks(opened(t, twoFields()), b)
	s, err := Take(t.Context(), src, "quy-4", quarter(t), today)
	if err != nil {
		t.Fatal(err)
	}
	s = kept(t, s)
	b.Volume, b.Paper.Returned, b.Tasks = nil, 999, nil
	frozen, err := s.Source(src.Templates)
	if err != nil {
		t.Fatal(err)
	}
	r := compiled(t, frozen, Request{Campaign: "quy-4", Period: quarter(t), Books: true})
	if r.Books == nil || r.Books.Paper.Returned != 14 || len(r.Books.Tasks) != 2 || r.Weighted == nil {
		t.Errorf("books of the edition: %+v", r.Books)
	}
	src.Books = func(context.Context, survey.Campaign, period.Period) (*Books, error) {
		return nil, survey.ErrUnavailable
	}
	if _, err := Take(t.Context(), src, "quy-4", quarter(t), today); !errors.Is(err, survey.ErrUnavailable) {
		t.Errorf("registers that cannot be read: %v", err)
	}
}
