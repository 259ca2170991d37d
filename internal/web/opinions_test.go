package web_test

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hailong/internal/opinion"
	"hailong/internal/period"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// said stores responses of a day at a place, the first of which say something.
func (s *site) said(campaign, place string, day survey.Date, n int, comments ...string) {
	s.t.Helper()
	k, err := store.Campaigns.Get(s.t.Context(), s.store, campaign)
	if err != nil {
		s.t.Fatal(err)
	}
	template, err := s.catalog.Template(k.Template)
	if err != nil {
		s.t.Fatal(err)
	}
	list := make([]survey.Response, n)
	for i := range list {
		list[i] = survey.Response{
			ID: survey.IDOf(campaign, fmt.Sprint(place, day, i, comments)), Campaign: campaign, Unit: k.Unit, Place: place,
			Template: k.Template, Channel: survey.ChannelQR, Date: day, Answers: make(survey.Answers, len(template.Columns())),
		}
		if i < len(comments) {
			list[i].Comment = comments[i]
		}
	}
	s.insert(list)
}

// released returns the batches that a campaign shows.
func (s *site) released(campaign string) []opinion.Batch {
	s.t.Helper()
	got, err := opinion.NewDesk(s.store, s.clock).Release(s.t.Context(), opinion.Query{Campaign: campaign, From: 0, To: survey.Day(2027, 12, 31)})
	if err != nil {
		s.t.Fatal(err)
	}
	return got.Batches
}

// comment returns the handle of a comment that holds a text, and the day by which
// its batch is asked for.
func (s *site) comment(campaign, text string) (id, day string) {
	s.t.Helper()
	for _, b := range s.released(campaign) {
		for _, c := range b.Comments {
			if strings.Contains(c.Text, text) {
				return c.ID, b.To.String()
			}
		}
	}
	s.t.Fatalf("no comment of %s says %q", campaign, text)
	return "", ""
}

// planned makes a task behind the pages' back.
func (s *site) planned(campaign, title string, deadline survey.Date) opinion.Task {
	s.t.Helper()
	k, err := store.Campaigns.Get(s.t.Context(), s.store, campaign)
	if err != nil {
		s.t.Fatal(err)
	}
	task, err := opinion.NewTasks(s.store, rand.Reader, s.clock).Create(s.t.Context(), opinion.NewTask{
		Unit: k.Unit, Campaign: campaign, Period: period.Of(period.Quarter, survey.Day(2026, 11, 1), period.Calendar),
		Title: title, Said: "Nhiều người phải đứng chờ.", Owner: "Văn phòng HĐND và UBND", Deadline: deadline, By: "lan",
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return task
}

// withOpinions adds a comment and a task of a campaign to the paths.
func (s *site) withOpinions(campaign, place string, p pathOf) pathOf {
	s.t.Helper()
	s.said(campaign, place, survey.Day(2026, 11, 2), 10, campaign+": xin thêm ghế ở phòng chờ")
	p[":campaign:comment"], _ = s.comment(campaign, "thêm ghế")
	p["comments:campaign"] = campaign
	p["tasks:task"] = s.planned(campaign, campaign+": thêm ghế", survey.Day(2026, 12, 31)).ID
	return p
}

// furnishComments stores two batches of comments and some that wait.
func (s *site) furnishComments() {
	s.t.Helper()
	s.said("dot-demo", "trung-tam", survey.Day(2026, 10, 5), 6, "Cán bộ nhiệt tình, xin cảm ơn", "Phải chờ lâu quá, gọi 0912 345 678 không ai nghe")
	s.said("dot-demo", "trung-tam", survey.Day(2026, 10, 9), 8, "Cán bộ nhiệt tình, xin cảm ơn", "Chị Nguyễn Thị Hương hướng dẫn rất kỹ <script>alert(1)</script>")
	s.said("dot-demo", "trung-tam", survey.Day(2026, 11, 3), 10, "Phòng chờ thiếu ghế ngồi")
	s.said("dot-demo", "trung-tam", survey.Day(2026, 11, 20), 3, "Bí mật của ba người")
}

func TestCommentsAreShownInBatchesMaskedAndByTheme(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	s.with(lan, http.MethodGet, "/office/comments?campaign=dot-demo").wants(t, http.StatusOK, "Chưa có ý kiến nào được hiện trong kỳ này.", "chọn kỳ khác")
	s.furnishComments()
	all := s.with(lan, http.MethodGet, "/office/comments?campaign=dot-demo&period=2026-Q4")
	all.wants(t, http.StatusOK, "Đợt DEMO, quý IV năm 2026", "Từ 01/10 đến 09/10/2026 · 4 ý kiến", "Từ 10/10 đến 03/11/2026 · 1 ý kiến", "2 người cùng viết",
		"gọi [số điện thoại] không ai nghe", "Trung tâm Phục vụ hành chính công", "đang chờ đủ 10 phiếu", "&lt;script&gt;", "máy gợi ý",
		"Ý kiến nói về điều gì (cả kỳ, 5 ý kiến)", "Gây phiền hà, tiêu cực", `href="/office/comments/names?unit=ninh-giang"`,
		`href="/office/tasks/new?campaign=dot-demo&amp;period=2026-Q4"`)
	all.lacks(t, "0912", "Bí mật", "<script>", "Chỉ một phần ý kiến")
	s.with(lan, http.MethodGet, "/office/comments").wants(t, http.StatusOK, "Đợt DEMO, quý IV năm 2026")

	seats := s.with(lan, http.MethodGet, "/office/comments?campaign=dot-demo&period=2026-Q4&theme=premises&place=trung-tam&campaign=")
	seats.wants(t, http.StatusOK, "thiếu ghế", "Chỉ một phần ý kiến", "cả kỳ, 5 ý kiến", `aria-current="true">Cơ sở vật chất`)
	seats.lacks(t, "xin cảm ơn")
	s.with(lan, http.MethodGet, "/office/comments?campaign=dot-demo&theme=fees").wants(t, http.StatusOK, "Không có ý kiến nào khớp")
	s.with(lan, http.MethodGet, "/office/comments?campaign=dot-demo&period=2026-Q3").wants(t, http.StatusOK, "Chưa có ý kiến nào được hiện trong kỳ này.")
	for path, status := range map[string]int{
		"?campaign=nope": http.StatusNotFound, "?campaign=dot-demo&period=x": http.StatusBadRequest, "?campaign=dot-demo&theme=x": http.StatusBadRequest,
		"?campaign=dot-demo&place=nope": http.StatusNotFound, "?campaign=dot-demo&before=hom-qua": http.StatusBadRequest,
	} {
		s.with(lan, http.MethodGet, "/office/comments"+path).wants(t, status)
	}
}

func TestAPlaceWithFewResponsesIsNotTold(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	put(s, store.Places, "thon-kenh", survey.Place{Code: "thon-kenh", Unit: "ninh-giang", Name: survey.Text{"vi": "Thôn Kênh"}})
	s.said("dot-demo", "thon-kenh", survey.Day(2026, 10, 5), 2, "Đường vào khó đi")
	s.said("dot-demo", "trung-tam", survey.Day(2026, 10, 5), 30, "Ghế ngồi sạch sẽ")
	lan := s.login("lan")
	s.with(lan, http.MethodGet, "/office/comments?campaign=dot-demo").wants(t, http.StatusOK, "Đường vào khó đi", "Từ 01/10 đến 05/10/2026 · 2 ý kiến")
	s.with(lan, http.MethodGet, "/office/comments?campaign=dot-demo&place=thon-kenh").lacks(t, "Đường vào khó đi")
}

func TestManyCommentsAreOnSeveralPagesAndNoneIsLost(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	for day := range 12 {
		var words []string
		for i := range 15 {
			words = append(words, fmt.Sprintf("Lời thứ (%d)", day*15+i))
		}
		s.said("dot-demo", "trung-tam", survey.Day(2026, time.October, 1+day), 15, words...)
	}
	seen, pages := map[string]int{}, 0
	for path := "/office/comments?campaign=dot-demo&period=2026-Q4"; path != ""; pages++ {
		got := s.with(lan, http.MethodGet, path)
		got.wants(t, http.StatusOK, "cả kỳ, 180 ý kiến")
		for _, part := range strings.Split(got.body, "Lời thứ (")[1:] {
			n, _, _ := strings.Cut(part, ")")
			seen[n]++
		}
		path = ""
		if before, _, ok := strings.Cut(got.body, `">Các ý kiến trước đó`); ok {
			path = strings.ReplaceAll(before[strings.LastIndex(before, `"`)+1:], "&amp;", "&")
		}
	}
	if len(seen) != 180 || pages != 3 {
		t.Errorf("%d comments on %d pages, want 180 on 3", len(seen), pages)
	}
	for n, times := range seen {
		if times != 1 {
			t.Errorf("comment %s is shown %d times", n, times)
		}
	}
}

func TestAPersonChoosesTheThemesOfAComment(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.account("hung", staff.Auditor)
	s.furnishComments()
	lan, hung := s.login("lan"), s.login("hung")
	id, day := s.comment("dot-demo", "thiếu ghế")
	path := "/office/comments/dot-demo/" + id
	back := "campaign=dot-demo&period=2026-Q4&theme=premises"
	s.sendAs(lan, path, url.Values{"day": {day}, "back": {back}}).wants(t, http.StatusUnprocessableEntity,
		`role="alert">Xin chọn ít nhất một chủ đề`, "<details open>", `id="wrong"`, "thiếu ghế")
	s.sendAs(lan, path, url.Values{"day": {day}, "theme": {"nonsense"}}).wants(t, http.StatusUnprocessableEntity)
	sent := s.sendAs(lan, path, url.Values{"day": {day}, "back": {back}, "theme": {"time", "complaint", "time"}})
	sent.wants(t, http.StatusSeeOther)
	if got, want := sent.Header.Get("Location"), "/office/comments?campaign=dot-demo&period=2026-Q4&theme=premises&done=themes#c-"+id; got != want {
		t.Errorf("sent to %q, want %q", got, want)
	}
	s.with(lan, http.MethodGet, "/office/comments?campaign=dot-demo&done=themes").wants(t, http.StatusOK, "Đã ghi chủ đề", "lan chọn ngày 23/11/2026", "máy gợi ý: ", "Cơ sở vật chất, chỗ ngồi</span></p>")
	s.with(lan, http.MethodGet, "/office/comments?campaign=dot-demo&theme=premises").lacks(t, "thiếu ghế")
	s.with(lan, http.MethodGet, "/office/comments?campaign=dot-demo&done=nonsense").lacks(t, `role="status"`)

	reader := s.with(hung, http.MethodGet, "/office/comments?campaign=dot-demo")
	reader.wants(t, http.StatusOK, "thiếu ghế", "xin báo cán bộ khảo sát")
	reader.lacks(t, "Sửa chủ đề", "/office/comments/names", "/office/tasks/new")
	s.sendAs(hung, path, url.Values{"day": {day}, "theme": {"time"}}).wants(t, http.StatusForbidden)

	for what, form := range map[string]struct{ path, day string }{
		"another campaign":  {"/office/comments/dot-demofull/" + id, day},
		"no such comment":   {"/office/comments/dot-demo/" + strings.Repeat("0", len(id)), day},
		"another day":       {path, "2026-10-09"},
		"no day":            {path, "hôm qua"},
		"no such campaign":  {"/office/comments/nope/" + id, day},
		"what still waits":  {path, "2026-11-20"},
		"nothing of a name": {"/office/comments/dot-demo/x", day},
	} {
		if got := s.sendAs(lan, form.path, url.Values{"day": {form.day}, "theme": {"time"}}); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", what, got.StatusCode)
		}
	}
	elsewhere := s.sendAs(lan, path, url.Values{"day": {day}, "theme": {"time"}, "back": {"campaign=dot-demofull&x=https://la.example"}})
	if got := elsewhere.Header.Get("Location"); !strings.HasPrefix(got, "/office/comments?campaign=dot-demo&period=2026-Q4&done") {
		t.Errorf("sent to %q", got)
	}
}

func TestANameOnTheStaffListIsMaskedAtOnceAndStaysOutOfTheLog(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.account("quan", staff.Admin)
	s.account("hung", staff.Auditor)
	s.furnishComments()
	lan := s.login("lan")
	s.with(lan, http.MethodGet, "/office/comments?campaign=dot-demo").wants(t, http.StatusOK, "Nguyễn Thị Hương")
	s.with(lan, http.MethodGet, "/office/comments/names").wants(t, http.StatusOK, "Chưa có tên nào", "xã Ninh Giang")
	s.sendAs(lan, "/office/comments/names", url.Values{"unit": {"ninh-giang"}, "names": {"\n\nTrần Văn Bình\r\nChị Hương - 0912\r\nLê A"}}).wants(t, http.StatusUnprocessableEntity,
		`role="alert">Dòng 2 (“Chị Hương - 0912”)`, `aria-invalid="true"`, "Trần Văn Bình\nChị Hương - 0912\nLê A")
	s.with(lan, http.MethodGet, "/office/comments/names").wants(t, http.StatusOK, "Chưa có tên nào")
	long := strings.Repeat("Nguyễn Văn An\n", 1)
	for i := range opinion.MaxNames + 1 {
		long += "Trần " + strings.Repeat(string(rune('a'+i%26)), 1+i/26) + "\n"
	}
	s.sendAs(lan, "/office/comments/names", url.Values{"unit": {"ninh-giang"}, "names": {long}}).wants(t, http.StatusUnprocessableEntity, "dài quá 1000 tên")
	sent := s.sendAs(lan, "/office/comments/names", url.Values{"unit": {"ninh-giang"}, "names": {"Nguyễn Thị Hương\r\nTrần Văn Bình"}})
	sent.wants(t, http.StatusSeeOther)
	s.with(lan, http.MethodGet, sent.Header.Get("Location")).wants(t, http.StatusOK, "Đã ghi danh sách", "Đang có 2 tên", "Nguyễn Thị Hương\nTrần Văn Bình</textarea>", "lan.")
	masked := s.with(lan, http.MethodGet, "/office/comments?campaign=dot-demo")
	masked.wants(t, http.StatusOK, "[tên cán bộ] hướng dẫn rất kỹ")
	masked.lacks(t, "Hương")
	log := s.with(s.login("quan"), http.MethodGet, "/office/audit")
	log.wants(t, http.StatusOK, "Sửa danh sách cán bộ để che tên", "số lượng: 2")
	log.lacks(t, "Hương")
	s.with(lan, http.MethodGet, "/office/comments/names?unit=nope").wants(t, http.StatusNotFound)
	s.sendAs(lan, "/office/comments/names", url.Values{"unit": {"nope"}, "names": {"Nguyễn Thị Hương"}}).wants(t, http.StatusNotFound)
	s.with(s.login("hung"), http.MethodGet, "/office/comments/names").wants(t, http.StatusForbidden)
}
