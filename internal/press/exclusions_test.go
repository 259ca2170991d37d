package press_test

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"testing"

	"hailong/internal/press"
	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
	"hailong/internal/void"
)

func TestWhatTwoPeopleVoidLeavesEveryFormatUntilItIsLifted(t *testing.T) {
	c := newCommune(t, 60, "")
	c.source.Excluded = press.Exclusions(c.Registry)
	office := void.NewOffice(c.Registry, void.Source{Counter: c.source.Counter, Templates: c.Catalog, Fields: c.Catalog.Fields()}, rand.Reader, c.Now)
	box := void.Box{Campaign: "dot", From: survey.Day(2026, 10, 1), To: survey.Day(2026, 10, 9)}
	v, err := office.Propose(t.Context(), void.Proposal{Box: box, Reason: void.Twice, Text: "Lô số 3 của bà Lan nhập hai lần", By: "lan"})
	if err != nil {
		t.Fatal(err)
	}
	told := func() (counted, excluded int64) {
		t.Helper()
		var r struct{ Responses, Excluded int64 }
		if err := json.Unmarshal(c.file(t, "json", quarter(t)), &r); err != nil {
			t.Fatal(err)
		}
		return r.Responses, r.Excluded
	}
	decide := func(id string) {
		t.Helper()
		if _, err := office.Decide(t.Context(), id, void.Verdict{Approve: true, By: "minh"}); err != nil {
			t.Fatal(err)
		}
	}
	if counted, excluded := told(); counted != 60 || excluded != 0 {
		t.Errorf("a proposal leaves %d out of %d", excluded, counted)
	}
	decide(v.ID)
	if counted, excluded := told(); excluded != v.Share.Responses || counted+excluded != 60 {
		t.Errorf("%d counted and %d excluded of 60, proposed were %d", counted, excluded, v.Share.Responses)
	}
	list, err := c.source.Excluded(t.Context(), "dot")
	if err != nil || len(list) != 1 || list[0].Reason.In(survey.Vietnamese) != "Nhập trùng lô phiếu giấy" {
		t.Errorf("exclusions %+v, %v", list, err)
	}
	for _, f := range press.ReportFiles {
		c.file(t, f.Extension, quarter(t))
	}
	lift, err := office.ProposeLift(t.Context(), v.ID, "Đã đối chiếu: không trùng", "lan")
	if err != nil {
		t.Fatal(err)
	}
	decide(lift.ID)
	if counted, excluded := told(); counted != 60 || excluded != 0 {
		t.Errorf("after the lifting %d counted and %d excluded", counted, excluded)
	}
}

func TestVoidsThatCannotBeReadAreAFault(t *testing.T) {
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	const voids store.Kind[string] = "voids"
	if err := voids.Create(t.Context(), s, "AB3K7Q", "damaged"); err != nil {
		t.Fatal(err)
	}
	var syntax *json.UnmarshalTypeError
	if list, err := press.Exclusions(s)(t.Context(), "dot"); !errors.As(err, &syntax) {
		t.Errorf("%v, %v", list, err)
	}
}
