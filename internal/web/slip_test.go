package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/paper"
	"hailong/internal/slip"
	"hailong/internal/staff"
	"hailong/internal/survey"
)

// postAs sends a form of the office.
func (s *site) postAs(c *http.Cookie, path string, values url.Values) reply {
	s.t.Helper()
	r := s.request(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(c)
	return s.do(r)
}

// slips makes a batch through the office and returns it with its codes.
func (s *site) slips(c *http.Cookie, count string) (slip.Batch, []string) {
	s.t.Helper()
	s.postAs(c, "/office/slips", url.Values{
		"campaign": {"dot-demo"}, "place": {"trung-tam"}, "count": {count}, "days": {"7"},
	}).wants(s.t, http.StatusSeeOther)
	var last slip.Batch
	for b, err := range slip.Batches.All(s.t.Context(), s.store) {
		if err != nil {
			s.t.Fatal(err)
		}
		last = b
	}
	codes, err := last.Codes()
	if err != nil {
		s.t.Fatal(err)
	}
	return last, codes
}

func TestASlipIsWorthOneResponseAndThenSaysSo(t *testing.T) {
	s := newSite(t)
	s.account("canbo", staff.Officer)
	_, codes := s.slips(s.login("canbo"), "24")
	path := "/p/" + codes[0]
	form, key := s.openForm(path)
	form.wants(t, http.StatusOK, "Trung tâm Phục vụ hành chính công", `action="`+path)
	answers := url.Values{"HL0": {"4"}, "key": {"a-key-of-somebody-else-0000"}}
	sent := s.postForm(path, answers)
	sent.wants(t, http.StatusSeeOther)
	thanks := s.get(sent.Header.Get("Location"))
	thanks.wants(t, http.StatusOK, "Cảm ơn")
	if strings.Contains(thanks.body, "/s/") {
		t.Error("after a slip another form is offered")
	}
	s.with(s.login("canbo"), http.MethodGet, "/office/slips").wants(t, http.StatusOK, "2026-W48-01", "dưới 10")
	again := s.postForm(path, url.Values{"HL0": {"1"}})
	again.wants(t, http.StatusSeeOther)
	receipt := func(r reply) string { u, _ := url.Parse(r.Header.Get("Location")); return u.Query().Get("receipt") }
	if receipt(again) != receipt(sent) || receipt(sent) == "" {
		t.Errorf("receipts %q and %q, want the same", receipt(sent), receipt(again))
	}
	s.get(path).wants(t, http.StatusGone, "đã được dùng")
	s.get(path+"?lang=en").wants(t, http.StatusGone, "slip was used")
	list := s.responses("dot-demo")
	if len(list) != 1 || list[0].Channel != survey.ChannelSlip || list[0].Place != "trung-tam" || list[0].ID != survey.IDOf("dot-demo", key) {
		t.Errorf("stored %+v", list)
	}
}

// TestTheFirstResponseOfABatchShowsNowhere: before it and after it the list says the
// same.
func TestTheFirstResponseOfABatchShowsNowhere(t *testing.T) {
	s := newSite(t)
	s.account("canbo", staff.Officer)
	canbo := s.login("canbo")
	batch, codes := s.slips(canbo, "24")
	list := func() string {
		r := s.with(canbo, http.MethodGet, "/office/slips")
		r.wants(t, http.StatusOK, batch.Code, `data-label="Đã góp ý" class="num">dưới 10</td>`)
		return r.body
	}
	before := list()
	s.postForm("/p/"+codes[0], url.Values{"HL0": {"5"}}).wants(t, http.StatusSeeOther)
	if list() != before {
		t.Error("the list tells that somebody has answered")
	}
}

func TestManySlipsAndManyRacersAreAsManyResponses(t *testing.T) {
	s := newSite(t)
	s.account("canbo", staff.Officer)
	_, codes := s.slips(s.login("canbo"), "40")
	var wait sync.WaitGroup
	for _, code := range codes {
		for n := range 8 {
			wait.Go(func() {
				r := s.postForm("/p/"+code, url.Values{"HL0": {fmt.Sprint(1 + n%5)}})
				r.wants(t, http.StatusSeeOther)
			})
		}
	}
	wait.Wait()
	if n := len(s.responses("dot-demo")); n != 40 {
		t.Errorf("%d responses for 40 slips", n)
	}
}

func TestASlipThatIsNoGoodSaysWhy(t *testing.T) {
	s := newSite(t)
	s.account("canbo", staff.Officer)
	officer := s.login("canbo")
	batch, codes := s.slips(officer, "10")
	for _, path := range []string{"/p/" + codes[0][:12] + "?", "/p/AAAAA-AAAAA-A", "/p/x", "/p/" + strings.Repeat("9", 500)} {
		s.get(path).wants(t, http.StatusNotFound)
	}
	typed := strings.ToLower(strings.ReplaceAll(codes[1], "-", " "))
	r := s.get("/s?code=" + url.QueryEscape(typed))
	if to := r.Header.Get("Location"); !strings.HasPrefix(to, "/p/"+codes[1]) {
		t.Errorf("a typed slip leads to %q", to)
	}
	for _, path := range []string{"/p", "/p/"} { // as the slip says to type
		if to := s.get(path).Header.Get("Location"); !strings.HasPrefix(to, "/?lang=") {
			t.Errorf("%s leads to %q", path, to)
		}
	}
	s.get("/p/"+strings.ReplaceAll(codes[1], "-", "")).wants(t, http.StatusOK)
	s.at("2026-11-30 00:00") // the eighth day
	s.get("/p/"+codes[1]).wants(t, http.StatusGone, "29/11/2026")
	s.postForm("/p/"+codes[1], url.Values{"HL0": {"4"}}).wants(t, http.StatusGone)
	s.at("2026-11-23 10:00")
	officer = s.login("canbo")
	s.with(officer, http.MethodGet, "/office/slips/"+batch.Code+"/void").wants(t, http.StatusOK, "không thể hoàn lại")
	s.postAs(officer, "/office/slips/"+batch.Code+"/void", nil).wants(t, http.StatusSeeOther)
	s.at("2026-11-23 10:01")
	s.get("/p/"+codes[2]).wants(t, http.StatusGone, "đã bị hủy")
	s.with(officer, http.MethodGet, "/office/slips/"+batch.Code+".pdf").wants(t, http.StatusGone)
	if n := len(s.responses("dot-demo")); n != 0 {
		t.Errorf("%d responses stored, want none", n)
	}
}

func TestABatchThatCannotBeMadeComesBackWithWhatWasTyped(t *testing.T) {
	s := newSite(t)
	s.account("canbo", staff.Officer)
	officer := s.login("canbo")
	for path, text := range map[string]string{"/office/slips": "Số phiếu mời của một đợt", "/office/paper": "Số phiếu của một đợt"} {
		values := url.Values{"campaign": {"dot-demo"}, "place": {"trung-tam"}, "count": {"99999"}, "days": {"7"}}
		s.postAs(officer, path, values).wants(t, http.StatusUnprocessableEntity, text, `value="99999"`)
		values.Set("count", "50")
		values.Set("place", "khong-co")
		s.postAs(officer, path, values).wants(t, http.StatusUnprocessableEntity, "chưa khớp", `value="50"`)
		values.Set("place", "trung-tam")
		values.Set("count", "hai mươi")
		s.postAs(officer, path, values).wants(t, http.StatusUnprocessableEntity, text, `value="hai mươi"`)
		values.Set("count", "")
		s.postAs(officer, path, values).wants(t, http.StatusUnprocessableEntity, "Xin nhập số phiếu.")
	}
}

func TestOnlyThoseWhoManageMakeAndPrintBatches(t *testing.T) {
	s := newSite(t)
	s.account("canbo", staff.Officer)
	batch, _ := s.slips(s.login("canbo"), "24")
	s.postAs(s.login("canbo"), "/office/paper", url.Values{"campaign": {"dot-demofull"}, "place": {"trung-tam"}, "count": {"5"}}).wants(t, http.StatusSeeOther)
	for _, role := range staff.Roles {
		name := "vai-" + string(role)
		s.account(name, role)
		c := s.login(name)
		may := role.May(staff.ManageCampaigns)
		for _, path := range []string{"/office/slips/" + batch.Code + ".pdf", "/office/paper/dot-demofull-0001/forms.pdf", "/office/paper/dot-demofull-0001/opening.pdf"} {
			r := s.with(c, http.MethodGet, path)
			if ok := r.StatusCode == http.StatusOK; ok != may || may && !strings.HasPrefix(r.body, "%PDF-") {
				t.Errorf("%s as %s: status %d", path, role, r.StatusCode)
			}
		}
		for _, path := range []string{"/office/slips", "/office/paper", "/office/slips/khong-co/void"} {
			if r := s.postAs(c, path, nil); (r.StatusCode == http.StatusForbidden) == may {
				t.Errorf("POST %s as %s: status %d", path, role, r.StatusCode)
			}
		}
	}
}

// decode prints a document and returns what the codes on its pages hold.
func decode(t *testing.T, pdf string) []string {
	t.Helper()
	for _, tool := range []string{"pdftoppm", "zbarimg"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("HAILONG_TEST_REQUIRE") == "1" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(file, []byte(pdf), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", "203", "-gray", file, filepath.Join(dir, "p")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	pages, _ := filepath.Glob(filepath.Join(dir, "p*.pgm"))
	var found []string
	for _, page := range pages {
		out, err := exec.Command("zbarimg", "--raw", "-q", page).Output()
		if err != nil {
			t.Fatalf("zbarimg %s: %v", page, err)
		}
		found = append(found, strings.Fields(string(out))...)
	}
	return found
}

func TestWhatIsPrintedOpensThePageOfThatVeryCode(t *testing.T) {
	s := newSite(t)
	s.account("canbo", staff.Officer)
	officer := s.login("canbo")
	batch, codes := s.slips(officer, "24")
	read := decode(t, s.with(officer, http.MethodGet, "/office/slips/"+batch.Code+".pdf").body)
	if len(read) < 20 { // zbar misses one or the other on a full sheet; package print reads them one at a time
		t.Errorf("%d of 24 codes were read", len(read))
	}
	const base = "http://khaosat.example.vn"
	for _, address := range read {
		code := strings.TrimPrefix(address, base+"/p/")
		if !slices.Contains(codes, code) {
			t.Errorf("a slip holds %s", address)
		}
		s.get(strings.TrimPrefix(address, base)).wants(t, http.StatusOK, `name="HL0"`)
	}
	s.postAs(officer, "/office/paper", url.Values{"campaign": {"dot-demofull"}, "place": {"trung-tam"}, "count": {"2"}}).wants(t, http.StatusSeeOther)
	b, err := paper.Batches.Get(t.Context(), s.store, "dot-demofull-0001")
	if err != nil {
		t.Fatal(err)
	}
	read = decode(t, s.with(officer, http.MethodGet, "/office/paper/"+b.Code+"/forms.pdf").body)
	want := []string{base + "/f/" + b.Code + "/0001/1", base + "/f/" + b.Code + "/0001/2", base + "/f/" + b.Code + "/0002/1", base + "/f/" + b.Code + "/0002/2"}
	if !slices.Equal(read, want) {
		t.Errorf("the forms hold %q, want %q", read, want)
	}
	s.get("/f/"+b.Code+"/0002/1").wants(t, http.StatusOK, "0002", "bút")
	for _, path := range []string{"/f/" + b.Code + "/0003/1", "/f/khong-co/0001/1", "/f/" + b.Code + "/x/1"} {
		s.get(path).wants(t, http.StatusNotFound)
	}
}

func TestThePagesOfBatchesAreAccessibleAndFit(t *testing.T) {
	for _, state := range []string{"empty", "full"} {
		s := newSite(t)
		s.account("lan", staff.Officer)
		officer := s.login("lan")
		if state == "full" {
			_, codes := s.slips(officer, "240")
			for _, code := range codes[:12] {
				s.postForm("/p/"+code, url.Values{"HL0": {"4"}}).wants(t, http.StatusSeeOther)
			}
			last, _ := s.slips(officer, "48")
			s.postAs(officer, "/office/slips/"+last.Code+"/void", nil).wants(t, http.StatusSeeOther)
			s.postAs(officer, "/office/paper", url.Values{"campaign": {"dot-demofull"}, "place": {"trung-tam"}, "count": {"50"}}).wants(t, http.StatusSeeOther)
		}
		for _, size := range []browser.Options{{Width: 390, Height: 844}, {Width: 1280, Height: 900}, {Width: 390, Height: 844, Dark: true}} {
			name := fmt.Sprintf("%s-%d-%v", state, size.Width, size.Dark)
			t.Run(name, func(t *testing.T) {
				p := browser.Open(t, size)
				p.Go(s.http.URL + "/office/login")
				p.Type("#username", "lan")
				p.Type("#password", adminPassword)
				p.Click(".narrow button")
				p.WaitFor("header form")
				for _, page := range []string{"slips", "paper"} {
					p.Go(s.http.URL + "/office/" + page)
					p.WaitFor(map[string]string{"empty": "#count", "full": "tbody td"}[state])
					p.Screenshot("office-" + page + "-" + name)
					if p.ScrollsSideways() {
						t.Errorf("%s scrolls sideways at %d px", page, size.Width)
					}
					p.Axe(t)
				}
			})
		}
	}
}
