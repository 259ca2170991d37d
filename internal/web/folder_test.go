package web_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"hailong/internal/paper"
	"hailong/internal/staff"
	"hailong/internal/survey"
)

// A hand is somebody who works with one batch of paper forms.
type hand struct {
	*site
	cookie *http.Cookie
	batch  string
}

// box makes a batch and the accounts of an officer and two clerks.
func (s *site) box(campaign string, count int) (officer, lan, binh hand) {
	s.t.Helper()
	b, err := paper.NewIssuer(s.store, s.clock).Issue(s.t.Context(), paper.Order{Campaign: campaign, Place: "trung-tam", Count: count, By: "hoa"})
	if err != nil {
		s.t.Fatal(err)
	}
	s.account("hoa", staff.Officer)
	s.account("lan", staff.Clerk)
	s.account("binh", staff.Clerk)
	hand := func(name string) hand { return hand{s, s.login(name), b.Code} }
	return hand("hoa"), hand("lan"), hand("binh")
}

func (h hand) path(below string) string { return "/office/paper/" + h.batch + below }

func (h hand) look(below string) reply { return h.with(h.cookie, http.MethodGet, h.path(below)) }

func (h hand) post(below string, values url.Values) reply {
	return h.sendAs(h.cookie, h.path(below), values)
}

// done posts what must be taken, and returns the page that it leads to.
func (h hand) done(below string, values url.Values) reply {
	h.t.Helper()
	r := h.post(below, values)
	r.wants(h.t, http.StatusSeeOther)
	return h.with(h.cookie, http.MethodGet, r.Header.Get("Location"))
}

// open counts the box.
func (h hand) open(returned, unused int) {
	h.t.Helper()
	h.done("/opening", opening(returned, unused)).wants(h.t, http.StatusOK, "Đã ghi biên bản mở hòm.")
}

func opening(returned, unused int) url.Values {
	return url.Values{"day": {"2026-11-23"}, "returned": {fmt.Sprint(returned)}, "unused": {fmt.Sprint(unused)}, "witnesses": {"Bà Đào, MTTQ xã; ông Sơn, thôn Kênh"}, "why": {"đếm nhầm"}}
}

// keys are a form of the short template: the levels in the order of the paper, then
// more names and values.
func keys(serial int, levels string, more ...string) url.Values {
	v := url.Values{"serial": {fmt.Sprintf("%04d", serial)}, "version": {"0"}}
	for i, code := range []string{"HL0", "TC", "TT", "CC", "KQ", "PA"} {
		if i < len(levels) {
			v.Set("q-"+code, strings.TrimSpace(levels[i:i+1]))
		}
	}
	for i := 0; i < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

func (s *site) folder(batch string) *paper.Folder {
	s.t.Helper()
	f, err := s.ledger.Look(s.t.Context(), batch)
	if err != nil {
		s.t.Fatal(err)
	}
	return f
}

func TestABatchShowsInWordsHowFarItIs(t *testing.T) {
	s := newSite(t)
	hoa, lan, binh := s.box("dot-demo", 5)
	list := func(words string) {
		t.Helper()
		lan.with(lan.cookie, http.MethodGet, "/office/paper").wants(t, http.StatusOK, words, `href="/office/paper/`+hoa.batch+`"`)
	}
	list("chưa mở hòm")
	lan.look("").wants(t, http.StatusOK, "mở hòm trước người chứng kiến")
	hoa.open(3, 1)
	list("đã nhập 0/3")
	lan.done("/entry", keys(1, "554433")).wants(t, http.StatusOK, "Đã lưu phiếu 0001: hợp lệ.", `value="0002"`, "đã nhập 1/3")
	lan.done("/entry", keys(2, "4x4n3")).wants(t, http.StatusOK, "Đã lưu phiếu 0002: hợp lệ.")
	list("đã nhập 2/3")
	last := lan.done("/entry", url.Values{"serial": {"0003"}, "version": {"0"}, "reason": {"torn"}})
	last.wants(t, http.StatusOK, "Đã lưu phiếu 0003: không hợp lệ (rách, thiếu trang).", "Rút mẫu 10%", "Phát ra 4 = thu về 3 &#43; không thu về 1. Thu về 3 = hợp lệ 2 &#43; không hợp lệ 1.")
	list("đã nhập 3/3, 1 phiếu loại")
	lan.done("/sample", nil).wants(t, http.StatusOK, "Đã rút mẫu.", "1 phiếu cần một người khác nhập lần hai.")
	list("cần nhập lần hai: 1")
	n := s.folder(hoa.batch).Work().Second[0]
	binh.done("/second", again(n)).wants(t, http.StatusOK, "hai lần nhập giống nhau")
	hoa.look("/close").wants(t, http.StatusOK, "2 phiếu hợp lệ sẽ được tính", "không sửa được phiếu nào nữa")
	hoa.done("/close", nil).wants(t, http.StatusOK, "Đã đóng đợt.")
	list("đã khóa: 2 hợp lệ, 1 loại")
	lan.look("").wants(t, http.StatusOK, "lan</b> nhập hoặc sửa phiếu: 0001–0003", "binh</b> nhập lần hai", "hoa</b> đóng xong đợt")
}

// again keys the forms of TestABatchShowsInWordsHowFarItIs as they are.
func again(n int) url.Values {
	switch n {
	case 1:
		return keys(1, "554433")
	case 2:
		return keys(2, "4x4n3")
	}
	return url.Values{"serial": {"0003"}, "reason": {"torn"}}
}

func TestMinutesThatCannotBeRightComeBackWithWhatWasTyped(t *testing.T) {
	s := newSite(t)
	hoa, _, _ := s.box("dot-demo", 5)
	for _, c := range []struct{ name, value, sentence string }{
		{"day", "", "Ngày mở hòm phải"}, {"day", "2026-11-24", "Ngày mở hòm phải"}, {"day", "2026-11-22", "Ngày mở hòm phải"}, {"day", "hôm nay", "Ngày mở hòm phải"},
		{"returned", "6", "Số phiếu trong hòm"}, {"returned", "-1", "Số phiếu trong hòm"}, {"returned", "ba", "Số phiếu trong hòm"}, {"returned", "5", "Số phiếu trong hòm"},
		{"unused", "9", "Số phiếu chưa phát"}, {"unused", "", "Số phiếu chưa phát"},
		{"witnesses", " ", "Xin ghi ít nhất hai người chứng kiến"}, {"witnesses", strings.Repeat("ơ", 201), "Xin ghi ít nhất hai người chứng kiến"},
	} {
		v := opening(3, 1)
		v.Set(c.name, c.value)
		r := hoa.post("/opening", v)
		r.wants(t, http.StatusUnprocessableEntity, c.sentence, `role="alert"`, `id="m-`+c.name+`" name="`+c.name+`"`)
		if c.value != "" && !strings.Contains(r.body, `value="`+c.value+`"`) {
			t.Errorf("%s %q is not kept", c.name, c.value)
		}
	}
	hoa.open(3, 1)
	v := opening(2, 1)
	v.Del("why")
	hoa.post("/opening", v).wants(t, http.StatusUnprocessableEntity, "Xin ghi lý do đếm lại", `value="2"`)
	hoa.done("/opening", opening(2, 1)).wants(t, http.StatusOK, "trong hòm 3", "trong hòm 2", "Lý do đếm lại: đếm nhầm")
	s.final = map[survey.Date]bool{survey.Day(2026, 11, 23): true}
	v.Set("why", "lần nữa")
	hoa.post("/opening", v).wants(t, http.StatusUnprocessableEntity, "đã chốt")
}

func TestAFormThatIsKeyedWronglyComesBackWithEverything(t *testing.T) {
	s := newSite(t)
	hoa, lan, binh := s.box("dot-demo", 5)
	lan.post("/entry", keys(1, "5")).wants(t, http.StatusUnprocessableEntity, "Hòm phiếu chưa mở")
	hoa.open(4, 0)
	for _, c := range []struct {
		name, value string
		texts       []string
	}{
		{"q-TC", "8", []string{"Có 1 ô gõ chưa đúng", "Chỉ nhận 1 đến 5, N hoặc x.", `name="q-TC" value="8"`, `id="f-TC"`}},
		{"q-HL0", "n", []string{"Chỉ nhận 1 đến 5 hoặc x", `name="q-HL0" value="n"`}},
		{"q-field", "99", []string{"từ 1 đến 12", `value="99"`}},
		{"q-comment", strings.Repeat("ý ", 200), []string{"Dài quá 300 ký tự"}},
		{"q-comment", "<b>\xff", []string{"ký tự không đọc được", "&lt;b&gt;"}},
		{"q-KHAC", "1", []string{"không khớp với mẫu phiếu"}},
		{"serial", "9", []string{"Số vừa gõ không thuộc đợt", `value="9"`}},
		{"serial", "", []string{"Số vừa gõ không thuộc đợt"}},
		{"serial", "một", []string{"Số vừa gõ không thuộc đợt", `value="một"`}},
		{"reason", "torn", []string{"Phiếu bị loại thì không nhập câu trả lời", `value="torn" selected`}},
		{"reason", "few", []string{"Lý do loại phiếu không dùng được"}},
		{"version", "3", []string{"Nội dung ở dưới chưa được lưu"}},
	} {
		r := lan.post("/entry", keys(2, "354321", c.name, c.value))
		r.wants(t, http.StatusUnprocessableEntity, append(c.texts, `role="alert"`)...)
		if c.name != "q-HL0" {
			r.wants(t, http.StatusUnprocessableEntity, `name="q-HL0" value="3"`)
		}
	}
	if n := len(s.folder(hoa.batch).Entries()); n != 0 {
		t.Fatalf("%d forms are entered", n)
	}
	lan.done("/entry", keys(2, "354321"))
	binh.post("/entry", keys(2, "154321")).wants(t, http.StatusUnprocessableEntity, "Số phiếu này đã được nhập trước đó", `name="q-HL0" value="1"`)
	if got := s.folder(hoa.batch).Entry(2).Last().By; got != "lan" {
		t.Errorf("the entry is %s's", got)
	}
	lan.look("/entry?serial=0009").wants(t, http.StatusNotFound)
	lan.look("/entry?serial=x").wants(t, http.StatusNotFound)
}

func TestACorrectionKeepsTheFormerVersionAndSaysWhy(t *testing.T) {
	s := newSite(t)
	hoa, lan, binh := s.box("dot-demo", 3)
	hoa.open(3, 0)
	lan.done("/entry", keys(1, "354321", "q-field", "12", "q-comment", "Chờ lâu <i>"))
	page := binh.look("/entry?serial=1")
	page.wants(t, http.StatusOK, "Sửa phiếu 0001", `name="q-HL0" value="3"`, `name="q-field" value="12"`, "Chờ lâu &lt;i&gt;", `name="version" value="1"`, "readonly", "Lý do sửa")
	lan.look("/entry?serial=1").lacks(t, "Lý do sửa")
	fixed := keys(1, "454321", "version", "1", "q-field", "12", "q-comment", "Chờ lâu <i>")
	binh.post("/entry", fixed).wants(t, http.StatusUnprocessableEntity, "Xin ghi lý do sửa", `name="q-HL0" value="4"`)
	fixed.Set("why", "gõ nhầm dòng đầu")
	binh.done("/entry", fixed).wants(t, http.StatusOK, "Đã lưu phiếu 0001: hợp lệ.")
	e := s.folder(hoa.batch).Entry(1)
	if len(e.Versions) != 2 || e.Versions[0].Keys["HL0"] != "3" || e.Last().Keys["HL0"] != "4" || e.Last().Why != "gõ nhầm dòng đầu" || e.Last().Field != e.Versions[0].Field || e.Last().Field == "" {
		t.Errorf("the versions are %+v", e.Versions)
	}
	lan.look("/entry?serial=1").wants(t, http.StatusOK, "Các lần nhập phiếu này", "gõ nhầm dòng đầu")
	lan.done("/entry", url.Values{"serial": {"1"}, "version": {"2"}, "reason": {"missing"}, "why": {"không có phiếu"}}).wants(t, http.StatusOK, "không có phiếu này trong hòm")
}

func TestTheSecondEntryIsBlindAndBySomebodyElse(t *testing.T) {
	s := newSite(t)
	hoa, lan, binh := s.box("dot-demo", 1)
	hoa.open(1, 0)
	const secret = "Góp ý chỉ có ở lần một"
	lan.look("/second").wants(t, http.StatusOK, "Không có phiếu nào chờ nhập lần hai.")
	lan.done("/entry", keys(1, "254321", "q-field", "7", "q-comment", secret))
	lan.done("/sample", nil)
	blind := binh.look("/second?serial=0001")
	blind.wants(t, http.StatusOK, "Nhập lần hai phiếu 0001")
	if filled := regexp.MustCompile(`name="q-[^"]*" value="[^"]+"`).FindString(blind.body); filled != "" || strings.Contains(blind.body, secret) {
		t.Errorf("the page tells of the first entry: %s", filled)
	}
	for _, h := range []hand{lan, binh, hoa} { // nor may it be looked up elsewhere
		r := h.look("/entry?serial=1")
		r.wants(t, http.StatusConflict, "đã được rút để nhập lần hai")
		r.lacks(t, secret, `name="q-HL0"`)
		h.look("").lacks(t, secret)
	}
	lan.look("/second").wants(t, http.StatusOK, "cần người khác")
	lan.look("/second?serial=1").wants(t, http.StatusConflict, "một người khác")
	lan.post("/second", keys(1, "254321")).wants(t, http.StatusUnprocessableEntity, "một người khác")
	binh.look("/second?serial=x").wants(t, http.StatusNotFound)
	wrong := binh.post("/second", keys(1, "958321"))
	wrong.wants(t, http.StatusUnprocessableEntity, "Có 2 ô gõ chưa đúng", `name="q-HL0" value="9"`)
	wrong.lacks(t, secret)
	binh.done("/second", keys(1, "25x3 1", "q-field", "7")).wants(t, http.StatusOK, "khác lần đầu ở 2 ô")
	binh.look("/second?serial=1").wants(t, http.StatusConflict, "đã được nhập lần hai")
	binh.post("/second", keys(1, "111111")).wants(t, http.StatusUnprocessableEntity, "Số phiếu này đã được nhập trước đó")
	lan.look("").wants(t, http.StatusOK, "1 phiếu có hai lần nhập khác nhau", "25,00%", "KQ (1)", "TT (1)")
}

func TestDifferencesAreSettledByWhoDidNotKeyFirst(t *testing.T) {
	s := newSite(t)
	hoa, lan, binh := s.box("dot-demo", 1)
	hoa.open(1, 0)
	lan.done("/entry", keys(1, "254321", "q-field", "7", "q-comment", "giữ nguyên"))
	lan.done("/sample", nil)
	binh.done("/second", keys(1, "25x3 1", "q-field", "12"))
	lan.look("/settle").wants(t, http.StatusOK, "cần người khác")
	lan.look("/settle?serial=1").wants(t, http.StatusConflict, "một người khác")
	lan.look("/entry?serial=1").wants(t, http.StatusConflict, "một người khác")
	hoa.look("/settle?serial=0001").wants(t, http.StatusOK, "TT. ", "KQ. ", "Lần một, lan", "Lần hai, binh", "<b>x</b>", "(bỏ trống)", "<b>12</b>")
	picks := url.Values{"serial": {"0001"}, "version": {"1"}, "why": {"xem phiếu giấy"}, "pick-TT": {"two"}, "pick-KQ": {"one"}}
	hoa.post("/settle", picks).wants(t, http.StatusUnprocessableEntity, "Xin chọn lần nhập đúng ở mọi câu.", `name="pick-TT" value="two" checked`)
	picks.Set("pick-field", "two")
	lan.post("/settle", picks).wants(t, http.StatusUnprocessableEntity, "một người khác")
	picks.Set("why", "")
	hoa.post("/settle", picks).wants(t, http.StatusUnprocessableEntity, "Xin ghi lý do sửa")
	picks.Set("why", "xem phiếu giấy")
	hoa.done("/settle", picks).wants(t, http.StatusOK, "Đã lưu kết quả đối chiếu.", "Không có phiếu nào cần đối chiếu.")
	hoa.post("/settle", picks).wants(t, http.StatusUnprocessableEntity, "không chờ đối chiếu")
	last := s.folder(hoa.batch).Entry(1).Last()
	if last.Keys["TT"] != "x" || last.Keys["KQ"] != "2" || last.Comment != "giữ nguyên" || last.Field != s.catalog.Fields()[11].Code || last.By != "hoa" {
		t.Errorf("settled as %+v", last)
	}
	if !s.folder(hoa.batch).Work().Done() {
		t.Error("there is something left to do")
	}
}

func TestAFormThatOnlyOneCouldReadIsSettledAsAWhole(t *testing.T) {
	for pick, want := range map[string]paper.Reason{"one": "", "two": paper.ReasonUnreadable} {
		s := newSite(t)
		hoa, lan, binh := s.box("dot-demo", 1)
		hoa.open(1, 0)
		lan.done("/entry", keys(1, "254321"))
		lan.done("/sample", nil)
		binh.done("/second", url.Values{"serial": {"1"}, "reason": {"unreadable"}})
		hoa.look("/settle?serial=1").wants(t, http.StatusOK, "Cả phiếu", "đọc được", "không hợp lệ (không đọc được)")
		hoa.done("/settle", url.Values{"serial": {"1"}, "version": {"1"}, "why": {"xem phiếu"}, "pick-form": {pick}})
		if last := s.folder(hoa.batch).Entry(1).Last(); last.Reason != want || want == "" && last.Keys["HL0"] != "2" {
			t.Errorf("%s settles as %+v", pick, last)
		}
	}
}

func TestABatchThatDoesNotAddUpIsNotClosed(t *testing.T) {
	s := newSite(t)
	hoa, lan, binh := s.box("dot-demo", 3)
	hoa.post("/close", nil).wants(t, http.StatusUnprocessableEntity, "Hòm phiếu chưa mở")
	hoa.open(2, 0)
	lan.done("/entry", keys(1, "254321"))
	hoa.post("/close", nil).wants(t, http.StatusUnprocessableEntity, "Trong hòm có 2 phiếu nhưng đã nhập 1.")
	lan.post("/sample", nil).wants(t, http.StatusUnprocessableEntity, "Trong hòm có 2 phiếu")
	hoa.post("/forget", url.Values{"day": {"2026-11-23"}}).wants(t, http.StatusUnprocessableEntity, "chưa đóng")
	if to := hoa.look("/close").Header.Get("Location"); to != hoa.path("") {
		t.Errorf("asking to close leads to %q", to)
	}
	lan.done("/entry", keys(2, "254321"))
	lan.done("/entry", keys(3, "254321"))
	hoa.look("").wants(t, http.StatusOK, "Đã nhập nhiều hơn số đếm trong hòm 1 phiếu", "Không khớp: thu về 2 nhưng đã nhập 3.")
	hoa.done("/opening", opening(3, 0))
	hoa.post("/close", nil).wants(t, http.StatusUnprocessableEntity, "Việc nhập lần hai chưa xong")
	lan.done("/sample", nil)
	binh.done("/second", keys(s.folder(hoa.batch).Work().Second[0], "254321"))
	s.final = map[survey.Date]bool{survey.Day(2026, 11, 23): true}
	hoa.post("/close", nil).wants(t, http.StatusUnprocessableEntity, "đã chốt")
	s.final = nil
	hoa.done("/close", nil)
	lan.post("/entry", keys(1, "111111", "version", "1")).wants(t, http.StatusUnprocessableEntity, "đã khóa")
	hoa.post("/opening", opening(1, 0)).wants(t, http.StatusUnprocessableEntity, "đã khóa")
	hoa.look("/forget").wants(t, http.StatusOK, "không thể hoàn lại")
	for _, day := range []string{"", "2026-11-22", "2026-11-24", "hôm qua"} {
		hoa.post("/forget", url.Values{"day": {day}}).wants(t, http.StatusUnprocessableEntity, "Ngày hủy phiếu phải")
	}
	hoa.done("/forget", url.Values{"day": {"2026-11-23"}}).wants(t, http.StatusOK, "Đã xóa nội dung", "phiếu đã hủy: 3 hợp lệ")
	if keys := s.folder(hoa.batch).Entry(1).Last().Keys; len(keys) > 0 {
		t.Errorf("what was keyed is still there: %v", keys)
	}
	if n := len(s.responses("dot-demo")); n != 3 {
		t.Errorf("%d responses, want 3", n)
	}
}

func TestTwoClerksWhoKeyTheSameNumberAtOnceAreOneEntry(t *testing.T) {
	s := newSite(t)
	hoa, lan, binh := s.box("dot-demo", 1)
	hoa.open(1, 0)
	status := make([]int, 2)
	var wait sync.WaitGroup
	for i, h := range []hand{lan, binh} {
		wait.Go(func() { status[i] = h.post("/entry", keys(1, fmt.Sprint(i+1)+"54321")).StatusCode })
	}
	wait.Wait()
	slices.Sort(status)
	if !slices.Equal(status, []int{http.StatusSeeOther, http.StatusUnprocessableEntity}) || len(s.folder(hoa.batch).Entry(1).Versions) != 1 {
		t.Errorf("answers %v, %d versions", status, len(s.folder(hoa.batch).Entry(1).Versions))
	}
}

// upload sends a file, or the text of one that was seen.
func (h hand) upload(name, data string) reply {
	h.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	create := w.CreateFormField
	if name == "file" {
		create = func(name string) (io.Writer, error) { return w.CreateFormFile(name, "phieu.csv") }
	}
	part, err := create(name)
	if err != nil {
		h.t.Fatal(err)
	}
	fmt.Fprint(part, data)
	w.Close()
	r := h.request(http.MethodPost, h.path("/import"), &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.AddCookie(h.cookie)
	return h.do(r)
}

func TestAFileIsSeenBeforeItIsImported(t *testing.T) {
	s := newSite(t)
	hoa, lan, _ := s.box("dot-demo", 4)
	hoa.open(3, 0)
	lan.done("/entry", keys(2, "254321"))
	template := lan.look("/mau.csv")
	template.wants(t, http.StatusOK, "so,HL0,TC,TT,CC,KQ,PA,field,comment\n0001,,,,,,,,\n0003,")
	template.lacks(t, "0002")
	rows := "\ufeffso;HL0;TC;TT;CC;KQ;PA;field;comment\r\n1;5;5;4;x;n;3;12;\"=cmd; \"\"hay\"\" <b>\r\nlắm\"\r\n3;4;;;;;;;\r\n"
	seen := lan.upload("file", rows)
	seen.wants(t, http.StatusOK, "Tệp có 2 phiếu: 1 hợp lệ, 1 không hợp lệ (trả lời dưới một nửa số tiêu chí: 1)", "Nhập 2 phiếu", "&lt;b&gt;")
	if n := len(s.folder(hoa.batch).Entries()); n != 1 {
		t.Fatalf("looking at a file entered %d forms", n-1)
	}
	done := lan.upload("text", rows)
	done.wants(t, http.StatusSeeOther)
	lan.upload("text", rows).wants(t, http.StatusSeeOther) // the reply was lost
	e := s.folder(hoa.batch).Entry(1)
	if e == nil || len(e.Versions) != 1 || !strings.Contains(e.Last().Comment, "=cmd; \"hay\" <b>\nlắm") {
		t.Fatalf("imported %+v", e)
	}
	lan.upload("file", rows).wants(t, http.StatusUnprocessableEntity, "Số phiếu này đã được nhập.")
}

func TestEveryMistakeOfAFileIsNamedAndNothingIsImported(t *testing.T) {
	s := newSite(t)
	hoa, lan, _ := s.box("dot-demo", 4)
	if to := lan.look("/import").Header.Get("Location"); to != lan.path("") {
		t.Errorf("before the opening the import leads to %q", to)
	}
	const head = "so,HL0,TC,TT,CC,KQ,PA,field,comment\n"
	lan.upload("file", head+"1,5,5,5,5,5,5,,\n").wants(t, http.StatusUnprocessableEntity, "Hòm phiếu chưa mở")
	hoa.open(2, 0)
	lan.look("/import").wants(t, http.StatusOK, "Còn 2 phiếu chưa nhập.")
	for _, c := range []struct {
		file  string
		texts []string
	}{
		{"", []string{"Xin chọn một tệp CSV"}},
		{head, []string{"Tệp không có phiếu nào."}},
		{"so,HL0\n1,5\n", []string{"Thiếu cột này."}},
		{head + "1,8,5,5,5,5,5,99,\nx,5,5,5,5,5,5,,\n9,5,5,5,5,5,5,,\n1,5,5,5,5,5,5,,\n3,5\n",
			[]string{"<th scope=\"row\">2</th>", "Chỉ nhận 1 đến 5 hoặc x", "từ 1 đến 12", "<th scope=\"row\">3</th>", "Số phiếu không phải là số.", "không thuộc đợt", "Lặp lại", "phải có 9 ô"}},
		{head + "1,5,5,5,5,5,5,,\"a\n", []string{"Dấu ngoặc kép"}},
		{head + "1,5,5,5,5,5,5,,\xff\n", []string{"UTF-8"}},
		{head + "1,5,5,5,5,5,5,,\n2,,,,,,,,\n3,,,,,,,,\n", []string{"chỉ còn 2 phiếu chưa nhập"}},
		{strings.Repeat("x", paper.MaxFile+1), []string{"lớn quá 5 MB"}},
		{strings.Repeat("x", paper.MaxFile+2<<20), []string{"lớn quá 5 MB"}},
	} {
		r := lan.upload("file", c.file)
		r.wants(t, http.StatusUnprocessableEntity, c.texts...)
		r.lacks(t, `name="text"`)
	}
	lan.upload("text", head+"1,8,5,5,5,5,5,,\n").wants(t, http.StatusUnprocessableEntity, "Chỗ chưa đúng")
	lan.post("/import", nil).wants(t, http.StatusUnprocessableEntity, "Xin chọn một tệp CSV")
	if n := len(s.folder(hoa.batch).Entries()); n != 0 {
		t.Errorf("%d forms are entered", n)
	}
}

// TestTheTemplateOfTheFullFormIsReadBack holds the columns of the template to those
// that the import wants.
func TestTheTemplateOfTheFullFormIsReadBack(t *testing.T) {
	s := newSite(t)
	hoa, lan, _ := s.box("dot-demofull", 3)
	hoa.open(3, 0)
	file := lan.look("/mau.csv").body
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	lan.upload("file", file).wants(t, http.StatusOK, "Tệp có 3 phiếu: 0 hợp lệ, 3 không hợp lệ (phiếu trắng: 3)")
}

// TestEveryActionOfTheOfficeHasAName looks for the names of actions in the sources.
func TestEveryActionOfTheOfficeHasAName(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var sources strings.Builder
	for _, name := range files {
		if !strings.HasSuffix(name, "_test.go") && name != "office_audit_words.go" {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			sources.Write(text)
		}
	}
	words, err := os.ReadFile("office_audit_words.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`"((?:account|audit|campaign|paper|place|poster|responses|slips|store|token|unit|void|comment|task|contact)\.[a-z]+)"`).FindAllStringSubmatch(sources.String(), -1)
	if len(found) < 15 {
		t.Fatalf("found %d actions only", len(found))
	}
	for _, f := range found {
		if !bytes.Contains(words, []byte(`"`+f[1]+`":`)) {
			t.Errorf("%s has no name in the log", f[1])
		}
	}
}
