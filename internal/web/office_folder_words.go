package web

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"hailong/internal/index"
	"hailong/internal/paper"
	"hailong/internal/period"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// reasonNames say why a form does not count.
var reasonNames = map[paper.Reason]string{
	paper.ReasonBlank:      "phiếu trắng",
	paper.ReasonFew:        "trả lời dưới một nửa số tiêu chí",
	paper.ReasonUnreadable: "không đọc được",
	paper.ReasonTorn:       "rách, thiếu trang",
	paper.ReasonDuplicate:  "nhiều tờ trùng một số",
	paper.ReasonMissing:    "không có phiếu này trong hòm",
}

// deedNames say what somebody did with a batch.
var deedNames = map[paper.Deed]string{
	paper.DeedOpened: "ghi biên bản mở hòm", paper.DeedKeyed: "nhập hoặc sửa phiếu", paper.DeedDrawn: "rút mẫu để nhập lần hai",
	paper.DeedSecond: "nhập lần hai", paper.DeedClosing: "bắt đầu đóng đợt", paper.DeedClosed: "đóng xong đợt", paper.DeedForgotten: "xóa nội dung đã nhập",
}

// folderDone are the sentences of what was just done with a batch.
var folderDone = map[string]string{
	"opened":    "Đã ghi biên bản mở hòm.",
	"drawn":     "Đã rút mẫu. Các số được rút cần người khác nhập lại.",
	"settled":   "Đã lưu kết quả đối chiếu.",
	"imported":  "Đã nhập các phiếu trong tệp.",
	"closed":    "Đã đóng đợt. Các phiếu hợp lệ đã được tính vào kết quả.",
	"forgotten": "Đã xóa nội dung đã nhập của các phiếu.",
}

func dayWords(d survey.Date) string { return page.WordsIn(survey.Vietnamese).Date(d) }

func timeWords(t time.Time) string { return period.Local(t).Format("02/01/2006 15:04") }

// serialWords writes a number as it is printed.
func serialWords(n int) string { return fmt.Sprintf("%04d", n) }

// resultWords say what a keyed form comes to.
func resultWords(f *paper.Form) string {
	if f.Valid() {
		return "hợp lệ"
	}
	return "không hợp lệ (" + reasonNames[f.Reason] + ")"
}

// folderState say how far a batch is, and whether there is something to do.
func folderState(f *paper.Folder) (words string, on bool) {
	b, w := f.Balance(), f.Work()
	rejected := b.Entered() - b.Valid
	switch {
	case f.Destroyed != nil:
		return fmt.Sprintf("đã khóa, phiếu đã hủy: %d hợp lệ, %d loại", b.Valid, rejected), false
	case f.Closed != nil:
		return fmt.Sprintf("đã khóa: %d hợp lệ, %d loại", b.Valid, rejected), false
	case f.Closing != nil:
		return "đang khóa", true
	case f.Opening() == nil:
		return "chưa mở hòm", false
	case w.Enter == 0 && len(w.Second) > 0:
		return fmt.Sprintf("cần nhập lần hai: %d", len(w.Second)), true
	case w.Enter == 0 && len(w.Unsettled) > 0:
		return fmt.Sprintf("cần đối chiếu: %d", len(w.Unsettled)), true
	}
	words = fmt.Sprintf("đã nhập %d/%d", b.Entered(), b.Returned)
	if rejected > 0 {
		words += fmt.Sprintf(", %d phiếu loại", rejected)
	}
	return words, true
}

// told is the sentence of what was just done: a word of the address, or the number
// of a form, of which the ledger and not the address says what became.
func (d *dossier) told(c *gin.Context) string {
	n, ok := d.number(c.Query("saved"))
	if e := d.Entry(n); ok && e != nil {
		return fmt.Sprintf("Đã lưu phiếu %s: %s.", serialWords(n), resultWords(&e.Last().Form))
	}
	return folderDone[c.Query("done")]
}

// next says what is to be done with the batch, with a button for who may.
func (d *dossier) next(who staff.Principal) page.OfficeStep {
	step, needs := d.step()
	if needs != 0 && !who.May(needs) {
		step.Button = ""
	}
	return step
}

func (d *dossier) step() (page.OfficeStep, staff.Action) {
	w := d.Work()
	switch {
	case d.Destroyed != nil && !d.Remains():
		return page.OfficeStep{}, 0
	case d.Remains():
		return page.OfficeStep{Text: "Việc xóa nội dung đã nhập bị ngắt giữa chừng. Xin làm tiếp.", Button: "Xóa tiếp", Path: d.path("/forget")}, staff.ManageCampaigns
	case d.Closed != nil:
		return page.OfficeStep{Text: "Đợt đã khóa. Xin cất phiếu giấy trong tủ có khóa; khi đã hủy phiếu và có biên bản, xin xóa nội dung đã nhập.", Button: "Đã hủy phiếu giấy…", Path: d.path("/forget")}, staff.ManageCampaigns
	case d.Closing != nil:
		return page.OfficeStep{Text: "Việc đóng đợt bị ngắt giữa chừng, hoặc kỳ báo cáo đã chốt. Xin làm tiếp.", Button: "Đóng tiếp…", Path: d.path("/close")}, staff.ManageCampaigns
	case d.Opening() == nil:
		return page.OfficeStep{Text: "Khi hết đợt, mở hòm trước người chứng kiến, đếm phiếu bằng tay rồi ghi biên bản mở hòm trước khi nhập phiếu đầu tiên.", Button: "Ghi biên bản mở hòm", Path: "#minutes"}, staff.ManageCampaigns
	case w.Enter > 0:
		return page.OfficeStep{Text: fmt.Sprintf("Còn %d phiếu trong hòm chưa nhập.", w.Enter), Button: "Nhập phiếu", Path: d.path("/entry")}, staff.EnterPaper
	case w.Enter < 0:
		return page.OfficeStep{Text: fmt.Sprintf("Đã nhập nhiều hơn số đếm trong hòm %d phiếu. Xin tìm số nhập nhầm trong danh sách phiếu đã nhập và sửa thành “không có phiếu này trong hòm”, hoặc đếm lại hòm.", -w.Enter)}, 0
	}
	return d.check(w)
}

// check is what is left to do once all forms are entered.
func (d *dossier) check(w paper.Work) (page.OfficeStep, staff.Action) {
	switch {
	case w.Undrawn > 0:
		return page.OfficeStep{Text: "Đã nhập đủ. Máy rút ngẫu nhiên 10% số phiếu để người khác nhập lần hai; không ai chọn được số nào.", Button: "Rút mẫu 10%", Path: d.path("/sample"), Post: true}, staff.EnterPaper
	case len(w.Second) > 0:
		return page.OfficeStep{Text: fmt.Sprintf("%d phiếu cần một người khác nhập lần hai.", len(w.Second)), Button: "Nhập lần hai", Path: d.path("/second")}, staff.EnterPaper
	case len(w.Unsettled) > 0:
		return page.OfficeStep{Text: fmt.Sprintf("%d phiếu có hai lần nhập khác nhau, cần đối chiếu với phiếu giấy.", len(w.Unsettled)), Button: "Đối chiếu", Path: d.path("/settle")}, staff.EnterPaper
	}
	return page.OfficeStep{Text: "Mọi phiếu đã nhập và kiểm tra xong. Đóng đợt để các phiếu hợp lệ được tính vào kết quả.", Button: "Đóng đợt…", Path: d.path("/close")}, staff.ManageCampaigns
}

// sums are where the forms are; none before the box was opened.
func (d *dossier) sums() ([]page.OfficeSum, string) {
	if d.Opening() == nil {
		return nil, ""
	}
	b := d.Balance()
	rejected, left := b.Entered()-b.Valid, b.Returned-b.Entered()
	list := []page.OfficeSum{
		{Name: "Đã in", Count: b.Printed}, {Name: "Chưa phát, còn lại", Count: b.Unused}, {Name: "Phát ra", Count: b.Issued},
		{Name: "Không thu về", Count: b.NotReturned}, {Name: "Thu về", Count: b.Returned}, {Name: "Hợp lệ", Count: b.Valid}, {Name: "Không hợp lệ", Count: rejected},
	}
	for _, reason := range paper.Reasons {
		if n := b.Rejected[reason]; n > 0 {
			list = append(list, page.OfficeSum{Name: reasonNames[reason], Count: n, Part: true})
		}
	}
	proof := fmt.Sprintf("Phát ra %d = thu về %d + không thu về %d. ", b.Issued, b.Returned, b.NotReturned)
	switch {
	case left > 0:
		list = append(list, page.OfficeSum{Name: "Chưa nhập", Count: left})
		proof += fmt.Sprintf("Thu về %d = hợp lệ %d + không hợp lệ %d + chưa nhập %d.", b.Returned, b.Valid, rejected, left)
	case left < 0:
		proof += fmt.Sprintf("Không khớp: thu về %d nhưng đã nhập %d.", b.Returned, b.Entered())
	default:
		proof += fmt.Sprintf("Thu về %d = hợp lệ %d + không hợp lệ %d.", b.Returned, b.Valid, rejected)
	}
	return list, proof
}

// quality is nil until something was keyed twice.
func (d *dossier) quality() *page.OfficeQuality {
	q := d.Quality()
	if q.Forms == 0 {
		return nil
	}
	view := &page.OfficeQuality{
		Forms: q.Forms, Compared: q.Compared, Different: q.Different, Rate: index.Percent(int64(q.Different), int64(q.Compared)).Comma(),
	}
	for _, at := range q.Differences {
		view.Where = append(view.Where, fmt.Sprintf("%s (%d)", keyedCell(at.At), at.Times))
	}
	return view
}

// keyedCell names a question by its code.
func keyedCell(code string) string {
	switch code {
	case paper.AtForm:
		return "cả phiếu"
	case survey.FieldCode:
		return "lĩnh vực"
	}
	return code
}

func (d *dossier) openings() []page.OfficeOpening {
	var list []page.OfficeOpening
	for _, o := range d.Openings {
		list = append(list, page.OfficeOpening{
			Day: dayWords(o.Day), When: timeWords(o.At), By: o.By, Witnesses: o.Witnesses, Why: o.Why, Returned: o.Returned, Unused: o.Unused,
		})
	}
	return list
}

// entryLines list what was keyed: never the answers, only what came of them.
func (d *dossier) entryLines(who staff.Principal) []page.OfficeEntry {
	var list []page.OfficeEntry
	for _, e := range d.Entries() {
		last := e.Last()
		line := page.OfficeEntry{Serial: serialWords(e.Serial), Result: resultWords(&last.Form), Valid: last.Valid(), By: last.By}
		switch {
		case e.Awaits():
			line.Second = "đang chờ"
		case e.Unsettled():
			line.Second = e.Second.By + ", cần đối chiếu"
		case e.Second != nil:
			line.Second = e.Second.By
		}
		if d.keying() && who.May(staff.EnterPaper) && !e.Awaits() {
			line.Path, line.Link = d.path("/entry?serial="+line.Serial), "Sửa"
			if e.Unsettled() {
				line.Path, line.Link = d.path("/settle?serial="+line.Serial), "Đối chiếu"
			}
		}
		list = append(list, line)
	}
	return list
}

// actLines tell who did what, with what somebody did several times on end in one line.
func actLines(acts []paper.Act) []page.OfficeAct {
	var list []page.OfficeAct
	for i := 0; i < len(acts); {
		first, serials := acts[i], []int(nil)
		last := first
		for ; i < len(acts) && acts[i].By == first.By && acts[i].Did == first.Did; i++ {
			last = acts[i]
			serials = append(serials, last.Serials...)
		}
		when := timeWords(first.At)
		if end := timeWords(last.At); end != when {
			when += " – " + end
		}
		list = append(list, page.OfficeAct{When: when, By: first.By, Did: deedNames[first.Did], Serials: rangesOf(serials)})
	}
	return list
}

// rangesOf writes numbers that follow one another as a range.
func rangesOf(serials []int) string {
	var parts []string
	for i := 0; i < len(serials); {
		j := i
		for j+1 < len(serials) && serials[j+1] == serials[j]+1 {
			j++
		}
		part := serialWords(serials[i])
		if j > i {
			part += "–" + serialWords(serials[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

// ledgerSentence says why the ledger refused something, and which part of the form
// that is about; "" for an error that nobody at the page can mend.
func ledgerSentence(err error) (sentence, at string) {
	var minutes *paper.BadMinutes
	var entry *paper.BadEntry
	var unbalanced *paper.Unbalanced
	var unfinished *paper.Unfinished
	switch {
	case errors.As(err, &minutes):
		return minutesSentence(minutes.What), minutes.What
	case errors.As(err, &entry):
		return entrySentence(entry.What), entry.What
	case errors.As(err, &unbalanced):
		return fmt.Sprintf("Trong hòm có %d phiếu nhưng đã nhập %d. Hai số này phải bằng nhau trước khi làm bước tiếp theo.", unbalanced.Returned, unbalanced.Entered), ""
	case errors.As(err, &unfinished):
		return "Việc nhập lần hai chưa xong: còn phiếu chưa rút mẫu, chưa nhập lại hoặc chưa đối chiếu.", ""
	}
	for _, known := range ledgerSentences {
		if errors.Is(err, known.err) {
			return known.sentence, ""
		}
	}
	return "", ""
}

var ledgerSentences = []struct {
	err      error
	sentence string
}{
	{paper.ErrUnopened, "Hòm phiếu chưa mở. Xin ghi biên bản mở hòm trước."},
	{paper.ErrClosed, "Đợt phiếu này đã khóa, không nhập hay sửa được nữa."},
	{paper.ErrOpen, "Đợt phiếu này chưa đóng."},
	{paper.ErrLocked, "Số liệu của kỳ có ngày này đã chốt, không thêm phiếu được nữa."},
	{paper.ErrConflict, "Số phiếu này đã được nhập trước đó. Nội dung ở dưới chưa được lưu: xin xem lại số trên phiếu, hoặc mở phiếu ấy ở trang của đợt để sửa."},
	{paper.ErrAwaits, "Phiếu này đã được rút để nhập lần hai; lần nhập đầu chỉ sửa được sau đó."},
	{paper.ErrSamePerson, "Việc này cần một người khác với người đã nhập phiếu lần đầu."},
}

func minutesSentence(what string) string {
	switch what {
	case "day":
		return "Ngày mở hòm phải từ ngày in phiếu đến hôm nay, và trong thời gian của đợt khảo sát."
	case "returned":
		return "Số phiếu trong hòm phải là số từ 0 đến số phiếu đã phát."
	case "unused":
		return "Số phiếu chưa phát phải là số từ 0 đến số phiếu đã in."
	case "witnesses":
		return fmt.Sprintf("Xin ghi ít nhất hai người chứng kiến, cách nhau bằng dấu phẩy, nhiều nhất %d ký tự.", paper.MaxWords)
	}
	return fmt.Sprintf("Xin ghi lý do đếm lại, nhiều nhất %d ký tự.", paper.MaxWords)
}

func entrySentence(what string) string {
	switch what {
	case "serial":
		return "Xin gõ số in trên phiếu. Số vừa gõ không thuộc đợt phiếu này, hoặc không chờ nhập lần hai."
	case "keys":
		return "Phiếu bị loại thì không nhập câu trả lời. Xin xóa các ô đã gõ, hoặc bỏ lý do loại."
	case "reason":
		return "Lý do loại phiếu không dùng được ở đây."
	}
	return fmt.Sprintf("Xin ghi lý do sửa, nhiều nhất %d ký tự: phiếu do người khác nhập, hoặc đã qua lần rút mẫu.", paper.MaxWords)
}
