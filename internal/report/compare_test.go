package report

import (
	"fmt"
	"strings"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

func TestUnitsAreComparedByNameAndNotByRank(t *testing.T) {
	src := opened(t, responses(forty()))
	second := sample()
	second.Version = 2
	src.Templates = catalogue{sample(), second}
	for i, u := range []struct {
		code, name string
		version, n int
	}{{"an-hoa", "xã An Hòa", 1, 35}, {"dai-son", "xã Đại Sơn", 2, 40}, {"dan-tien", "xã Dân Tiến", 1, 4}, {"trong", "xã Trống", 1, 0}} {
		create(t, src.Store, store.Units, u.code, survey.Unit{Code: u.code, Name: vi(u.name)})
		k := survey.Campaign{Code: "k-" + u.code, Unit: u.code, Scheme: "calendar", Template: survey.Ref{Code: "mau", Version: u.version}}
		create(t, src.Store, store.Campaigns, k.Code, k)
		list := responses(forty()[:u.n])
		for j := range list {
			list[j].ID, list[j].Campaign, list[j].Unit, list[j].Template = survey.IDOf(k.Code, fmt.Sprint(i, j)), k.Code, u.code, k.Template
		}
		if len(list) == 0 {
			continue
		}
		if _, err := src.Store.(store.Store).Insert(t.Context(), list); err != nil {
			t.Fatal(err)
		}
	}
	for totals, want := range map[bool]string{
		false: "xã An Hòa 35; xã Dân Tiến 4; xã Đại Sơn 40 broken; xã Ninh Giang 40; xã Trống 0",
		true:  "xã An Hòa 35; xã Dân Tiến 0 hidden; xã Đại Sơn 40 broken; xã Ninh Giang 40; xã Trống 0",
	} {
		list, err := Compare(t.Context(), src, "mau", quarter(t), totals)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, one := range list {
			text := fmt.Sprintf("%s %d", one.Unit.Name.In("vi"), one.Index.Responses)
			if one.Broken {
				text += " broken"
			}
			if one.Hidden {
				text += " hidden"
			}
			got = append(got, text)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("totals %v: %s\nwant %s", totals, strings.Join(got, "; "), want)
		}
	}
	if list, err := Compare(t.Context(), src, "nope", quarter(t), false); err != nil || len(list) != 0 {
		t.Errorf("an unknown questionnaire: %v, %v", list, err)
	}
}
