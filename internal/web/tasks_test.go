package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hailong/internal/opinion"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// plan is a form of a new task that is taken.
func plan() url.Values {
	return url.Values{
		"campaign": {"dot-demo"}, "period": {"2026-Q4"}, "title": {"Đặt thêm ghế ở phòng chờ"}, "said": {"Nhiều người phải đứng chờ, gọi chị Nguyễn Thị Hương 0912 345 678."},
		"owner": {"Trung tâm Phục vụ hành chính công"}, "deadline": {"2026-12-15"},
	}
}

// but returns a form with one part changed.
func but(form url.Values, name, value string) url.Values {
	changed := maps.Clone(form)
	changed[name] = []string{value}
	return changed
}

func TestATaskIsPlannedDoneAndRemembered(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.account("mai", staff.Centre)
	lan, mai := s.login("lan"), s.login("mai")
	s.with(lan, http.MethodGet, "/office/tasks").wants(t, http.StatusOK, "Chưa có việc nào.", "lập việc đầu tiên")
	s.with(mai, http.MethodGet, "/office/tasks").wants(t, http.StatusOK, "Chưa có việc nào.", "việc đó hiện ở đây")
	s.with(lan, http.MethodGet, "/office/tasks/new?campaign=dot-demofull&period=2026-H2").wants(t, http.StatusOK, `value="dot-demofull" selected`, `value="2026-H2" selected`)
	s.with(lan, http.MethodGet, "/office/tasks/new?campaign=x&period=y").wants(t, http.StatusOK, `value="2026-Q4" selected`)
	made := s.sendAs(lan, "/office/tasks", plan())
	made.wants(t, http.StatusSeeOther)
	path, _, _ := strings.Cut(made.Header.Get("Location"), "?")
	s.with(lan, http.MethodGet, made.Header.Get("Location")).wants(t, http.StatusOK, "Đã lập việc", "Đặt thêm ghế ở phòng chờ", "[số điện thoại]", "15/12/2026", "Chưa làm",
		`href="/office/comments?campaign=dot-demo&amp;period=2026-Q4"`, "xã Ninh Giang")
	seen := s.with(mai, http.MethodGet, path)
	seen.wants(t, http.StatusOK, "Đặt thêm ghế ở phòng chờ")
	seen.lacks(t, "Ghi thay đổi", "/office/comments")
	s.sendAs(mai, path, url.Values{"version": {"1"}, "state": {"done"}}).wants(t, http.StatusForbidden)

	change := url.Values{"version": {"1"}, "state": {"doing"}, "owner": {"Chị Mai, TTPVHCC"}, "deadline": {"20/12/2026"}, "note": {"Đã đặt mua"}}
	s.sendAs(lan, path, change).wants(t, http.StatusSeeOther)
	s.with(lan, http.MethodGet, path+"?done=changed").wants(t, http.StatusOK, "Đã ghi thay đổi.", "Đang làm", "20/12/2026", "Đã đặt mua", "23/11/2026 09:00")
	done := url.Values{"version": {"2"}, "state": {"done"}, "owner": {"Chị Mai, TTPVHCC"}, "deadline": {"2026-12-20"}, "outcome": {"Đã có thêm 10 ghế."}}
	s.sendAs(lan, path, done).wants(t, http.StatusSeeOther)
	list := s.with(mai, http.MethodGet, "/office/tasks?campaign=dot-demo&period=2026-Q4&state=")
	list.wants(t, http.StatusOK, "Đã xong · 1 việc", "Đã có thêm 10 ghế.", "Việc cần làm sau Đợt DEMO, quý IV năm 2026", "tính đến 23/11/2026")
	list.lacks(t, "quá hạn", "Lập việc cần làm")
	s.with(mai, http.MethodGet, "/office/tasks?period=2026-Q3").wants(t, http.StatusOK, "Không có việc nào trong phạm vi đã chọn.")
	s.with(mai, http.MethodGet, "/office/tasks?state=open").wants(t, http.StatusOK, "Không có việc nào trong phạm vi đã chọn.")
	s.account("quan", staff.Admin)
	log := s.with(s.login("quan"), http.MethodGet, "/office/audit?action=task")
	log.wants(t, http.StatusOK, "Lập việc cần làm", "Ghi thay đổi của việc cần làm", "tình trạng: Đã xong")
	log.lacks(t, "đứng chờ")
}

func TestWhatIsWrongWithATaskIsSaidBesideItAndNothingTypedIsLost(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	for _, bad := range []struct{ part, value, sentence, beside string }{
		{"campaign", "nope", "Xin chọn đợt khảo sát", ""},
		{"period", "2026-Q9", "Xin chọn kỳ", ""},
		{"title", "", "Xin ghi tên việc", `id="k-title-wrong"`},
		{"title", strings.Repeat("ệ", opinion.MaxTitle+1), "Xin ghi tên việc", `id="k-title-wrong"`},
		{"said", "  ", "Xin ghi tóm tắt", `id="k-said-wrong"`},
		{"owner", "", "Xin ghi ai làm", `id="k-owner-wrong"`},
		{"deadline", "", "Xin chọn hạn", `id="k-deadline-wrong"`},
		{"deadline", "2026-11-22", "Xin chọn hạn", `id="k-deadline-wrong"`},
		{"deadline", "2036-01-01", "Xin chọn hạn", `id="k-deadline-wrong"`},
		{"deadline", "mai", "Xin chọn hạn", `value="mai"`},
	} {
		got := s.sendAs(lan, "/office/tasks", but(plan(), bad.part, bad.value))
		got.wants(t, http.StatusUnprocessableEntity, `role="alert">`+bad.sentence, bad.beside)
		if bad.part != "owner" {
			got.wants(t, http.StatusUnprocessableEntity, "Trung tâm Phục vụ hành chính công")
		}
	}
	s.with(lan, http.MethodGet, "/office/tasks").wants(t, http.StatusOK, "Chưa có việc nào.")

	task := s.planned("dot-demo", "Thêm ghế", survey.Day(2026, 12, 15))
	form := url.Values{"version": {"1"}, "state": {"doing"}, "owner": {"Phòng VH-XH"}, "deadline": {"2026-12-15"}, "note": {"lời đã gõ"}}
	for _, bad := range []struct{ part, value, sentence string }{
		{"state", "nope", "Xin chọn tình trạng"}, {"state", "done", "Việc đã xong thì xin ghi kết quả"},
		{"owner", "", "Xin ghi ai làm"}, {"deadline", "x", "Xin chọn hạn"}, {"deadline", "2026-11-01", "Xin chọn hạn"},
		{"outcome", strings.Repeat("x", opinion.MaxOutcome+1), "Việc đã xong thì xin ghi kết quả; kết quả không quá 2.000"},
	} {
		s.sendAs(lan, "/office/tasks/"+task.ID, but(form, bad.part, bad.value)).wants(t, http.StatusUnprocessableEntity, `role="alert">`+bad.sentence, "lời đã gõ")
	}
	s.sendAs(lan, "/office/tasks/"+task.ID, but(but(form, "state", "dropped"), "note", "")).wants(t, http.StatusUnprocessableEntity, "xin ghi lý do", `id="k-note-wrong"`)
	s.sendAs(lan, "/office/tasks/khong-co", form).wants(t, http.StatusNotFound)
	for _, path := range []string{"?campaign=nope", "/khong-co"} {
		s.with(lan, http.MethodGet, "/office/tasks"+path).wants(t, http.StatusNotFound)
	}
	for _, path := range []string{"?period=x", "?state=x"} {
		s.with(lan, http.MethodGet, "/office/tasks"+path).wants(t, http.StatusBadRequest)
	}
}

func TestWhoChangesATaskTooLateKeepsWhatWasTyped(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.account("quan", staff.Admin)
	lan, quan := s.login("lan"), s.login("quan")
	task := s.planned("dot-demo", "Thêm ghế", survey.Day(2026, 12, 15))
	first := url.Values{"version": {"1"}, "state": {"doing"}, "owner": {"Phòng VH-XH"}, "deadline": {"2026-12-15"}, "note": {"của quản trị"}}
	s.sendAs(quan, "/office/tasks/"+task.ID, first).wants(t, http.StatusSeeOther)
	late := url.Values{"version": {"1"}, "state": {"dropped"}, "owner": {"Người khác"}, "deadline": {"2026-12-20"}, "note": {"lời đã gõ của Lan"}}
	got := s.sendAs(lan, "/office/tasks/"+task.ID, late)
	got.wants(t, http.StatusConflict, "đã có người ghi thay đổi khác", "lời đã gõ của Lan", `value="Người khác"`, `value="2026-12-20"`, `value="dropped" selected`, `name="version" value="2"`, "của quản trị")
	s.sendAs(lan, "/office/tasks/"+task.ID, but(late, "version", "2")).wants(t, http.StatusSeeOther)
	s.with(lan, http.MethodGet, "/office/tasks").wants(t, http.StatusOK, "Không làm nữa · 1 việc", "Lý do không làm: lời đã gõ của Lan")
}

func TestATaskWhoseDeadlineHasPassedIsMarked(t *testing.T) {
	s := newSite(t)
	s.account("mai", staff.Centre)
	s.planned("dot-demo", "Việc trễ", survey.Day(2026, 11, 24))
	s.planned("dot-demofull", "Việc còn hạn", survey.Day(2026, 12, 24))
	s.with(s.login("mai"), http.MethodGet, "/office/tasks").lacks(t, "quá hạn")
	s.at("2026-11-25 00:30")
	s.with(s.login("mai"), http.MethodGet, "/office/tasks").wants(t, http.StatusOK, "1 việc đã quá hạn", "Chưa làm · 2 việc")
	s.with(s.login("mai"), http.MethodGet, "/office/tasks?campaign=dot-demofull").lacks(t, "quá hạn", "Việc trễ")
}

func TestWhoBelongsToNoUnitSeesTheTasksOfAllByTheirNames(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	put(s, store.Units, "xa-khac", survey.Unit{Code: "xa-khac", Name: survey.Text{"vi": "xã Khác"}, Authority: survey.Text{"vi": "UBND xã Khác"}})
	put(s, store.Campaigns, "dot-khac", survey.Campaign{Code: "dot-khac", Unit: "xa-khac", Name: survey.Text{"vi": "Đợt khác"}, Scheme: "calendar", Template: survey.Ref{Code: "short", Version: 1}, Opens: survey.Day(2026, 10, 1)})
	s.planned("dot-demo", "Của Ninh Giang", survey.Day(2026, 12, 1))
	other := s.planned("dot-khac", "Của xã khác", survey.Day(2026, 12, 2))
	lan := s.login("lan")
	s.with(lan, http.MethodGet, "/office/tasks").wants(t, http.StatusOK, "xã Ninh Giang · ", "xã Khác · ", "Của xã khác")
	s.with(lan, http.MethodGet, "/office/tasks/"+other.ID).wants(t, http.StatusOK, "xã Khác")
	s.with(lan, http.MethodGet, "/office/comments/names?unit=xa-khac").wants(t, http.StatusOK, `<h2>xã Khác</h2>`, `id="n-unit"`)
}
