package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"hailong/internal/browser"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// accountOf makes an account of a role that belongs to one unit.
func (s *site) accountOf(unit, name string, role staff.Role) {
	s.t.Helper()
	if _, err := s.office.Accounts.CreateAccount(s.t.Context(), staff.Account{Username: name, Role: role, Unit: unit}, adminPassword); err != nil {
		s.t.Fatal(err)
	}
}

// kept reads a record.
func kept[T any](s *site, k store.Kind[T], code string) T {
	s.t.Helper()
	v, err := k.Get(s.t.Context(), s.store, code)
	if err != nil {
		s.t.Fatal(err)
	}
	return v
}

var week = url.Values{
	"h1-0-from": {"7h30"}, "h1-0-to": {"11:30"}, "h1-1-from": {"1330"}, "h1-1-to": {"17h"},
	"h2-0-from": {"07:30"}, "h2-0-to": {"11.30"}, "h2-1-from": {"13:30"}, "h2-1-to": {"17:00"},
	"h6-0-from": {"8g"}, "h6-0-to": {"11:00"},
}

// more returns values with some set otherwise.
func more(values url.Values, pairs ...string) url.Values {
	all := url.Values{}
	for k, v := range values {
		all[k] = v
	}
	for i := 0; i < len(pairs); i += 2 {
		all.Set(pairs[i], pairs[i+1])
	}
	return all
}

func TestAUnitGetsPlacesHoursAndCounters(t *testing.T) {
	s := newSite(t)
	s.account("quan-tri", staff.Admin)
	admin := s.login("quan-tri")
	unit := url.Values{"name": {"xã Vĩnh Hòa"}, "name_en": {"Vinh Hoa commune"}, "authority": {"Ủy ban nhân dân xã Vĩnh Hòa"}}
	made := s.sendAs(admin, "/office/units", unit)
	made.wants(t, http.StatusSeeOther)
	s.with(admin, http.MethodGet, made.Header.Get("Location")).wants(t, http.StatusOK, "Đã thêm đơn vị.", "xã Vĩnh Hòa", "Vinh Hoa commune", "Chưa có điểm tiếp nhận nào", "Hộ tịch")
	s.sendAs(admin, "/office/units", unit).wants(t, http.StatusUnprocessableEntity, "Đã có đơn vị tên này.", `value="xã Vĩnh Hòa"`)

	s.with(admin, http.MethodGet, "/office/units/xa-vinh-hoa/place").wants(t, http.StatusOK, `name="h1-0-from" value="07:30"`, "Thứ Hai, buổi 1, từ")
	place := s.sendAs(admin, "/office/units/xa-vinh-hoa/places", more(week, "name", "Điểm Vĩnh Hòa"))
	place.wants(t, http.StatusSeeOther)
	if got := place.Header.Get("Location"); got != "/office/places/diem-vinh-hoa?done=place" {
		t.Fatalf("sent to %q", got)
	}
	s.with(admin, http.MethodGet, "/office/places/diem-vinh-hoa?done=place").wants(t, http.StatusOK,
		"Đã thêm điểm tiếp nhận.", "Thứ Hai – Thứ Ba: 07:30–11:30, 13:30–17:00", "Thứ Bảy: 08:00–11:00", "Chưa có quầy nào.")
	if h := kept(s, store.Places, "diem-vinh-hoa").Hours; len(h) != 5 || h[4] != (survey.Hours{Weekday: time.Saturday, From: 480, To: 660}) {
		t.Errorf("hours %v", h)
	}
	for _, name := range []string{"Quầy 1", "Quầy 2"} {
		s.sendAs(admin, "/office/places/diem-vinh-hoa/counters", url.Values{"name": {name}, "stamp": {kept(s, store.Places, "diem-vinh-hoa").Stamp()}}).wants(t, http.StatusSeeOther)
	}
	s.sendAs(admin, "/office/places/diem-vinh-hoa/counters/quay-2", url.Values{
		"name": {"Quầy trả kết quả"}, "closed": {"1"}, "stamp": {kept(s, store.Places, "diem-vinh-hoa").Stamp()},
	}).wants(t, http.StatusSeeOther)
	s.with(admin, http.MethodGet, "/office/units/xa-vinh-hoa").wants(t, http.StatusOK, "Quầy 1", "Quầy trả kết quả (đã đóng)")

	s.sendAs(admin, "/office/places/diem-vinh-hoa", more(week, "name", "Điểm Vĩnh Hòa", "closed", "1", "stamp", kept(s, store.Places, "diem-vinh-hoa").Stamp())).wants(t, http.StatusSeeOther)
	s.with(admin, http.MethodGet, "/office/units").wants(t, http.StatusOK, "đã đóng")
	s.sendAs(admin, "/office/places/diem-vinh-hoa", more(week, "name", "Điểm Vĩnh Hòa", "stamp", kept(s, store.Places, "diem-vinh-hoa").Stamp())).wants(t, http.StatusSeeOther)
	if p := kept(s, store.Places, "diem-vinh-hoa"); p.Closed || !p.Counters[1].Closed || len(p.Hours) != 5 {
		t.Errorf("kept %+v", p)
	}
	s.sendAs(admin, "/office/units/xa-vinh-hoa", more(unit, "name", "xã Vĩnh Hoà", "stamp", kept(s, store.Units, "xa-vinh-hoa").Stamp())).wants(t, http.StatusSeeOther)
	if got := kept(s, store.Units, "xa-vinh-hoa").Name.In(survey.Vietnamese); got != "xã Vĩnh Hoà" {
		t.Errorf("the unit is called %q", got)
	}
}

func TestPremisesThatCannotBeComeBackWithWhatWasTyped(t *testing.T) {
	s := newSite(t)
	s.account("quan-tri", staff.Admin)
	admin := s.login("quan-tri")
	stamp := kept(s, store.Places, "trung-tam").Stamp()
	long := strings.Repeat("ạ", 151)
	for _, c := range []struct {
		name, path string
		values     url.Values
		want       string
	}{
		{"a unit without a name", "/office/units", url.Values{"authority": {"Ủy ban"}}, "Xin nhập tên"},
		{"a unit without an authority", "/office/units", url.Values{"name": {"xã Mới"}}, "Xin nhập tên cơ quan"},
		{"a long authority", "/office/units", url.Values{"name": {"xã Mới"}, "authority": {long}}, "không quá 150 ký tự"},
		{"a place without a name", "/office/units/ninh-giang/places", week, "Xin nhập tên"},
		{"a place that is there", "/office/units/ninh-giang/places", more(week, "name", "TRUNG TÂM phục vụ hành chính công"), "Đã có tên"},
		{"half a stretch", "/office/units/ninh-giang/places", more(week, "name", "Nhà văn hóa", "h6-0-to", ""), "Giờ làm việc Thứ Bảy: xin ghi cả"},
		{"no time of day", "/office/units/ninh-giang/places", more(week, "name", "Nhà văn hóa", "h2-0-to", "25:00"), "Giờ làm việc Thứ Ba: xin ghi cả"},
		{"an end before the beginning", "/office/units/ninh-giang/places", more(week, "name", "Nhà văn hóa", "h1-0-to", "07:00"), "Giờ làm việc Thứ Hai: giờ kết thúc"},
		{"stretches that overlap", "/office/units/ninh-giang/places", more(week, "name", "Nhà văn hóa", "h1-1-from", "11:00"), "Giờ làm việc Thứ Hai: giờ kết thúc"},
		{"a counter without a name", "/office/places/trung-tam/counters", url.Values{"stamp": {stamp}}, "Xin nhập tên"},
		{"a counter that is there", "/office/places/trung-tam/counters", url.Values{"stamp": {stamp}, "name": {"quầy 1"}}, "Đã có tên"},
		{"a counter renamed to nothing", "/office/places/trung-tam/counters/1", url.Values{"stamp": {stamp}, "name": {"  "}}, "Xin nhập tên"},
	} {
		r := s.sendAs(admin, c.path, c.values)
		r.wants(t, http.StatusUnprocessableEntity, c.want, `role="alert"`)
		for _, v := range c.values["name"] {
			r.wants(t, http.StatusUnprocessableEntity, `value="`+v+`"`)
		}
		for name, v := range c.values {
			if strings.HasPrefix(name, "h") && v[0] != "" {
				r.wants(t, http.StatusUnprocessableEntity, fmt.Sprintf(`name="%s" value="%s"`, name, v[0]))
			}
		}
	}
	s.sendAs(admin, "/office/places/trung-tam/counters/nix", url.Values{"stamp": {stamp}, "name": {"Quầy"}}).wants(t, http.StatusNotFound)
}

func TestWhoChangesWhatSomebodyElseHasChangedIsToldAndKeepsTheText(t *testing.T) {
	s := newSite(t)
	s.account("quan-tri", staff.Admin)
	admin := s.login("quan-tri")
	s.sendAs(admin, "/office/places/trung-tam/counters", url.Values{"name": {"Quầy 2"}, "stamp": {"CU"}}).wants(t, http.StatusConflict, "người khác đã lưu thay đổi", `value="Quầy 2"`)
	unit := s.sendAs(admin, "/office/units/ninh-giang", url.Values{"name": {"xã Ninh Giang mới"}, "authority": {"Ủy ban"}, "stamp": {"CU"}})
	unit.wants(t, http.StatusConflict, "người khác đã lưu thay đổi", `value="xã Ninh Giang mới"`, "Đang lưu: “xã Ninh Giang”.")
	fresh := regexp.MustCompile(`name="stamp" value="([^"]+)"`).FindStringSubmatch(unit.body)
	if fresh == nil || fresh[1] != kept(s, store.Units, "ninh-giang").Stamp() {
		t.Fatalf("the form carries the stamp %q", fresh)
	}
	s.sendAs(admin, "/office/units/ninh-giang", url.Values{"name": {"xã Ninh Giang mới"}, "authority": {"Ủy ban"}, "stamp": {fresh[1]}}).wants(t, http.StatusSeeOther)
	s.sendAs(admin, "/office/units/ninh-giang/fields", url.Values{"rows": {"1"}, "code-0": {"HOTICH"}, "vi-0": {"Hộ tịch riêng"}, "stamp": {"CU"}}).wants(t, http.StatusConflict, `value="Hộ tịch riêng"`)
	s.sendAs(admin, "/office/places/trung-tam", more(week, "name", "Trung tâm mới", "stamp", "CU")).wants(t, http.StatusConflict, `value="Trung tâm mới"`, `value="7h30"`)
}

// fieldsForm reads the form of the fields as a browser would send it.
func (s *site) fieldsForm(c *http.Cookie, unit string) url.Values {
	s.t.Helper()
	r := s.with(c, http.MethodGet, "/office/units/"+unit+"/fields")
	r.wants(s.t, http.StatusOK)
	values := url.Values{}
	for _, m := range regexp.MustCompile(`<input[^>]* name="([^"]+)" value="([^"]*)"`).FindAllStringSubmatch(r.body, -1) {
		values.Set(m[1], strings.NewReplacer("&amp;", "&", "&#39;", "'", "&#34;", `"`).Replace(m[2]))
	}
	for name := range values {
		if strings.HasPrefix(name, "hide-") && !strings.Contains(r.body, `name="`+name+`" value="1" checked`) {
			values.Del(name) // a box without a tick sends nothing
		}
	}
	return values
}

func TestAUnitKeepsItsOwnServiceFields(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	form := s.fieldsForm(lan, "ninh-giang")
	n := len(s.catalog.Fields())
	s.sendAs(lan, "/office/units/ninh-giang/fields", form).wants(t, http.StatusSeeOther)
	if u := kept(s, store.Units, "ninh-giang"); len(u.Fields) != 0 {
		t.Error("who changes nothing has a list of his own")
	}
	form = s.fieldsForm(lan, "ninh-giang")
	form.Set("vi-0", "Hộ tịch tại xã")
	form.Set("order-0", "99")
	form.Set("hide-1", "1")
	fresh := fmt.Sprint(n)
	form.Set("vi-"+fresh, "Chợ trung tâm")
	form.Set("owner-"+fresh, "Ban quản lý chợ")
	form.Set("order-"+fresh, "0")
	s.sendAs(lan, "/office/units/ninh-giang/fields", form).wants(t, http.StatusSeeOther)
	u := kept(s, store.Units, "ninh-giang")
	first, last := u.Fields[0], u.Fields[len(u.Fields)-1]
	if first.Code != "CHO_TRUNG_TAM" || first.Office.In(survey.Vietnamese) != "Ban quản lý chợ" || last.Code != "HOTICH" || last.Text.In(survey.Vietnamese) != "Hộ tịch tại xã" {
		t.Errorf("first %+v, last %+v", first, last)
	}
	if last.Text["ja"] != "" || u.Fields[1].Text["ja"] != s.catalog.Fields()[2].Text["ja"] || u.Fields[1].Text["ja"] == "" {
		t.Errorf("a translation outlived its words, or is lost: %v, %v", last.Text, u.Fields[1].Text)
	}
	if len(u.Fields) != n || len(u.Hidden) != 1 || u.Hidden[0].Code != s.catalog.Fields()[1].Code {
		t.Errorf("%d on offer, hidden %+v", len(u.Fields), u.Hidden)
	}
	s.get("/s/DEMO").wants(t, http.StatusOK, "Chợ trung tâm", "Hộ tịch tại xã")
	s.with(lan, http.MethodGet, "/office/units/ninh-giang?done=fields").wants(t, http.StatusOK, "Đã lưu lĩnh vực.", "Danh sách riêng của đơn vị.", "Đang ẩn 1 lĩnh vực.", "Ban quản lý chợ")

	back := s.fieldsForm(lan, "ninh-giang")
	for i := range n + 1 {
		back.Del(fmt.Sprintf("hide-%d", i))
	}
	s.sendAs(lan, "/office/units/ninh-giang/fields", back).wants(t, http.StatusSeeOther)
	if u := kept(s, store.Units, "ninh-giang"); len(u.Hidden) != 0 || len(u.Fields) != n+1 {
		t.Errorf("%d on offer, hidden %+v", len(u.Fields), u.Hidden)
	}
	for name, change := range map[string]func(url.Values){
		"Thứ tự là một số":                  func(v url.Values) { v.Set("order-2", "đầu") },
		"Tên lĩnh vực cần có":               func(v url.Values) { v.Set("vi-2", "") },
		"Đã có tên":                         func(v url.Values) { v.Set("vi-2", v.Get("vi-3")) },
		"không khớp với đơn vị":             func(v url.Values) { v.Set("code-2", "NIX") },
		"Xin để ít nhất một lĩnh vực":       func(v url.Values) { v.Set("rows", "0") },
		"Tên cơ quan phụ trách không quá":   func(v url.Values) { v.Set("owner-2", strings.Repeat("x", 151)) },
		"Tên lĩnh vực cần có chữ hoặc số, ": func(v url.Values) { v.Set("vi-2", strings.Repeat("x", 101)) },
	} {
		bad := s.fieldsForm(lan, "ninh-giang")
		change(bad)
		s.sendAs(lan, "/office/units/ninh-giang/fields", bad).wants(t, http.StatusUnprocessableEntity, name, `role="alert"`)
	}
}

func TestAnOfficerOfACommuneMakesPlacesButNoUnits(t *testing.T) {
	s := newSite(t)
	s.accountOf("ninh-giang", "lan", staff.Officer)
	s.account("mai", staff.Centre)
	lan, mai := s.login("lan"), s.login("mai")
	s.with(lan, http.MethodGet, "/office/units").lacks(t, "Thêm đơn vị")
	s.with(lan, http.MethodGet, "/office/units/ninh-giang").lacks(t, "Lưu tên")
	s.sendAs(lan, "/office/units", url.Values{"name": {"xã Mới"}, "authority": {"Ủy ban"}}).wants(t, http.StatusForbidden)
	s.sendAs(lan, "/office/units/ninh-giang/places", more(week, "name", "Nhà văn hóa")).wants(t, http.StatusSeeOther)
	s.with(mai, http.MethodGet, "/office/places/nha-van-hoa").wants(t, http.StatusOK, "Nhà văn hóa", "Thứ Bảy: 08:00–11:00")
	s.with(mai, http.MethodGet, "/office/places/nha-van-hoa").lacks(t, "Lưu điểm", "Thêm quầy")
}

// pageSizes are those of the screens that pages are looked at on.
var pageSizes = []browser.Options{{Width: 390, Height: 844}, {Width: 768, Height: 1024}, {Width: 1280, Height: 900}, {Width: 390, Height: 844, Dark: true}}

// lookAt opens pages at every size as somebody of the office.
func (s *site) lookAt(t *testing.T, user string, pages map[string]string) {
	t.Helper()
	for _, size := range pageSizes {
		name := fmt.Sprintf("%d", size.Width)
		if size.Dark {
			name += "-dark"
		}
		t.Run(name, func(t *testing.T) {
			p := browser.Open(t, size)
			s.enter(p, user)
			for page, path := range pages {
				p.Go(s.http.URL + path)
				p.WaitFor("main h1")
				p.Screenshot(page + "-" + name)
				if p.ScrollsSideways() {
					t.Errorf("%s scrolls sideways at %d px", path, size.Width)
				}
				p.Axe(t)
			}
			if errs := p.ConsoleErrors(); len(errs) > 0 {
				t.Error(errs)
			}
		})
	}
}

func TestThePagesOfPremisesAreAccessibleAndFit(t *testing.T) {
	s := newSite(t)
	s.account("quan-tri", staff.Admin)
	admin := s.login("quan-tri")
	s.sendAs(admin, "/office/units", url.Values{"name": {"xã Vĩnh Hòa"}, "authority": {"Ủy ban nhân dân xã Vĩnh Hòa"}}).wants(t, http.StatusSeeOther)
	s.sendAs(admin, "/office/units/ninh-giang/places", more(week, "name", "Điểm hỗ trợ thôn Kênh", "closed", "1")).wants(t, http.StatusSeeOther)
	s.sendAs(admin, "/office/places/trung-tam", more(week, "name", "Trung tâm Phục vụ hành chính công", "name_en", "Public Administration Service Centre", "stamp", kept(s, store.Places, "trung-tam").Stamp())).wants(t, http.StatusSeeOther)
	s.lookAt(t, "quan-tri", map[string]string{
		"units": "/office/units", "unit": "/office/units/ninh-giang?done=renamed", "unit-empty": "/office/units/xa-vinh-hoa?done=made", "place-new": "/office/units/ninh-giang/place",
		"place": "/office/places/trung-tam", "fields": "/office/units/ninh-giang/fields",
	})
}
