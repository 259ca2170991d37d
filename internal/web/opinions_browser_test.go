package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/opinion"
	"hailong/internal/staff"
	"hailong/internal/survey"
)

// furnishTasks makes tasks of every state, one of them overdue.
func (s *site) furnishTasks(c *http.Cookie) {
	s.t.Helper()
	s.at("2026-11-10 09:00")
	s.planned("dot-demo", "Sửa máy lấy số ở cửa chính", survey.Day(2026, 11, 20))
	s.planned("dot-demo", "Đặt thêm 10 ghế và quạt ở phòng chờ của Trung tâm Phục vụ hành chính công", survey.Day(2026, 12, 15))
	for state, title := range map[opinion.State]string{opinion.Doing: "Hướng dẫn khai trực tuyến tại các nhà văn hóa thôn", opinion.Done: "Niêm yết lại bảng phí, lệ phí", opinion.Dropped: "Mở cửa sáng chủ nhật"} {
		task := s.planned("dot-demo", title, survey.Day(2026, 12, 1))
		form := url.Values{"version": {"1"}, "state": {string(state)}, "owner": {task.Owner}, "deadline": {"2026-12-01"}}
		if state == opinion.Done {
			form.Set("outcome", "Bảng mới treo ở cả hai cửa từ ngày 12/11/2026.")
		}
		if state == opinion.Dropped {
			form.Set("note", "Chưa đủ người trực; thay bằng giờ hành chính thứ bảy.")
		}
		s.sendAs(c, "/office/tasks/"+task.ID, form).wants(s.t, http.StatusSeeOther)
	}
	s.at("2026-11-23 09:00")
}

func TestThePagesOfCommentsAndTasksAreAccessibleAndFit(t *testing.T) {
	s, empty := newSite(t), newSite(t)
	for _, site := range []*site{s, empty} {
		site.account("lan", staff.Officer)
		site.account("mai", staff.Centre)
		site.account("hung", staff.Auditor)
	}
	s.fill("dot-demofull", 900)
	s.furnishComments()
	lan := s.login("lan")
	s.furnishTasks(lan)
	id, day := s.comment("dot-demo", "thiếu ghế")
	s.sendAs(lan, "/office/comments/dot-demo/"+id, url.Values{"day": {day}, "theme": {"complaint"}}).wants(t, http.StatusSeeOther)
	overdue := s.planned("dot-demofull", "Trả lời phản ánh trong 5 ngày", survey.Day(2026, 11, 30))
	for _, size := range []browser.Options{{Width: 390, Height: 844}, {Width: 768, Height: 1024}, {Width: 1280, Height: 900}, {Width: 390, Height: 844, Dark: true}} {
		name := fmt.Sprint(size.Width)
		if size.Dark {
			name += "-dark"
		}
		t.Run(name, func(t *testing.T) {
			p := browser.Open(t, size)
			look := func(page string) {
				t.Helper()
				p.Screenshot(page + "-" + name)
				if p.ScrollsSideways() {
					t.Errorf("%s scrolls sideways at %d px", page, size.Width)
				}
				p.Axe(t)
			}
			visit := func(page, path string) {
				t.Helper()
				p.Go(s.http.URL + path)
				look(page)
			}
			empty.enter(p, "lan")
			p.Go(empty.http.URL + "/office/comments")
			look("comments-empty")
			p.Go(empty.http.URL + "/office/tasks")
			look("tasks-empty")
			p.Click("header form button")
			p.WaitFor("#username")
			s.enter(p, "lan")
			visit("comments", "/office/comments?campaign=dot-demo&period=2026-Q4")
			p.Click("section details summary")
			look("comments-open")
			p.Go(s.http.URL + "/office/comments?campaign=dot-demo&period=2026-Q4")
			visit("comments-many", "/office/comments?campaign=dot-demofull&period=2026-Q4&theme=time")
			visit("comments-nothing", "/office/comments?campaign=dot-demo&theme=fees")
			visit("names", "/office/comments/names")
			p.Type("#n-names", "Chị Hương, địa chính")
			p.Click("form.card button")
			p.WaitFor("#n-wrong")
			look("names-wrong")
			visit("tasks", "/office/tasks")
			visit("task-new", "/office/tasks/new?campaign=dot-demo&period=2026-Q4")
			p.Click("form.plan button")
			p.WaitFor("#k-title-wrong")
			look("task-new-wrong")
			visit("task", "/office/tasks/"+overdue.ID)
			p.Click("header form button")
			p.WaitFor("#username")
			s.enter(p, "mai")
			visit("tasks-centre", "/office/tasks?campaign=dot-demo&period=2026-Q4")
			p.Click("header form button")
			p.WaitFor("#username")
			s.enter(p, "hung")
			visit("comments-reader", "/office/comments?campaign=dot-demo&period=2026-Q4")
			for _, e := range p.ConsoleErrors() {
				if !strings.Contains(e, "422") {
					t.Error(e)
				}
			}
		})
	}
}

func TestAnOfficerReadsCorrectsAndPlansWithoutScripts(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.furnishComments()
	for _, width := range []int{390, 768, 1280} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			id, _ := s.comment("dot-demo", "thiếu ghế")
			p := browser.Open(t, browser.Options{Width: width, Height: 900})
			s.enter(p, "lan")
			nav := `.side a[href="/office/comments"]`
			if width < 1024 {
				p.Click(".menu summary")
				nav = `.menu a[href="/office/comments"]`
			}
			p.Click(nav)
			p.WaitFor("#c-" + id)
			p.Click("#c-" + id + " summary")
			p.Click("#c-" + id + ` input[value="trouble"]`)
			p.Click("#c-" + id + " button")
			p.WaitFor(".note[role=status]")
			if !strings.HasSuffix(p.URL(), "#c-"+id) || !strings.Contains(p.Text("#c-"+id), "lan chọn ngày") {
				t.Errorf("after the themes: %s\n%s", p.URL(), p.Text("#c-"+id))
			}
			p.Go(s.http.URL + "/office/comments")
			p.Click(`main a[href^="/office/tasks/new"]`)
			p.WaitFor("#k-title")
			p.Type("#k-title", "Đặt thêm ghế")
			p.Type("#k-said", "Thiếu chỗ ngồi chờ.")
			p.Click("form.plan button")
			p.WaitFor("#k-owner-wrong")
			if p.Value("#k-title") != "Đặt thêm ghế" || p.Value("#k-said") != "Thiếu chỗ ngồi chờ." {
				t.Error("what was typed is lost")
			}
			p.Type("#k-owner", "Văn phòng HĐND và UBND")
			p.Eval(`document.querySelector("#k-deadline").value = "2026-12-20"`, nil)
			p.Click("form.plan button")
			p.WaitFor(".note[role=status]")
			p.Eval(`document.querySelector("#s-state").value = "done"`, nil)
			p.Type("#k-outcome", "Đã có thêm 10 ghế.")
			p.Click("form.plan button")
			p.WaitFor(".note[role=status]")
			p.Click(".back-link a")
			p.WaitFor(".tasks")
			if !strings.Contains(p.Text(".tasks"), "Đã có thêm 10 ghế.") {
				t.Errorf("the list lacks the outcome:\n%s", p.Text(".tasks"))
			}
		})
	}
}
