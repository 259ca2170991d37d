package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"hailong/internal/campaign"
	"hailong/internal/period"
	"hailong/internal/staff"
	"hailong/internal/store"
)

func TestATargetIsTypedAsPeopleWriteIt(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	path := "/office/campaigns/dot-demo"
	for typed, want := range map[string]int64{
		"": 0, " 90 ": 90_00, "90,5": 90_50, "85.25%": 85_25, "100": 100_00, "0,01": 1,
		"0": -1, "100,01": -1, "90,": -1, "-5": -1, "90,555": -1, "chín mươi": -1, "٩٠": -1, "9 0": -1, ",5": -1, "1000": -1,
	} {
		k, err := store.Campaigns.Get(t.Context(), s.store, "dot-demo")
		if err != nil {
			t.Fatal(err)
		}
		form := url.Values{"stamp": {k.Stamp()}, "name": {"Đợt DEMO"}, "target": {typed}}
		if want < 0 {
			s.sendAs(lan, path, form).wants(t, http.StatusUnprocessableEntity, "Mục tiêu là một số")
			continue
		}
		s.sendAs(lan, path, form).wants(t, http.StatusSeeOther)
		if k, err = store.Campaigns.Get(t.Context(), s.store, "dot-demo"); err != nil || k.Target != want {
			t.Errorf("%q: target %d, %v, want %d", typed, k.Target, err, want)
		}
	}
}

func TestTheOfficeSeesTheTargetAndTheWeightedFigureBesideTheIndex(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.account("mai", staff.Centre)
	s.fill("dot-demo", 600)
	lan := s.login("lan")
	path := "/office?campaign=dot-demo&period=2026-Q4"
	bare := s.with(lan, http.MethodGet, path)
	bare.wants(t, http.StatusOK)
	bare.lacks(t, "mục tiêu 9", "có trọng số theo số hồ sơ")

	k, err := store.Campaigns.Get(t.Context(), s.store, "dot-demo")
	if err != nil {
		t.Fatal(err)
	}
	k.Target = 99_00
	put(s, store.Campaigns, k.Code, k)
	v := campaign.Volume{Campaign: "dot-demo", Period: period.Of(period.Quarter, s.desk.Today(), period.Calendar)}
	for _, f := range s.catalog.Fields() {
		v.Fields = append(v.Fields, campaign.FieldVolume{Field: f.Code, Transactions: 100})
	}
	if _, err := campaign.New(s.store, s.catalog, s.clock).SetVolume(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	s.with(lan, http.MethodGet, path).wants(t, http.StatusOK, "Chưa đạt mục tiêu 99,00%", "khoảng tin cậy 95%", "có trọng số theo số hồ sơ", "không phải chỉ số chính thức")
	token := s.token(staff.Officer)
	s.getAs(token, "/api/v1/reports/dot-demo/2026-Q4.json").wants(t, http.StatusOK, `"target":{"percent":"99.00","reached":false`, `"weighted":{"label"`, `"books":{"volume"`)
	s.with(lan, http.MethodGet, path+"&channel=paper").lacks(t, "mục tiêu 99", "có trọng số theo số hồ sơ")
	s.with(lan, http.MethodGet, "/office/campaigns/dot-demo").wants(t, http.StatusOK, "từ 99% hài lòng trở lên")
}
