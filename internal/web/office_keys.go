package web

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/paper"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// keyedForm is what somebody sends of one form.
type keyedForm struct {
	Serial  string `form:"serial" binding:"max=20"`
	Version string `form:"version" binding:"max=20"`
	Reason  string `form:"reason" binding:"max=40"`
	Why     string `form:"why" binding:"max=1000"`

	keys map[string]string
}

// keyPrefix stands before the codes of the questions, which may be any word.
const keyPrefix = "q-"

// readKeys reads a keyed form.
func readKeys(c *gin.Context) (k keyedForm, sentence string, err error) {
	if sentence, err = bind(c, &k); err != nil {
		return k, "", err
	}
	k.keys = make(map[string]string)
	for name, values := range c.Request.PostForm {
		if code, is := strings.CutPrefix(name, keyPrefix); is && values[0] != "" {
			k.keys[code] = strings.ReplaceAll(values[0], "\r\n", "\n")
		}
	}
	return k, sentence, nil
}

// draft is what the ledger makes of it.
func (k *keyedForm) draft(d *dossier, by string) paper.Draft {
	version, _ := strconv.Atoi(k.Version) // a wrong one conflicts
	serial, _ := d.number(strings.TrimSpace(k.Serial))
	draft := paper.Draft{Serial: serial, Version: version, Keys: k.keys, Reason: paper.Reason(k.Reason), Why: k.Why, By: by}
	if draft.Reason == paper.ReasonBlank && k.empty() {
		draft.Reason = "" // the ledger sees for itself that nothing is on it
	}
	return draft
}

// keysOf returns the keys that make a form again, the field and the comment among
// them. The field is kept by its code and keyed by its place in the printed list.
func (d *dossier) keysOf(f *paper.Form) map[string]string {
	keys := maps.Clone(f.Keys)
	if keys == nil {
		keys = make(map[string]string)
	}
	if at := slices.IndexFunc(d.fields, func(s survey.Field) bool { return s.Code == f.Field }); at >= 0 {
		keys[survey.FieldCode] = strconv.Itoa(at + 1)
	}
	if f.Comment != "" {
		keys[survey.CommentCode] = f.Comment
	}
	return keys
}

// byHand are the reasons that a person gives, in the order of the list.
var byHand = []paper.Reason{"", paper.ReasonBlank, paper.ReasonUnreadable, paper.ReasonTorn, paper.ReasonDuplicate, paper.ReasonMissing}

// reasonPicks are those; that a form is not there can only be said of one that was
// entered.
func reasonPicks(chosen paper.Reason, entered bool) []page.Pick {
	var list []page.Pick
	for _, r := range byHand {
		if r == paper.ReasonMissing && !entered {
			continue
		}
		text := reasonNames[r]
		if r == "" {
			text = "(không loại)"
		}
		list = append(list, page.Pick{Value: string(r), Text: text, Chosen: r == chosen})
	}
	return list
}

// A keyRefusal is why a keyed form was not taken.
type keyRefusal struct {
	sentence, at string
	invalid      *survey.Invalid
}

// nothingKeyed keeps a slip on the Enter key from making a blank form.
var nothingKeyed = &keyRefusal{sentence: "Chưa gõ ô nào. Nếu phiếu thật sự trắng, xin chọn “phiếu trắng” ở ô “Phiếu bị loại vì”.", at: "reason"}

// empty reports whether no box was filled in.
func (k *keyedForm) empty() bool {
	for _, key := range k.keys {
		if strings.TrimSpace(key) != "" {
			return false
		}
	}
	return true
}

// refused reads an error of the ledger, nil where it is none that somebody at the
// page can mend.
func refused(d *dossier, err error) *keyRefusal {
	var invalid *survey.Invalid
	if errors.As(err, &invalid) {
		r := &keyRefusal{sentence: fmt.Sprintf("Có %d ô gõ chưa đúng. Xin sửa các ô được đánh dấu; phiếu chưa được lưu.", len(invalid.Faults)), invalid: invalid}
		for _, f := range invalid.Faults {
			if d.template.Question(f.At) == nil {
				r.sentence = "Trang nhập không khớp với mẫu phiếu. Xin mở lại trang rồi nhập lại."
			}
		}
		return r
	}
	if sentence, at := ledgerSentence(err); sentence != "" {
		return &keyRefusal{sentence: sentence, at: at}
	}
	return nil
}

// grid is the page on which a form is keyed, or keyed again after a keyRefusal.
func (s *Server) grid(c *gin.Context, d *dossier, k *keyedForm, r *keyRefusal) page.OfficeKeys {
	if r == nil {
		r = &keyRefusal{}
	}
	b := d.Balance()
	view := page.OfficeKeys{
		Office: s.officePage(c), Code: d.Batch.Code, Entered: b.Entered(), Returned: b.Returned,
		Error: r.sentence, SerialAt: r.at == "serial", WhyAt: r.at == "why", ReasonAt: r.at == "reason" || r.at == "keys",
		Serial: k.Serial, Why: k.Why, Sections: page.OfficeKeySections(d.template, d.fields, k.keys, r.invalid),
	}
	view.Version, _ = strconv.Atoi(k.Version)
	for i, level := range d.template.Levels {
		view.Levels = append(view.Levels, page.Pick{Value: strconv.Itoa(i + 1), Text: level.In(survey.Vietnamese)})
	}
	view.Levels = append(view.Levels, page.Pick{Value: "N", Text: d.template.NA.In(survey.Vietnamese)}, page.Pick{Value: "x", Text: "hai dấu trong một dòng, hoặc không đọc được"})
	return view
}

func (s *Server) sendGrid(c *gin.Context, status int, view page.OfficeKeys) error {
	r, err := s.pages.OfficeKeys(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// officeEntry proposes the next number, or shows an entry to correct it.
func (s *Server) officeEntry(c *gin.Context) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	if !d.keying() {
		c.Redirect(http.StatusSeeOther, d.path("")) // which says what comes first
		return nil
	}
	saved, _ := d.number(c.Query("saved"))
	serial := d.free(saved)
	if asked := c.Query("serial"); asked != "" {
		n, ok := d.number(asked)
		if !ok {
			return fmt.Errorf("number of batch %s: %w", d.Batch.Code, survey.ErrNotFound)
		}
		serial = n
	}
	e := d.Entry(serial)
	switch {
	case serial == 0:
		c.Redirect(http.StatusSeeOther, d.path("?saved="+serialWords(saved)))
		return nil
	case e == nil:
		return s.showEntry(c, http.StatusOK, d, &keyedForm{Serial: serialWords(serial)}, nil)
	case e.Awaits(): // what was keyed first must not be seen before the second entry
		return s.showFolder(c, http.StatusConflict, entryRefusal(paper.ErrAwaits), nil)
	case e.Unsettled() && keyedBy(e, principal(c).Name):
		return s.showFolder(c, http.StatusConflict, entryRefusal(paper.ErrSamePerson), nil)
	}
	last := e.Last()
	k := &keyedForm{Serial: serialWords(serial), Version: strconv.Itoa(len(e.Versions)), Reason: string(last.Reason), keys: d.keysOf(&last.Form)}
	return s.showEntry(c, http.StatusOK, d, k, nil)
}

func entryRefusal(err error) string {
	sentence, _ := ledgerSentence(err)
	return sentence
}

// showEntry shows the grid of a first entry or of a correction.
func (s *Server) showEntry(c *gin.Context, status int, d *dossier, k *keyedForm, r *keyRefusal) error {
	view := s.grid(c, d, k, r)
	view.Action, view.Heading, view.Button = d.path("/entry"), "Nhập phiếu giấy", "Lưu và nhập phiếu tiếp"
	view.Reasons = reasonPicks(paper.Reason(k.Reason), view.Version > 0)
	if r == nil {
		view.Told = d.told(c)
	}
	n, _ := d.number(strings.TrimSpace(k.Serial))
	if e := d.Entry(n); e != nil && view.Version > 0 {
		view.Heading, view.Button, view.Fixed = "Sửa phiếu "+k.Serial, "Lưu bản sửa", true
		view.AskWhy = e.Last().By != principal(c).Name
		for _, v := range e.Versions {
			view.Versions = append(view.Versions, page.OfficeAct{When: timeWords(v.At), By: v.By, Did: resultWords(&v.Form), Serials: v.Why})
		}
	}
	return s.sendGrid(c, status, view)
}

// officeEntrySave makes an entry or a correction, and goes on to the next number.
func (s *Server) officeEntrySave(c *gin.Context) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	k, sentence, err := readKeys(c)
	if err != nil {
		return err
	}
	if sentence != "" {
		return s.showEntry(c, http.StatusUnprocessableEntity, d, &k, &keyRefusal{sentence: sentence})
	}
	if k.empty() && k.Reason == "" {
		return s.showEntry(c, http.StatusUnprocessableEntity, d, &k, nothingKeyed)
	}
	draft := k.draft(d, principal(c).Name)
	action := "paper.enter"
	if draft.Version > 0 {
		action = "paper.correct"
	}
	var after *paper.Folder
	err = s.act(c, d.audit(action, map[string]string{"serial": serialWords(draft.Serial)}), func(ctx context.Context) (err error) {
		after, err = s.Ledger.Put(ctx, d.Batch.Code, draft)
		return err
	})
	if err != nil {
		r := refused(d, err)
		if r == nil {
			return err
		}
		// What somebody else keyed meanwhile belongs to the page.
		if now, look := s.dossier(c); look == nil {
			d = now
		}
		return s.showEntry(c, http.StatusUnprocessableEntity, d, &k, r)
	}
	to := d.path("/entry?saved=" + serialWords(draft.Serial))
	if draft.Version > 0 || after.Work().Enter <= 0 {
		to = d.path("?saved=" + serialWords(draft.Serial))
	}
	c.Redirect(http.StatusSeeOther, to)
	return nil
}
