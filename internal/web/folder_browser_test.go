package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/paper"
	"hailong/internal/survey"
)

// enter opens a page of the office as somebody.
func (h hand) enter(p *browser.Page, name string) {
	h.t.Helper()
	p.Go(h.http.URL + "/office/login")
	p.Type("#username", name)
	p.Type("#password", adminPassword)
	p.Click(".narrow button")
	p.WaitFor("header form")
	p.Go(h.http.URL + h.path(""))
}

// key types the levels of the short form and saves by Enter, as without scripts.
func key(p *browser.Page, levels ...string) {
	for i, code := range []string{"HL0", "TC", "TT", "CC", "KQ", "PA"} {
		p.Type("#q-"+code, levels[i])
	}
	p.Press(browser.Enter)
}

// TestABatchOfPaperIsOpenedKeyedCheckedAndClosedWithoutScripts is the story of five
// forms: one comes back torn, in one row two boxes are ticked.
func TestABatchOfPaperIsOpenedKeyedCheckedAndClosedWithoutScripts(t *testing.T) {
	s := newSite(t)
	hoa, lan, binh := s.box("dot-demo", 5)
	officer := browser.Open(t, browser.Options{Width: 1280, Height: 900})
	hoa.enter(officer, "hoa")
	officer.Type("#m-returned", "5")
	officer.Type("#m-unused", "0")
	officer.Type("#m-witnesses", "Bà Đào, MTTQ xã; ông Sơn, thôn Kênh")
	officer.Press(browser.Enter)
	officer.WaitFor(".note[role=status]")

	clerk := browser.Open(t, browser.Options{Width: 1280, Height: 900})
	lan.enter(clerk, "lan")
	clerk.Click(".next .press")
	for n, levels := range [][]string{{"5", "5", "4", "4", "n", "3"}, {"4", "45", "4", "4", "5", "5"}, {"3", "3", "3", "2", "4", "4"}, {"1", "2", "1", "2", "1", "n"}} {
		clerk.WaitFor(fmt.Sprintf(`#serial[value="%04d"]`, n+1))
		var focus string
		if clerk.Eval(`document.activeElement.id`, &focus); focus != "serial" {
			t.Errorf("form %d: the cursor is in %q", n+1, focus)
		}
		clerk.Press(browser.Tab + browser.Tab) // over the number and the reason
		key(clerk, levels...)
	}
	clerk.WaitFor(`#serial[value="0005"]`)
	clerk.Click("#serial")
	clerk.Press(browser.Tab + "r") // "rách, thiếu trang"
	clerk.Click("#keys button")
	if told := clerk.Text(".note"); told != "Đã lưu phiếu 0005: không hợp lệ (rách, thiếu trang)." {
		t.Errorf("told %q", told)
	}
	clerk.Click(".next button") // draws

	n := s.folder(hoa.batch).Work().Second[0]
	other := browser.Open(t, browser.Options{Width: 1280, Height: 900})
	binh.enter(other, "binh")
	other.Click(".next .press")
	other.Click(".codes a")
	key(other, "5", "5", "5", "5", "5", "5") // which no form says
	other.WaitFor(".note[role=status]")

	officer.Go(s.http.URL + hoa.path(""))
	officer.Click(".next .press")
	officer.Click(".codes a")
	officer.WaitFor("fieldset.settle")
	officer.Screenshot("paper-settle-story")
	for _, at := range s.folder(hoa.batch).Entry(n).Second.Different {
		officer.Click(`input[name="pick-` + at + `"][value=one]`)
	}
	officer.Click("main form button")
	officer.WaitFor(".note[role=status]")
	officer.Go(s.http.URL + hoa.path(""))
	officer.Click(".next .press")
	officer.Click(".narrow form button")
	officer.WaitFor(".note[role=status]")
	officer.Screenshot("paper-closed-story")

	list := s.responses("dot-demo")
	if len(list) != 4 {
		t.Fatalf("%d responses, want the 4 valid forms", len(list))
	}
	invalid := 0
	for _, r := range list {
		if r.Channel != survey.ChannelPaper || r.Date != survey.Day(2026, 11, 23) || r.Place != "trung-tam" {
			t.Errorf("stored %+v", r)
		}
		invalid += strings.Count(string(r.Answers), string(rune(survey.CellInvalid)))
	}
	if invalid != 1 {
		t.Errorf("%d invalid rows, want the one with two ticks", invalid)
	}
	s.getAs(s.token("officer"), "/api/v1/index?campaign=dot-demo&channel=paper").wants(t, http.StatusOK, `"responses":4`)
	s.getAs(s.token("officer"), "/api/v1/index?campaign=dot-demo&channel=qr").wants(t, http.StatusOK, `"responses":0`)
}

// TestAFullFormIsKeyedWithNothingButKeys keys 19 criteria and every other question
// with the speed keys, and counts them.
func TestAFullFormIsKeyedWithNothingButKeys(t *testing.T) {
	s := newSite(t)
	hoa, lan, _ := s.box("dot-demofull", 2)
	hoa.open(2, 0)
	full, err := s.catalog.Template(survey.Ref{Code: "full", Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	p := browser.Open(t, browser.Options{Width: 1280, Height: 900, Scripts: true})
	lan.enter(p, "lan")
	p.Go(s.http.URL + lan.path("/entry"))
	p.WaitFor("#q-field")
	presses, questions := 0, 0
	press := func(keys ...string) {
		for _, k := range keys {
			p.Press(k)
			presses++
		}
	}
	press(browser.Enter) // the number on the sheet is the one that was proposed
	want := map[string]string{}
	full.Questions(func(q *survey.Question) {
		questions++
		var focus string
		if p.Eval(`document.activeElement.id`, &focus); focus != "q-"+q.Code {
			t.Fatalf("the cursor is in %q, want q-%s", focus, q.Code)
		}
		switch {
		case q.Kind == survey.KindField:
			press("1", "2", browser.Enter)
		case q.Kind == survey.KindComment:
			press(browser.Enter)
		case q.Kind == survey.KindLevel:
			want[q.Code] = "4"
			press("4")
		case q.Kind == survey.KindMulti:
			want[q.Code] = "13"
			press("1", "3", browser.Enter)
		case len(q.Options) > 9:
			want[q.Code] = "11"
			press("1", "1", browser.Enter)
		default:
			want[q.Code] = "2"
			press("2")
		}
	})
	press(browser.Enter) // in the last field it saves
	p.WaitFor(`#serial[value="0002"]`)
	t.Logf("%d key presses for %d questions and saving", presses, questions)
	if presses > 60 { // three forms a minute is three keys a second then
		t.Errorf("%d key presses for one form", presses)
	}
	e := s.folder(hoa.batch).Entry(1)
	if e == nil || !e.Last().Valid() || e.Last().Field != s.catalog.Fields()[11].Code || fmt.Sprint(e.Last().Keys) != fmt.Sprint(want) {
		t.Errorf("keyed %+v, want %v", e, want)
	}

	// A wrong key is replaced, and the arrows walk.
	p.Press(browser.Enter + browser.Enter + "2") // over the number and the field
	p.Press("3")
	p.Press("\b")
	p.Press("1")
	p.Press(browser.ArrowUp)
	p.Press(browser.ArrowUp)
	p.Press("1")
	for at, value := range map[string]string{"#q-A2": "1", "#q-A3": "1", "#q-A4": ""} {
		if got := p.Value(at); got != value {
			t.Errorf("%s holds %q, want %q", at, got, value)
		}
	}
	if errs := p.ConsoleErrors(); len(errs) > 0 {
		t.Error(errs)
	}
}

// choose puts a file into the page as a person does.
func choose(p *browser.Page, text string) {
	p.Eval(fmt.Sprintf(`(() => { const d = new DataTransfer(); d.items.add(new File([%q], "phieu.csv")); document.querySelector("#file").files = d.files; })()`, text), nil)
	p.Click(".card #file ~ p button")
}

func TestAFileIsImportedInABrowserWithoutScripts(t *testing.T) {
	s := newSite(t)
	hoa, lan, _ := s.box("dot-demo", 3)
	hoa.open(2, 0)
	p := browser.Open(t, browser.Options{Width: 1280, Height: 900})
	lan.enter(p, "lan")
	p.Go(s.http.URL + lan.path("/import"))
	choose(p, "so,HL0,TC,TT,CC,KQ,PA,field,comment\n1,5,5,4,x,n,3,12,\"\"\"hay\"\" <b>\nlắm\"\n3,9,,,,,,,\n")
	p.WaitFor("#seen table")
	p.Screenshot("paper-import-mistakes")
	p.Axe(t)
	choose(p, "\ufeffso,HL0,TC,TT,CC,KQ,PA,field,comment\r\n1,5,5,4,x,n,3,12,\"\"\"hay\"\" <b>\r\nlắm\"\r\n3,4,,,,,,,\r\n")
	p.WaitFor("#seen form")
	p.Screenshot("paper-import-seen")
	p.Axe(t)
	p.Click("#seen button")
	p.WaitFor(".note[role=status]")
	e := s.folder(hoa.batch).Entry(1)
	if e == nil || e.Last().Comment != "\"hay\" <b>\nlắm" || s.folder(hoa.batch).Entry(3) == nil {
		t.Errorf("imported %+v", e)
	}
}

func TestThePagesOfABatchAreAccessibleAndFit(t *testing.T) {
	s := newSite(t)
	busy, lan, binh := s.box("dot-demofull", 20)
	busy.open(12, 5)
	busy.done("/opening", opening(11, 5))
	fresh, done, second, settle := busy, busy, busy, busy
	for _, h := range []*hand{&fresh, &done, &second, &settle} {
		b, err := paper.NewIssuer(s.store, s.clock).Issue(t.Context(), paper.Order{Campaign: "dot-demo", Place: "trung-tam", Count: 30, By: "hoa"})
		if err != nil {
			t.Fatal(err)
		}
		h.batch = b.Code
	}
	for _, h := range []hand{done, second, settle} {
		first := s.folder(h.batch).Batch.From
		lan.batch, binh.batch = h.batch, h.batch
		h.open(3, 2)
		lan.done("/entry", keys(first, "554433"))
		lan.done("/entry", keys(first+1, "5"))
		lan.done("/entry", url.Values{"serial": {fmt.Sprint(first + 2)}, "version": {"0"}, "reason": {"torn"}})
		lan.done("/sample", nil)
		n := s.folder(h.batch).Work().Second[0]
		if h != second {
			binh.done("/second", keys(n, "235x21"))
		}
		if h == done {
			v := url.Values{"serial": {fmt.Sprint(n)}, "version": {"1"}, "why": {"xem phiếu giấy"}}
			for _, at := range s.folder(h.batch).Entry(n).Second.Different {
				v.Set("pick-"+at, "one")
			}
			h.done("/settle", v)
			h.done("/close", nil)
		}
	}
	n := s.folder(settle.batch).Work().Unsettled[0]
	waiting := s.folder(second.batch).Work().Second[0]
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
				p.Eval(`document.querySelectorAll("main details").forEach(d => d.open = true)`, nil)
				look(page)
			}
			busy.enter(p, "hoa")
			visit("paper-list", "/office/paper")
			visit("paper-fresh", fresh.path(""))
			visit("paper-busy", busy.path(""))
			visit("paper-second-due", second.path(""))
			visit("paper-done", done.path(""))
			visit("paper-forget", done.path("/forget"))
			visit("paper-second-list", second.path("/second"))
			visit("paper-second", second.path(fmt.Sprintf("/second?serial=%d", waiting)))
			visit("paper-settle", settle.path(fmt.Sprintf("/settle?serial=%d", n)))
			visit("paper-correct", settle.path(fmt.Sprintf("/entry?serial=%d", n)))
			visit("paper-import", busy.path("/import"))
			visit("paper-second-empty", busy.path("/second"))
			visit("paper-entry", busy.path("/entry"))
			p.Type("#q-TC1", "8")
			p.Type("#q-field", "99")
			p.Click("#keys button")
			p.WaitFor(".fault")
			look("paper-entry-wrong")
			if errs := p.ConsoleErrors(); len(errs) > 0 {
				t.Error(errs)
			}
		})
	}
}
