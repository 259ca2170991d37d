package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// everyFile writes the report of a request in every format of this package.
func everyFile(t *testing.T, src Source, q Request) string {
	t.Helper()
	r, err := Compile(t.Context(), src, q)
	if err != nil {
		t.Fatal(err)
	}
	before, err := Before(t.Context(), src, q)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	d := Draft(r, before, survey.Day(2026, 12, 20), Written{})
	if err := errors.Join(WriteJSON(&b, r), WriteDOCX(&b, d), WriteXLSX(&b, d), WriteCSV(&b, d)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// kept returns a snapshot as it comes back from where it was kept.
func kept(t *testing.T, s *Snapshot) *Snapshot {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	back := &Snapshot{}
	if err := json.Unmarshal(b, back); err != nil {
		t.Fatal(err)
	}
	first, err := s.Digest()
	if err != nil {
		t.Fatal(err)
	}
	if second, err := back.Digest(); err != nil || first != second {
		t.Errorf("digest %s, after keeping %s, %v", first, second, err)
	}
	return back
}

func TestASnapshotGivesTheSameReportsWhateverHappensAfterwards(t *testing.T) {
	src := history(t)
	src.Excluded = excluding(survey.Scope{Campaign: "thu", From: survey.Day(2026, 8, 5), To: survey.Day(2026, 8, 5), Places: []string{"vinh-hoa"}})
	p := quarter(t).Previous() // the third quarter, compared with another campaign's second
	snapshot, err := Take(t.Context(), src, "thu", p, survey.Day(2026, 10, 2))
	if err != nil {
		t.Fatal(err)
	}
	requests := []Request{{}, {Totals: true}, {Everything: true}}
	var before []string
	for i := range requests {
		requests[i].Campaign, requests[i].Period = "thu", p
		before = append(before, everyFile(t, src, requests[i]))
	}
	moveOn(t, src)
	if everyFile(t, src, requests[0]) == before[0] {
		t.Error("the store did not change; the test proves nothing")
	}
	frozen, err := kept(t, snapshot).Source(src.Templates)
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range requests {
		if everyFile(t, frozen, q) != before[i] {
			t.Errorf("the files of request %d are others", i)
		}
	}
	if _, err := Compile(t.Context(), frozen, Request{Campaign: "thu", Period: p, Places: []string{"vinh-hoa"}}); !errors.Is(err, ErrNotKept) {
		t.Errorf("a narrowed request: %v", err)
	}
}

// excluding excludes one set of its campaign.
func excluding(s survey.Scope) func(ctx context.Context, campaign string) ([]Exclusion, error) {
	return func(_ context.Context, campaign string) ([]Exclusion, error) {
		if campaign != s.Campaign {
			return nil, nil
		}
		return []Exclusion{{Scope: s, Reason: vi("Nhập thử")}}, nil
	}
}

// moveOn has responses come late, names change and a campaign end.
func moveOn(t *testing.T, src Source) {
	t.Helper()
	late := responses(forty())
	for i := range late {
		late[i].ID, late[i].Campaign = survey.IDOf("thu", fmt.Sprint("late", i)), "thu"
		late[i].Date, late[i].Template.Version = survey.Day(2026, 8, 9), 2
	}
	if _, err := src.Store.(store.Store).Insert(t.Context(), late); err != nil {
		t.Fatal(err)
	}
	u, err := store.Units.Get(t.Context(), src.Store, "ninh-giang")
	if err != nil {
		t.Fatal(err)
	}
	u.Name = vi("xã Tên Mới")
	if err := store.Units.Replace(t.Context(), src.Store, u.Code, u); err != nil {
		t.Fatal(err)
	}
	if err := store.Campaigns.Delete(t.Context(), src.Store, "quy-4"); err != nil {
		t.Fatal(err)
	}
}

func TestASnapshotHoldsNoResponse(t *testing.T) {
	list := responses(forty())
	for i := range list {
		list[i].Comment = "Ý kiến riêng"
	}
	s, err := Take(t.Context(), opened(t, list), "quy-4", quarter(t), survey.Day(2027, 1, 2))
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "Ý kiến riêng") || strings.Contains(string(b), list[0].ID.String()) {
		t.Error("a comment or an id is in the snapshot")
	}
}

func TestASnapshotOfAnotherMethodOrWithOtherCountsIsRefused(t *testing.T) {
	src := opened(t, responses(forty()))
	s, err := Take(t.Context(), src, "quy-4", quarter(t), survey.Day(2027, 1, 2))
	if err != nil {
		t.Fatal(err)
	}
	old := *kept(t, s)
	old.Method = "hailong-0"
	if _, err := old.Source(src.Templates); !errors.Is(err, ErrMethod) {
		t.Errorf("another method: %v", err)
	}
	spoilt := kept(t, s)
	spoilt.Counts[0].Whole.Counts[3]++
	frozen, err := spoilt.Source(src.Templates)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Compile(t.Context(), frozen, Request{Campaign: "quy-4", Period: quarter(t)}); !errors.Is(err, tally.ErrTemplate) {
		t.Errorf("counts that do not add up: %v", err)
	}
}
