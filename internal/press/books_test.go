package press_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"hailong/internal/campaign"
	"hailong/internal/catalog"
	"hailong/internal/contact"
	"hailong/internal/opinion"
	"hailong/internal/paper"
	"hailong/internal/period"
	"hailong/internal/press"
	"hailong/internal/report"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// registered fills every other register of the commune, from October on.
func registered(t *testing.T, c *commune) {
	t.Helper()
	ctx := t.Context()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	clock := time.Date(2026, 11, 2, 2, 0, 0, 0, time.UTC)
	now := func() time.Time { return clock }
	q4, s := quarter(t).Period, c.source.Store.(store.Store)
	volumes := campaign.New(s, c.Catalog.(*catalog.Catalog), now)
	for _, p := range []period.Period{q4, q4.Previous()} {
		_, err := volumes.SetVolume(ctx, campaign.Volume{Campaign: "dot", Period: p, Fields: []campaign.FieldVolume{{Field: "HOTICH", Transactions: 300}, {Field: "DATDAI", Transactions: 200}}})
		check(err)
	}
	forms := paper.NewIssuer(s, now)
	opened, err := forms.Issue(ctx, paper.Order{Campaign: "dot", Place: "trung-tam", Count: 10, By: "lan"})
	check(err)
	_, err = forms.Issue(ctx, paper.Order{Campaign: "dot", Place: "trung-tam", Count: 20, By: "lan"})
	check(err)
	ledger := paper.NewLedger(paper.LedgerOptions{Registry: s, Responses: s, Catalog: c.Catalog, Rand: rand.Reader, Now: now,
		Locked: func(context.Context, string, survey.Date) (bool, error) { return false, nil }})
	_, err = ledger.Open(ctx, opened.Code, paper.Opening{Day: survey.Day(2026, 11, 2), Returned: 3, Unused: 2, Witnesses: "Bà Đào, ông Nam"}, "lan")
	check(err)
	_, err = ledger.Put(ctx, opened.Code, paper.Draft{Serial: opened.From, Reason: paper.ReasonTorn, By: "lan"})
	check(err)
	desk := contact.NewDesk(s, now)
	for i := range 2 {
		_, err = desk.Submit(ctx, contact.Form{Unit: "ninh-giang", Key: fmt.Sprintf("%016d", i), Name: "Nguyễn Thị Lan", Phone: "0912 345 678",
			Message: "Tôi chờ giấy khai sinh đã ba tuần", Consent: contact.Consent{Given: true, Text: "2026-11"}})
		check(err)
	}
	cases, err := desk.List(ctx, "ninh-giang")
	check(err)
	check(desk.Reply(ctx, cases[0].ID, "lan", "Đã gọi lại"))
	tasks := opinion.NewTasks(s, rand.Reader, now)
	for title, p := range map[string]period.Period{"Lắp thêm ghế": q4.Previous(), "Việc của kỳ sau": q4.Next()} {
		_, err = tasks.Create(ctx, opinion.NewTask{Unit: "ninh-giang", Campaign: "dot", Period: p, Title: title, Said: "Thiếu ghế chờ", Owner: "Trung tâm", Deadline: survey.Day(2026, 12, 1), By: "lan"})
		check(err)
	}
	done, err := tasks.Create(ctx, opinion.NewTask{Unit: "ninh-giang", Campaign: "dot", Period: q4, Title: "Niêm yết lệ phí", Said: "Không thấy bảng", Owner: "Văn phòng", Deadline: survey.Day(2026, 12, 1), By: "lan"})
	check(err)
	_, err = tasks.Change(ctx, "ninh-giang", done.ID, opinion.Update{Version: 1, State: opinion.Done, Owner: "Văn phòng", Deadline: done.Deadline, Outcome: "Đã niêm yết", By: "lan"})
	check(err)
	c.source.Books = press.Books(s, now)
}

func TestTheReportTellsWhatTheOtherRegistersHold(t *testing.T) {
	c := newCommune(t, 60, "")
	registered(t, c)
	books := func(name string) report.Books {
		t.Helper()
		p, err := period.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct{ Books report.Books }
		if err := json.Unmarshal(c.file(t, "json", report.Request{Campaign: "dot", Period: p}), &file); err != nil {
			t.Fatal(err)
		}
		return file.Books
	}
	got := books("2026-Q4")
	if v := got.Volume; v == nil || v.Total != 500 || len(v.Fields) != 2 {
		t.Errorf("volume %+v", v)
	}
	want := report.Paper{Batches: 2, Printed: 30, Unused: 2, Waiting: 20, Issued: 8, Returned: 3, NotReturned: 5, Keyed: 1}
	if p := got.Paper; len(p.Rejected) != 1 || p.Rejected[0].Forms != 1 || p.Printed != want.Printed || p.Waiting != want.Waiting || p.Issued != want.Issued ||
		p.Returned != want.Returned || p.NotReturned != want.NotReturned || p.Keyed != want.Keyed || p.Valid != 0 || p.Unused != 2 || p.Batches != 2 {
		t.Errorf("paper %+v, want %+v", got.Paper, want)
	}
	if m := got.Requests; len(m) != 3 || m[1] != (report.RequestMonth{Month: "2026-11", Received: 2, Answered: 1, OnTime: 1, Open: 1}) || m[0].Received != 0 {
		t.Errorf("requests %+v", m)
	}
	if list := got.Tasks; len(list) != 2 || list[0].What != "Lắp thêm ghế" || list[1].State != report.TaskDone || list[1].Outcome != "Đã niêm yết" {
		t.Errorf("tasks %+v", list)
	}
	if half := books("2026-H2"); half.Volume == nil || half.Volume.Total != 1000 || half.Volume.Fields[0].Transactions != 600 || len(half.Requests) != 6 || half.Paper.Printed != 30 {
		t.Errorf("the half-year tells %+v", half)
	}
	if year := books("2026"); year.Volume != nil || year.Paper.Printed != 30 {
		t.Errorf("the year, of which two quarters have no volume, tells %+v", year)
	}
	if before := books("2026-Q2"); before.Paper.Printed != 0 || len(before.Tasks) != 0 || before.Volume != nil {
		t.Errorf("a quarter before tells %+v", before)
	}
}

// The files of the half-year and the year are opened as those of a quarter are;
// their counts are the sums of their quarters.
func TestAHalfYearAndAYearAreWhatTheirQuartersAre(t *testing.T) {
	c := newCommune(t, 150, "")
	registered(t, c)
	type counts struct {
		Responses, Excluded int
		Overall             struct{ Satisfied, Valid int }
		Factors, Criteria   []struct{ Satisfied, Valid int }
		Channels            []struct{ Responses *int }
	}
	read := func(name string) (report.Request, counts) {
		t.Helper()
		p, err := period.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		q := report.Request{Campaign: "dot", Period: p}
		var got counts
		if err := json.NewDecoder(bytes.NewReader(c.file(t, "json", q))).Decode(&got); err != nil {
			t.Fatal(err)
		}
		return q, got
	}
	_, third := read("2026-Q3")
	_, fourth := read("2026-Q4")
	for _, name := range []string{"2026-H2", "2026"} {
		q, got := read(name)
		if got.Responses != third.Responses+fourth.Responses || got.Overall.Valid != third.Overall.Valid+fourth.Overall.Valid || got.Responses != 300 {
			t.Errorf("%s: %d responses, want %d and %d", name, got.Responses, third.Responses, fourth.Responses)
		}
		for i, f := range got.Factors {
			if a, b := third.Factors[i], fourth.Factors[i]; f.Valid != a.Valid+b.Valid || f.Satisfied != a.Satisfied+b.Satisfied {
				t.Errorf("%s factor %d: %+v, want %+v and %+v", name, i, f, a, b)
			}
		}
		for i, f := range got.Criteria {
			if a, b := third.Criteria[i], fourth.Criteria[i]; f.Valid != a.Valid+b.Valid || f.Satisfied != a.Satisfied+b.Satisfied {
				t.Errorf("%s criterion %d: %+v, want %+v and %+v", name, i, f, a, b)
			}
		}
		want := csvGrid(t, c.file(t, "csv", q))
		if len(want["B1a"]) == 0 || len(want["B8"]) != 7 && len(want["B8"]) != 13 {
			t.Errorf("%s: %d rows in B1a, %d in B8", name, len(want["B1a"]), len(want["B8"]))
		}
		docxGrid(t, c.file(t, "docx", q)).equal(t, "docx", want)
		xlsxGrid(t, c.file(t, "xlsx", q)).equal(t, "xlsx", want)
		pdfAgrees(t, c.file(t, "pdf", q), docxLines(t, c.file(t, "docx", q)))
		recalculated(t, c.file(t, "xlsx", q), want)
		convert(t, c.file(t, "docx", q), "docx", "pdf")
	}
}
