package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/seal"
	"hailong/internal/staff"
	"hailong/internal/survey"
)

// answered sends n sheets and returns their receipts.
func (s *site) answered(n int) (receipts []string) {
	s.t.Helper()
	for i := range n {
		key := fmt.Sprintf("khoa-cua-bai-thu-%04d", i)
		s.postJSON("/api/v1/s/DEMO", `{"key":"`+key+`","answers":{"HL0":5},"comment":"Ghế chờ"}`).wants(s.t, http.StatusCreated)
		receipts = append(receipts, string(survey.ReceiptOf("dot-demo", key)))
	}
	return receipts
}

// night seals as another instance does.
func (s *site) night(local string) seal.Night {
	s.t.Helper()
	s.at(local)
	night, err := seal.NewLedger(s.store, rand.NewChaCha8([32]byte{}), s.clock).Seal(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return night
}

func TestAPersonSeesThatTheReceiptIsInTheCount(t *testing.T) {
	s := newSite(t)
	s.get("/receipts").wants(t, http.StatusOK, "Chưa có lần niêm phong nào")
	s.get("/receipts.json").wants(t, http.StatusOK, `"seals": []`)
	receipts := s.answered(14)
	thanks := s.get("/s/DEMO/thanks?receipt=" + receipts[0])
	thanks.wants(t, http.StatusOK, `href="/receipt/`+receipts[0]+`?lang=vi"`)
	path := "/receipt/" + receipts[0]
	s.get(path).wants(t, http.StatusOK, "Phiếu này đã được ghi nhận", "niêm phong đêm nay, hoặc vào đêm đầu tiên có đủ 10 mã")
	s.get(path+".json").wants(t, http.StatusOK, `"status": "waiting"`)

	hash := s.night("2026-11-24 03:00").Entries[0].Hash.String()
	page := s.get(path)
	page.wants(t, http.StatusOK, "Phiếu có mã này ở trong sổ, niêm phong ngày 24/11/2026 (lần niêm phong số 1).", "<details>", hash)
	s.get(path+"?lang=en").wants(t, http.StatusOK, "sealed on 24 November 2026 (seal number 1)")
	if got := page.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q", got)
	}
	for _, secret := range []string{"dot-demo", "Ghế chờ", "23/11/2026", "2026-11-23", "DEMO", "Ninh Giang"} {
		if strings.Contains(page.body, secret) || strings.Contains(s.get(path+".json").body, secret) {
			t.Errorf("the page of a receipt tells %q", secret)
		}
	}
	s.get("/receipts").wants(t, http.StatusOK, hash, "1 · 24/11/2026")
	s.get("/receipts?lang=en").wants(t, http.StatusOK, "Register of receipts", hash)
	s.get("/results-method").wants(t, http.StatusOK, `href="/receipts?lang=vi"`)
	thanks = s.get("/s/DEMO/thanks?receipt=" + receipts[0])
	thanks.wants(t, http.StatusOK, receipts[0])
}

// TestAStrangerProvesAReceiptFromWhatIsPublished follows the six steps of the page with
// nothing but the two JSON files.
func TestAStrangerProvesAReceiptFromWhatIsPublished(t *testing.T) {
	s := newSite(t)
	receipts := s.answered(23)
	s.night("2026-11-24 03:00")
	var book struct{ Seals []map[string]any }
	if err := json.Unmarshal([]byte(s.get("/receipts.json").body), &book); err != nil || len(book.Seals) != 1 {
		t.Fatalf("%+v, %v", book, err)
	}
	one := book.Seals[0]
	audit := one["audit"].(map[string]any)
	if audit["hash"] == "" { // nobody has done anything yet
		audit["hash"] = "-"
	}
	lines := fmt.Sprintf("hailong seal/1\nnumber %v\nday %v\nreceipts %v %v\nresponses %v\nreopened %v\ncounts %v\naudit %v %v\nprevious %v\n",
		one["number"], one["day"], one["size"], one["receipts"], one["responses"], one["reopened"], one["counts"], audit["seq"], audit["hash"], one["previous"])
	if sum := sha256.Sum256([]byte(lines)); hex.EncodeToString(sum[:]) != one["hash"] {
		t.Errorf("the seal is not the hash of\n%s", lines)
	}
	for _, receipt := range receipts {
		var told struct {
			Status string
			Proof  struct {
				Text, Leaf string
				Index      int
				Path       []string
			}
		}
		if err := json.Unmarshal([]byte(s.get("/receipt/"+receipt+".json").body), &told); err != nil || told.Status != "sealed" {
			t.Fatalf("%+v, %v", told, err)
		}
		h := sha256.Sum256(append([]byte{0}, told.Proof.Text...))
		if !strings.Contains(told.Proof.Text, receipt) || hex.EncodeToString(h[:]) != told.Proof.Leaf {
			t.Errorf("%s: the leaf is %q", receipt, told.Proof.Text)
		}
		for i, text := range told.Proof.Path {
			p, err := hex.DecodeString(text)
			if err != nil {
				t.Fatal(err)
			}
			if told.Proof.Index>>i&1 == 1 {
				h = sha256.Sum256(append(append([]byte{1}, p...), h[:]...))
			} else {
				h = sha256.Sum256(append(append([]byte{1}, h[:]...), p...))
			}
		}
		if hex.EncodeToString(h[:]) != one["receipts"] {
			t.Errorf("%s: the path leads to %x", receipt, h)
		}
	}
}

func TestAForgedReceiptIsNotFound(t *testing.T) {
	s := newSite(t)
	s.answered(12)
	s.night("2026-11-24 03:00")
	forged := string(survey.ReceiptOf("dot-demo", "không ai gửi"))
	for _, c := range []struct{ path, want string }{
		{"/receipt/" + forged, "Không có phiếu nào mang mã này."},
		{"/receipt/" + forged + "?lang=en", "No response has this code."},
		{"/receipt/" + forged + ".json", `"status": "unknown"`},
		{"/receipt/x", "Không có phiếu nào mang mã này."},
		{"/receipt/x.json", `"status": "unknown"`},
		{"/receipt/" + strings.Repeat("A", 3000), "Không có phiếu nào mang mã này."},
		{"/receipt/%00%ff%3Cscript%3E", "Không có phiếu nào mang mã này."},
		{"/s/DEMO/thanks?receipt=" + forged, "Không tìm thấy"},
		{"/s/DEMO/thanks?receipt=", "Không tìm thấy"},
		{"/receipt/", ""},
	} {
		got := s.get(c.path)
		got.wants(t, http.StatusNotFound, c.want)
		if strings.Contains(got.body, "<script") {
			t.Errorf("%s: what was typed stands in the page as it is", c.path)
		}
	}
	s.get("/receipt/"+forged).wants(t, http.StatusNotFound, `href="/contact?lang=vi"`, `value="`+forged+`"`)
	s.postForm("/receipts", url.Values{"code": {forged}}).wants(t, http.StatusMethodNotAllowed)
}

func TestATypedReceiptLeadsToItsPage(t *testing.T) {
	s := newSite(t)
	receipt := s.answered(1)[0]
	for typed, want := range map[string]string{
		strings.ToLower(" " + receipt + " "): "/receipt/" + receipt + "?lang=vi",
		strings.ReplaceAll(receipt, "-", ""): "/receipt/" + receipt + "?lang=vi",
		"//evil.example/?x":                  "/receipt/%2F%2Fevil.example%2F%3Fx?lang=vi",
	} {
		got := s.get("/receipts?code=" + url.QueryEscape(typed))
		if got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != want {
			t.Errorf("%q: %d to %q, want %q", typed, got.StatusCode, got.Header.Get("Location"), want)
		}
	}
}

func TestTheOfficeIsShownTheNewestSeal(t *testing.T) {
	s := newSite(t)
	token := s.token(staff.Auditor)
	if got := s.getAs(token, "/office/audit"); strings.Contains(got.body, "Niêm phong mới nhất") {
		t.Error("a seal before the first night")
	}
	head := s.night("2026-11-24 03:00").Entries[0].Head().String()
	s.getAs(token, "/office/audit").wants(t, http.StatusOK, "Niêm phong mới nhất", head, `href="/receipts"`)
}

func TestASealThatWasTamperedWithIsNoProof(t *testing.T) {
	s := newSite(t)
	receipt := s.answered(11)[0]
	s.night("2026-11-24 03:00")
	s.get("/receipts").wants(t, http.StatusOK) // which learns the seal
	if err := s.store.Delete(t.Context(), "seals", "000000001"); err != nil {
		t.Fatal(err)
	}
	s.get("/receipt/"+receipt).wants(t, http.StatusInternalServerError)
}

func TestThePagesOfTheReceiptsAreAccessibleAndFit(t *testing.T) {
	s := newSite(t)
	receipts := s.answered(17)
	s.night("2026-11-24 03:00")
	s.night("2026-11-25 03:00")
	s.at("2026-11-25 09:00")
	s.postJSON("/api/v1/s/DEMO", `{"key":"khoa-cua-bai-thu-cho","answers":{"HL0":5}}`).wants(t, http.StatusCreated)
	waiting := string(survey.ReceiptOf("dot-demo", "khoa-cua-bai-thu-cho"))
	unknown := string(survey.ReceiptOf("dot-demo", "không ai gửi"))
	for _, size := range []browser.Options{{Width: 390, Height: 844}, {Width: 320, Height: 640}, {Width: 1280, Height: 900}, {Width: 390, Height: 844, Dark: true}} {
		p := browser.Open(t, size)
		for name, path := range map[string]string{
			"receipts": "/receipts", "receipts-en": "/receipts?lang=en", "receipt-sealed": "/receipt/" + receipts[0],
			"receipt-waiting": "/receipt/" + waiting, "receipt-unknown": "/receipt/" + unknown, "thanks-receipt": "/s/DEMO/thanks?receipt=" + receipts[0],
		} {
			p.Go(s.http.URL + path)
			if name == "receipt-sealed" {
				p.Click("summary")
			}
			p.Screenshot(fmt.Sprintf("%s-%d-%v", name, size.Width, size.Dark))
			if p.ScrollsSideways() {
				t.Errorf("%s scrolls sideways at %d px", path, size.Width)
			}
			p.Axe(t)
		}
		if errs := p.ConsoleErrors(); len(errs) > 0 && !regexp.MustCompile(`404`).MatchString(fmt.Sprint(errs)) {
			t.Error(errs)
		}
	}
}

func TestAPersonLooksTheReceiptUpOnAPhoneWithoutScripts(t *testing.T) {
	s := newSite(t)
	receipts := s.answered(12)
	p := s.open("/s/DEMO/thanks?receipt="+receipts[0], browser.Options{Width: 390, Height: 844})
	p.Click(`a[href^="/receipt/"]`)
	p.WaitFor("#state")
	s.night("2026-11-24 03:00")
	p.Click(`a[href^="/receipts"]`)
	p.WaitFor("input[name=code]")
	p.Type("input[name=code]", strings.ToLower(strings.ReplaceAll(receipts[0], "-", " ")))
	p.Click("form button")
	p.WaitFor("details")
	if got := p.Text("#receipt"); got != receipts[0] {
		t.Errorf("the page is that of %q", got)
	}
}
