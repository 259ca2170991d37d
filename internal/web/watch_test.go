package web_test

import (
	crand "crypto/rand"
	"encoding/csv"
	"fmt"
	"html"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/daybook"
	"hailong/internal/demo"
	"hailong/internal/report"
	"hailong/internal/slip"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/watch"
)

// stuff makes seven weeks of plausible responses and adds some attacks, each on a
// day of November, then looks at the days as the night does.
func (s *site) stuff(campaign string, attacks map[int]demo.Attack) {
	s.t.Helper()
	s.fill(campaign, 1800)
	k, err := store.Campaigns.Get(s.t.Context(), s.store, campaign)
	if err != nil {
		s.t.Fatal(err)
	}
	template, err := s.catalog.Template(k.Template)
	if err != nil {
		s.t.Fatal(err)
	}
	for day, a := range attacks {
		var like []survey.Response
		on := survey.Day(2026, 11, day)
		for r, err := range s.store.Responses(s.t.Context(), survey.Scope{Campaign: campaign, From: on, To: on}) {
			if err != nil {
				s.t.Fatal(err)
			}
			one := *r
			one.Answers = append(survey.Answers(nil), r.Answers...)
			like = append(like, one)
		}
		dice := rand.New(rand.NewPCG(uint64(day), 1))
		extra := a.Stuff(dice, template, like, 14, fmt.Sprint(day))
		demo.Thresholds{Network: 6, Burst: 8}.Flag(dice, like, a, extra)
		s.insert(extra)
	}
	s.look()
}

// look packs what is over, with what is odd about it.
func (s *site) look() {
	s.t.Helper()
	if _, err := daybook.New(s.store, s.clock, daybook.Options{Templates: s.catalog}).Pack(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

var alertKey = regexp.MustCompile(`name="alert" value="([^"]+)"`)

func TestWhatIsOddIsListedLookedAtAndNotCountedAgain(t *testing.T) {
	s := newSite(t)
	s.stuff("dot-demo", map[int]demo.Attack{18: demo.AllBest, 19: demo.SameText, 20: demo.OneCookie})
	for name, role := range map[string]staff.Role{"lan": staff.Officer, "hung": staff.Auditor, "mai": staff.Centre, "tho": staff.Clerk, "ba": staff.Approver} {
		s.account(name, role)
	}
	lan, hung := s.login("lan"), s.login("hung")
	list := s.with(lan, http.MethodGet, "/office/watch")
	list.wants(t, http.StatusOK, "Ngày 20/11/2026", "Có vẻ do máy gửi", "Ngày 19/11/2026", "Phiếu giống hệt nhau hoặc cùng một lời góp ý", "Ngày 18/11/2026", "Một mức cho mọi câu",
		"chọn mức 5 cho mọi câu", "Trung tâm Phục vụ hành chính công", "Đợt DEMO", "Có thể hôm đó phục vụ thật sự tốt", "Ghi đã xem xét",
		`href="/office/voids/new?campaign=dot-demo&amp;from=2026-11-18&amp;place=trung-tam&amp;to=2026-11-18"`)
	if a, b := strings.Index(list.body, "Ngày 20/11"), strings.Index(list.body, "Ngày 18/11"); a > b {
		t.Error("the latest day is not the first")
	}
	for query, want := range map[string]string{"kind=straight": "18/11/2026", "kind=clones": "19/11/2026", "campaign=dot-demo&place=trung-tam&kind=script": "20/11/2026"} {
		r := s.with(lan, http.MethodGet, "/office/watch?"+query)
		r.wants(t, http.StatusOK, "Ngày "+want)
		kinds := regexp.MustCompile(`<h3>([^<]+)`).FindAllStringSubmatch(r.body, -1)
		for _, k := range kinds {
			if strings.TrimSpace(k[1]) != strings.TrimSpace(kinds[0][1]) {
				t.Errorf("%s lists %s beside %s", query, k[1], kinds[0][1])
			}
		}
	}
	s.with(lan, http.MethodGet, "/office/watch?kind=slips").wants(t, http.StatusOK, "Trong phạm vi này không có ngày hay điểm nào khác hẳn mọi khi")
	for _, path := range []string{"/office/watch?campaign=khong-co", "/office/watch?place=khong-co"} {
		s.with(lan, http.MethodGet, path).wants(t, http.StatusNotFound)
	}
	if r := s.with(hung, http.MethodGet, "/office/watch"); r.StatusCode != http.StatusOK || strings.Contains(r.body, "Ghi đã xem xét") || strings.Contains(r.body, "Đề nghị loại phiếu") {
		t.Errorf("the auditor: status %d, or he is offered what he may not do", r.StatusCode)
	}
	for _, name := range []string{"mai", "tho"} {
		c := s.login(name)
		s.with(c, http.MethodGet, "/office/watch").wants(t, http.StatusForbidden)
		if strings.Contains(s.with(c, http.MethodGet, "/office/me").body, "/office/watch") {
			t.Errorf("%s sees that there is such a page", name)
		}
	}
	s.with(lan, http.MethodGet, "/office/voids/new?campaign=dot-demo&from=2026-11-18&to=2026-11-18&place=trung-tam").
		wants(t, http.StatusOK, `value="2026-11-18"`, `name="place" value="trung-tam" checked`)
}

func TestANoteIsWrittenOnceAndTakesTheAlertFromTheFirstPage(t *testing.T) {
	s := newSite(t)
	s.stuff("dot-demo", map[int]demo.Attack{18: demo.AllBest, 20: demo.OneCookie})
	s.account("lan", staff.Officer)
	s.account("hung", staff.Auditor)
	lan := s.login("lan")
	unseen := func() string {
		return regexp.MustCompile(`Có \d+ dấu hiệu bất thường`).FindString(s.with(lan, http.MethodGet, "/office?campaign=dot-demo&period=2026-Q4").body)
	}
	before := unseen()
	key := alertKey.FindStringSubmatch(s.with(lan, http.MethodGet, "/office/watch?kind=straight").body)[1]
	form := url.Values{"alert": {key}, "kind": {"straight"}, "note": {" "}}
	s.sendAs(lan, "/office/watch", form).wants(t, http.StatusUnprocessableEntity, "Xin ghi rõ", `role="alert"`, "<details open>")
	form.Set("note", "Đã hỏi <b>quầy 1</b>: hôm đó trả kết quả cho cả thôn")
	for range 2 { // a double tap
		s.sendAs(lan, "/office/watch", form).wants(t, http.StatusSeeOther)
	}
	r := s.with(lan, http.MethodGet, "/office/watch?done=noted&kind=straight")
	r.wants(t, http.StatusOK, "Đã ghi kết quả xem xét", "Đã hỏi &lt;b&gt;quầy 1&lt;/b&gt;", "(lan, 23/11/2026)")
	if n := strings.Count(r.body, "Đã hỏi &lt;b&gt;"); n != 1 {
		t.Errorf("the note stands there %d times", n)
	}
	if after := unseen(); before == "" || after == before {
		t.Errorf("unseen before %q, after %q", before, after)
	}
	if len(s.recorded("watch.review")) != 2 {
		t.Error("the review is not in the log")
	}
	form.Set("alert", "dot-demo/2026-11-18/trung-tam//burst/0")
	s.sendAs(lan, "/office/watch", form).wants(t, http.StatusNotFound)
	s.sendAs(s.login("hung"), "/office/watch", form).wants(t, http.StatusForbidden)
}

func TestTheOfficialFigureStandsBesideThatWithoutWhatIsOdd(t *testing.T) {
	s := newSite(t)
	s.stuff("dot-demo", map[int]demo.Attack{18: demo.AllBest, 20: demo.OneCookie})
	s.account("lan", staff.Officer)
	s.account("mai", staff.Centre)
	const scope = "campaign=dot-demo&period=2026-Q4"
	page := s.with(s.login("lan"), http.MethodGet, "/office?"+scope)
	page.wants(t, http.StatusOK, "Số phiếu có dấu hiệu bất thường:", "nếu không tính các phiếu này thì chỉ số hài lòng chung là", "Một mức cho mọi câu, nhiều hơn thường lệ", "Không gửi từ trang phiếu của hệ thống")
	// Of what still moves, the rated party is not told.
	totals := s.with(s.login("mai"), http.MethodGet, "/office?"+scope)
	totals.wants(t, http.StatusOK, "không được nêu ở đây, để không ai bị nhận ra")
	if strings.Contains(totals.body, "nhiều hơn thường lệ") {
		t.Error("who reads totals only is told the kinds")
	}
	r := s.getAs(s.token(staff.Officer), "/api/v1/export.csv?"+scope)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(r.body, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen, last := map[string]int{}, len(rows[0])-1
	for _, row := range rows[1:] {
		seen[row[last]]++
	}
	if rows[0][last] != "flags" || seen["straight"] < 14 || seen["fast+network+key"] == 0 || len(rows) != 1+1800+28 {
		t.Errorf("the export of %d rows has the flags %v", len(rows)-1, seen)
	}
}

// flaggedFew makes enough plain responses and two that carry a flag.
func (s *site) flaggedFew(campaign string) {
	s.t.Helper()
	s.fill(campaign, 200)
	k, err := store.Campaigns.Get(s.t.Context(), s.store, campaign)
	if err != nil {
		s.t.Fatal(err)
	}
	template, err := s.catalog.Template(k.Template)
	if err != nil {
		s.t.Fatal(err)
	}
	like := survey.Response{
		Template: k.Template, Campaign: k.Code, Unit: k.Unit, Place: "trung-tam", Date: survey.Day(2026, 11, 20), Channel: survey.ChannelQR,
		Answers: make(survey.Answers, len(template.Columns())),
	}
	for i := range like.Answers {
		like.Answers[i] = 3
	}
	two := demo.OneCookie.Stuff(rand.New(rand.NewPCG(1, 1)), template, []survey.Response{like}, 2, "few")
	for i := range two {
		two[i].Flags = survey.FlagFast
	}
	s.insert(two)
}

func TestTwoOddResponsesAreNotSingledOut(t *testing.T) {
	s := newSite(t)
	s.flaggedFew("dot-demo")
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	r := s.with(lan, http.MethodGet, "/office?campaign=dot-demo&period=2026-Q4")
	r.wants(t, http.StatusOK, "Số phiếu có dấu hiệu bất thường: dưới 10 phiếu", "Các phiếu này vẫn được tính")
	for _, secret := range []string{"nếu không tính các phiếu này thì", "2 trên 202", "Hình thức trả lời: Mã QR", "(200 phiếu)"} {
		if strings.Contains(r.body, secret) {
			t.Errorf("the page tells %q", secret)
		}
	}
	link := regexp.MustCompile(`/office/watch\?[^"]+`).FindString(r.body)
	s.with(lan, http.MethodGet, html.UnescapeString(link)).wants(t, http.StatusOK, "Dấu hiệu của từng phiếu lẻ chỉ được đếm",
		"quý IV năm 2026: dưới 10 phiếu)", "nêu những ngày và những điểm", "Trong phạm vi này không có ngày hay điểm nào khác hẳn mọi khi")
	s.with(lan, http.MethodGet, "/office/watch").wants(t, http.StatusOK, "Đợt DEMO”, quý IV năm 2026: dưới 10 phiếu)")
	s.with(lan, http.MethodGet, "/office/watch?campaign=dot-demo&period=2026-Q3").wants(t, http.StatusOK, "quý III năm 2026: 0 phiếu)")
	s.with(lan, http.MethodGet, "/office/watch?period=x").wants(t, http.StatusBadRequest)
	token := s.token(staff.Officer)
	s.getAs(token, "/api/v1/index?campaign=dot-demo&period=2026-Q4").
		wants(t, http.StatusOK, `"flagged":{"responses":null,"fewer_than":10,"without":null,"kinds":[],"channels":[]}`)
	s.getAs(token, "/api/v1/reports/dot-demo/2026-Q4.csv").wants(t, http.StatusOK, "B10,Phiếu có dấu hiệu bất thường,2,,Phiếu có dấu hiệu,Số phiếu,\r\n")
}

// TestASignHasOneName: what a response is counted under is what the day is listed
// under.
func TestASignHasOneName(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	page := s.with(s.login("lan"), http.MethodGet, "/office/watch")
	for _, f := range []survey.Flags{survey.FlagFast, survey.FlagHours, survey.FlagNetwork, survey.FlagBurst, survey.FlagStraight, survey.FlagClone} {
		page.wants(t, http.StatusOK, ">"+report.FlagName(f).In(survey.Vietnamese)+"</option>")
	}
}

func TestSlipsThatAreMoreThanTheCasesAreListed(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	issuer := slip.NewIssuer(s.store, crand.Reader, s.clock)
	if _, err := issuer.Issue(t.Context(), slip.Order{Campaign: "dot-demo", Place: "trung-tam", Count: 240, Days: 30, By: "lan"}); err != nil {
		t.Fatal(err)
	}
	s.with(lan, http.MethodGet, "/office/watch").wants(t, http.StatusOK, "Chưa có ngày hay điểm nào khác hẳn mọi khi")
	s.sendAs(lan, "/office/campaigns/dot-demo/volumes", url.Values{"period": {"2026-Q4"}, "total": {"200"}}).wants(t, http.StatusSeeOther)
	s.with(lan, http.MethodGet, "/office/watch").wants(t, http.StatusOK, "Phiếu mời không khớp", "Trong quý đã phát 240 phiếu mời, nhiều hơn 200 giao dịch đã nhập")
}

func TestWhatIsPublishedTellsBothFigures(t *testing.T) {
	s := quarterIsOver(t)
	k, err := store.Campaigns.Get(t.Context(), s.store, "dot-closed")
	if err != nil {
		t.Fatal(err)
	}
	template, err := s.catalog.Template(k.Template)
	if err != nil {
		t.Fatal(err)
	}
	like := survey.Response{
		Template: k.Template, Campaign: k.Code, Unit: k.Unit, Place: "trung-tam", Date: survey.Day(2026, 8, 12),
		Answers: make(survey.Answers, len(template.Columns())),
	}
	for i := range like.Answers {
		like.Answers[i] = 3
	}
	dice := rand.New(rand.NewPCG(1, 1))
	extra := demo.OneCookie.Stuff(dice, template, []survey.Response{like}, 20, "x")
	for i := range extra {
		extra[i].Flags = survey.FlagKey
	}
	s.insert(extra)
	s.publish("dot-closed", "", 1)
	s.get("/results/ninh-giang/2026-Q3").wants(t, http.StatusOK, "20 phiếu có dấu hiệu bất thường", "vẫn được tính; nếu không tính, chỉ số là")
	s.get("/results/ninh-giang/2026-Q3?lang=en").wants(t, http.StatusOK, "20 responses look unusual", "without them the index would be")
	s.get("/results/ninh-giang/2026-Q3/dot-closed-1.csv").wants(t, http.StatusOK, ",unflagged,")
	s.get("/results/ninh-giang/2026-Q3/dot-closed-1.json").wants(t, http.StatusOK, `"flagged":{"responses":20,"percent_without":"`)
}

func TestThePageOfWhatIsOddIsAccessibleAndFits(t *testing.T) {
	s, empty := newSite(t), newSite(t)
	s.stuff("dot-demo", map[int]demo.Attack{17: demo.StaffBurst, 18: demo.AllBest, 19: demo.SameText, 20: demo.OneCookie})
	for _, one := range []*site{s, empty} {
		one.account("lan", staff.Officer)
	}
	key := alertKey.FindStringSubmatch(s.with(s.login("lan"), http.MethodGet, "/office/watch?kind=clones").body)[1]
	err := watch.Write(t.Context(), s.store, watch.Note{Alert: key, Campaign: "dot-demo", Text: "Đã hỏi Trung tâm: một nhóm cùng đi làm thẻ đọc chung một câu.", By: "lan", Day: survey.Day(2026, 11, 22)})
	if err != nil {
		t.Fatal(err)
	}
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
			empty.enter(p, "lan")
			p.Go(empty.http.URL + "/office/watch")
			look("watch-empty")
			p.Click("header form button")
			p.WaitFor("#username")
			s.enter(p, "lan")
			p.Go(s.http.URL + "/office?campaign=dot-demo&period=2026-Q4")
			look("watch-figures")
			p.Click("#unseen a")
			p.WaitFor(".watch")
			look("watch")
			p.Click(".watch summary")
			p.Type(".watch textarea", "Đã hỏi bộ phận một cửa, không có việc gì khác thường.")
			look("watch-open")
			p.Click(".watch form button")
			p.WaitFor(".note[role=status]")
			look("watch-noted")
		})
	}
}
